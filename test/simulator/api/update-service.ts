import type { UpdateServiceResponse } from '@aws-sdk/client-apprunner';
import { invalidRequest } from '../aws-error';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { configurationMembers, refuseUnlessOneCompleteSource } from './configuration-members';
import { refuseUnlessItCanStart } from './refusal';
import { serviceShape } from './service-shape';

/** The answer already shows the configuration that is being applied. */
export function updateService(call: ApiCall): Wire<UpdateServiceResponse> {
  const service = call.service();
  const change = configurationMembers(call.input);
  const source = change.SourceConfiguration;
  if (source?.ImageRepository !== undefined || source?.CodeRepository !== undefined) {
    refuseUnlessOneCompleteSource(source);
    if ((source.ImageRepository === undefined) !== (service.running.SourceConfiguration.ImageRepository === undefined)) {
      throw invalidRequest('The source of a service cannot be switched between code and image.');
    }
  }
  refuseUnlessItCanStart('UPDATE_SERVICE', service);
  const operationId = call.start(service, 'UPDATE_SERVICE', change);
  return { Service: serviceShape(service), OperationId: operationId };
}
