import type { CreateServiceResponse, EncryptionConfiguration, Tag } from '@aws-sdk/client-apprunner';
import { invalidRequest } from '../aws-error';
import { withDefaults } from '../configuration';
import { Wire } from '../wire';
import type { ApiCall } from './api-call';
import { configurationMembers, refuseUnlessOneCompleteSource } from './configuration-members';
import { serviceShape } from './service-shape';

export function createService(call: ApiCall): Wire<CreateServiceResponse> {
  const { input, region, surroundings: { account } } = call;
  const name = input.serviceName();
  input.required('SourceConfiguration');
  const configuration = configurationMembers(input);
  refuseUnlessOneCompleteSource(configuration.SourceConfiguration);
  if (account.servicesIn(region).some(({ identity, status }) => identity.name === name && status !== 'DELETED')) {
    throw invalidRequest(`Service with the provided name already exists: ${name}.`);
  }
  const service = account.add({
    name,
    region,
    status: 'OPERATION_IN_PROGRESS',
    configuration: withDefaults(configuration),
    encryption: input.structure<EncryptionConfiguration>('EncryptionConfiguration'),
    tags: input.has('Tags') ? input.list<Tag>('Tags') : [],
  });
  call.createdServiceArn = service.identity.arn;
  const operationId = call.start(service, 'CREATE_SERVICE');
  return { Service: serviceShape(service), OperationId: operationId };
}
