import type { Service, ServiceSummary } from '@aws-sdk/client-apprunner';
import { describedConfiguration } from '../configuration';
import { SimulatedService } from '../service';
import { epochSeconds, Wire } from '../wire';

/** A service as the API shows it. */
export function serviceShape(service: SimulatedService): Wire<Service> {
  const { identity, configuration, deletedAt } = service;
  return {
    ...serviceSummary(service),
    ...(deletedAt !== undefined && { DeletedAt: epochSeconds(deletedAt) }),
    ...(identity.encryption && { EncryptionConfiguration: identity.encryption }),
    ...describedConfiguration(configuration),
    AutoScalingConfigurationSummary: {
      AutoScalingConfigurationArn: configuration.AutoScalingConfigurationArn ?? defaultAutoScaling(identity.arn),
    },
  };
}

export function serviceSummary({ identity, createdAt, updatedAt, status }: SimulatedService): Wire<Required<ServiceSummary>> {
  return {
    ServiceName: identity.name,
    ServiceId: identity.id,
    ServiceArn: identity.arn,
    ServiceUrl: identity.url,
    CreatedAt: epochSeconds(createdAt),
    UpdatedAt: epochSeconds(updatedAt),
    Status: status,
  };
}

function defaultAutoScaling(serviceArn: string): string {
  const [account] = serviceArn.split(':service/');
  return `${account}:autoscalingconfiguration/DefaultConfiguration/1/00000000000000000000000000000001`;
}
