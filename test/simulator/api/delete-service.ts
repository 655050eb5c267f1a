import type { DeleteServiceResponse } from '@aws-sdk/client-apprunner';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { refuseUnlessItCanStart } from './refusal';
import { serviceShape } from './service-shape';

export function deleteService(call: ApiCall): Wire<DeleteServiceResponse> {
  const service = call.service();
  refuseUnlessItCanStart('DELETE_SERVICE', service);
  const operationId = call.start(service, 'DELETE_SERVICE');
  return { Service: serviceShape(service), OperationId: operationId };
}
