import type { OperationType, PauseServiceResponse, ResumeServiceResponse, ServiceStatus } from '@aws-sdk/client-apprunner';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { refuseUnlessItCanStart } from './refusal';
import { serviceShape } from './service-shape';

export function pauseService(call: ApiCall): Wire<PauseServiceResponse> {
  return bringTo('PAUSED', 'PAUSE_SERVICE', call);
}

export function resumeService(call: ApiCall): Wire<ResumeServiceResponse> {
  return bringTo('RUNNING', 'RESUME_SERVICE', call);
}

function bringTo(wanted: ServiceStatus, type: OperationType, call: ApiCall): Wire<PauseServiceResponse & ResumeServiceResponse> {
  const service = call.service();
  if (service.status === wanted && call.surroundings.idempotentAnswer === 'ok-without-operation-id') {
    return { Service: serviceShape(service) };
  }
  refuseUnlessItCanStart(type, service);
  const operationId = call.start(service, type);
  return { Service: serviceShape(service), OperationId: operationId };
}
