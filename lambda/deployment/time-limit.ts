import { ownMetadata } from './own-metadata';
import { resourceTypeOf } from './request';
import type { CustomResourceEvent } from './request';
import { RESTORE_SECONDS } from '../../src/contract/custom-resources';
import type { TimeoutMetadata } from '../../src/contract/custom-resources';

const DEFAULT_SECONDS = 20 * 60;

/**
 * How long a request may take before it fails with a message of ours, in seconds.
 *
 * @param metadata of the resource, as JSON. As a property, each new timeout would cause a request, and a rollback would use the old one.
 */
export function timeLimitOf(event: CustomResourceEvent, metadata?: string): number {
  const seconds = Number(ownMetadata<TimeoutMetadata>(metadata)?.TimeoutSeconds ?? event.ResourceProperties.TimeoutSeconds) || DEFAULT_SECONDS;
  return resourceTypeOf(event) === 'Custom::AppRunnerRestore' ? Math.min(seconds, RESTORE_SECONDS) : seconds;
}
