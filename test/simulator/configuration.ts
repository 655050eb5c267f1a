import type { Service, SourceConfiguration, UpdateServiceRequest } from '@aws-sdk/client-apprunner';
import { received, Wire } from './wire';

/** What a deployment puts into service: everything about a service that UpdateService can change. */
export type Configuration =
  Readonly<Omit<UpdateServiceRequest, 'ServiceArn' | 'SourceConfiguration'>>
  & { readonly SourceConfiguration: SourceConfiguration };

export type ConfigurationChange = Readonly<Omit<UpdateServiceRequest, 'ServiceArn'>>;

type DescribedConfiguration = Pick<Wire<Service>,
'SourceConfiguration' | 'InstanceConfiguration' | 'HealthCheckConfiguration' | 'NetworkConfiguration' | 'ObservabilityConfiguration'>;

/** Automatic deployments are on unless the image comes from a public repository. */
export function withDefaults(given: ConfigurationChange): Configuration {
  const source = given.SourceConfiguration;
  return received({
    ...given,
    SourceConfiguration: { AutoDeploymentsEnabled: source?.ImageRepository?.ImageRepositoryType !== 'ECR_PUBLIC', ...source },
  });
}

export function imageConfiguration(image: string): Configuration {
  return withDefaults({ SourceConfiguration: { ImageRepository: { ImageIdentifier: image, ImageRepositoryType: 'ECR' } } });
}

/** UpdateService replaces the parts it is given and leaves the others. */
export function changed(configuration: Configuration, change: ConfigurationChange): Configuration {
  const { SourceConfiguration: source, ...rest } = change;
  return received({ ...configuration, ...rest, SourceConfiguration: { ...configuration.SourceConfiguration, ...source } });
}

/** What runs: the image, or the repository that is built. */
export function imageOf({ SourceConfiguration: source }: Configuration): string {
  return source.ImageRepository?.ImageIdentifier ?? source.CodeRepository?.RepositoryUrl ?? '';
}

export function describedConfiguration(configuration: Configuration): DescribedConfiguration {
  return {
    SourceConfiguration: configuration.SourceConfiguration,
    InstanceConfiguration: { Cpu: '1024', Memory: '2048', ...configuration.InstanceConfiguration },
    HealthCheckConfiguration: {
      Protocol: 'TCP', Path: '/', Interval: 5, Timeout: 2, HealthyThreshold: 1, UnhealthyThreshold: 5, ...configuration.HealthCheckConfiguration,
    },
    NetworkConfiguration: {
      EgressConfiguration: { EgressType: 'DEFAULT' },
      IngressConfiguration: { IsPubliclyAccessible: true },
      IpAddressType: 'IPV4',
      ...configuration.NetworkConfiguration,
    },
    ObservabilityConfiguration: configuration.ObservabilityConfiguration ?? { ObservabilityEnabled: false },
  };
}
