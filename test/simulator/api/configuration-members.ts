import type { SourceConfiguration } from '@aws-sdk/client-apprunner';
import { invalidRequest, validationError } from '../aws-error';
import type { ConfigurationChange } from '../configuration';
import type { Input } from './input';

const STRUCTURES = [
  'SourceConfiguration',
  'InstanceConfiguration',
  'HealthCheckConfiguration',
  'NetworkConfiguration',
  'ObservabilityConfiguration',
] as const;

/** The members that CreateService and UpdateService have in common, as far as they are given. */
export function configurationMembers(input: Input): ConfigurationChange {
  const given = STRUCTURES.filter((member) => input.has(member)).map((member) => [member, input.structure(member)]);
  return {
    ...Object.fromEntries(given) as ConfigurationChange,
    ...(input.has('AutoScalingConfigurationArn') && { AutoScalingConfigurationArn: input.text('AutoScalingConfigurationArn') }),
  };
}

export function refuseUnlessOneCompleteSource(source: SourceConfiguration | undefined): void {
  if ((source?.ImageRepository === undefined) === (source?.CodeRepository === undefined)) {
    throw invalidRequest('Exactly one of CodeRepository and ImageRepository must be given in SourceConfiguration.');
  }
  const image = source?.ImageRepository;
  if (image !== undefined && (!image.ImageIdentifier || !image.ImageRepositoryType)) {
    throw validationError("Value null at 'sourceConfiguration.imageRepository' failed to satisfy constraint: "
      + 'ImageIdentifier and ImageRepositoryType must not be null');
  }
}
