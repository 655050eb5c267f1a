import type { CreateServiceRequest, CreateServiceResponse, EncryptionConfiguration, SourceConfiguration, Tag } from '@aws-sdk/client-apprunner';
import { invalidRequest } from '../aws-error';
import { configurationOf } from '../configuration';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { configurationMembers, refuseUnlessOneSource } from './configuration-members';
import { serviceShape } from './service-shape';

export function createService(call: ApiCall): Wire<CreateServiceResponse> {
  const { input, region, surroundings: { account } } = call;
  const name = input.serviceName();
  input.required('SourceConfiguration');
  const request: Omit<CreateServiceRequest, 'ServiceName' | 'SourceConfiguration'> & { SourceConfiguration?: SourceConfiguration } =
    configurationMembers(input);
  refuseUnlessOneSource(request.SourceConfiguration);
  if (account.servicesIn(region).some(({ identity, status }) => identity.name === name && status !== 'DELETED')) {
    throw invalidRequest(`Service with the provided name already exists: ${name}.`);
  }
  const service = account.add({
    name,
    region,
    status: 'OPERATION_IN_PROGRESS',
    configuration: configurationOf({ ...request, SourceConfiguration: request.SourceConfiguration }),
    encryption: input.structure<EncryptionConfiguration>('EncryptionConfiguration'),
    tags: input.has('Tags') ? input.list<Tag>('Tags') : [],
  });
  call.createdServiceArn = service.identity.arn;
  const operationId = call.start(service, 'CREATE_SERVICE');
  return { Service: serviceShape(service), OperationId: operationId };
}
