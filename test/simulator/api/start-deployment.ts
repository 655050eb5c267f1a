import type { StartDeploymentResponse } from '@aws-sdk/client-apprunner';
import { invalidRequest } from '../aws-error';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';

/** The one operation that answers InvalidRequest, not InvalidState, when the service is in the wrong state. */
export function startDeployment(call: ApiCall): Wire<StartDeploymentResponse> {
  const service = call.service();
  if (!service.canStart('START_DEPLOYMENT')) {
    throw invalidRequest("Can't start a deployment on the specified service, because it isn't in RUNNING state.");
  }
  return { OperationId: call.start(service, 'START_DEPLOYMENT') };
}
