import type { DescribeServiceResponse, ServiceStatus } from '@aws-sdk/client-apprunner';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { serviceShape } from './service-shape';

export function describeService(call: ApiCall): Wire<DescribeServiceResponse> {
  const service = call.service();
  const { faults } = call.surroundings;
  const shape = serviceShape(service);
  const invented = faults.take(['status'], call.target);
  if (invented !== undefined) {
    // Statuses that the SDK's types do not know are the point.
    return { Service: { ...shape, Status: invented.status as ServiceStatus } };
  }
  const stale = faults.take(['stale'], call.target);
  if (stale !== undefined) {
    return { Service: { ...shape, Status: service.statusAt(call.now - stale.seconds * 1000) } };
  }
  return { Service: shape };
}
