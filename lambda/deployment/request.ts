import { createHash } from 'crypto';
import type { Sighting } from './checkpoint';
import { UserError, badDesiredState, unknownResourceType } from './texts';
import type { DesiredStateName, OnDeleteName, ResourceTypeName, TimeoutMetadata } from '../../src/contract/custom-resources';
import { parseServiceArn } from '../aws/service-arn';

/** What CloudFormation sends, as the Provider framework hands it on. The presigned ResponseURL is never read. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceType: string;
  readonly RequestId: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
  /** What onEvent learned; only isComplete gets it. */
  readonly Sighting?: Sighting;
}

/** Properties that the framework and the CDK add: they say where a request goes, not what it asks for. */
const ROUTING_PROPERTIES = ['ServiceToken', 'ServiceTimeout'];

const RESOURCE_TYPES: Readonly<Record<ResourceTypeName, true>> = {
  'Custom::AppRunnerServiceState': true,
  'Custom::AppRunnerResumeForUpdate': true,
  'Custom::AppRunnerRestore': true,
};

const RESTORE_SECONDS = 10 * 60; // CloudFormation tries a clean-up Delete three times
const DEFAULT_TIMEOUT_SECONDS = 20 * 60;

/** @throws UserError when it is none of ours */
export function resourceTypeOf({ ResourceType }: CustomResourceEvent): ResourceTypeName {
  if (!Object.hasOwn(RESOURCE_TYPES, ResourceType)) throw new UserError(unknownResourceType(ResourceType));
  return ResourceType as ResourceTypeName;
}

/**
 * How long a request may take before it fails with a message of ours, in seconds.
 *
 * @param metadata of the resource, as JSON. A property would make a request of every other timeout, and in a rollback would be the old one.
 */
export function limitOf(event: CustomResourceEvent, metadata: string = ''): number {
  const { AppRunnerState } = JSON.parse(metadata || '{}') as { AppRunnerState?: TimeoutMetadata };
  const seconds = Number(AppRunnerState?.TimeoutSeconds ?? event.ResourceProperties.TimeoutSeconds) || DEFAULT_TIMEOUT_SECONDS;
  return resourceTypeOf(event) === 'Custom::AppRunnerRestore' ? Math.min(seconds, RESTORE_SECONDS) : seconds;
}

/**
 * The id by which CloudFormation knows the resource. Restore's changes with every Update, so that every deployment
 * that could have resumed a service ends with a clean-up Delete, forward and in a rollback alike. Only where rollback is
 * disabled it stays, because CloudFormation may refuse to replace a resource there: State pauses then.
 */
export function physicalIdOf(event: CustomResourceEvent, isRollbackDisabled: boolean): string {
  if (event.RequestType === 'Delete') return event.PhysicalResourceId ?? '';
  switch (resourceTypeOf(event)) {
    case 'Custom::AppRunnerServiceState': return parseServiceArn(text(event.ResourceProperties.ServiceArn)).arn;
    case 'Custom::AppRunnerRestore': return restoreIdOf(event, isRollbackDisabled);
    case 'Custom::AppRunnerResumeForUpdate': return event.LogicalResourceId;
  }
}

function restoreIdOf({ PhysicalResourceId, ResourceProperties, RequestId }: CustomResourceEvent, stays: boolean): string {
  if (stays && PhysicalResourceId) return PhysicalResourceId;
  const id = hashOf(ownProperties(ResourceProperties));
  // Where it had to stay once, it can be the id of the very properties that this request goes back to.
  return id === PhysicalResourceId ? hashOf([id, RequestId]) : id;
}

/** @throws UserError when the value is neither RUNNING nor PAUSED, in whatever case of letters */
export function desiredStateOf(value: unknown): DesiredStateName {
  const folded = text(value).trim().toUpperCase();
  if (folded !== 'RUNNING' && folded !== 'PAUSED') throw new UserError(badDesiredState(text(value)));
  return folded;
}

export function onDeleteOf(value: unknown): OnDeleteName {
  return value === 'RESUME' || value === 'PAUSE' ? value : 'LEAVE';
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}

/**
 * Whether ResumeForUpdate has been asked between the two templates that this Update goes between. Then CloudFormation
 * may have changed the service since, although both say the same of it: another template failed in the middle.
 */
export function followsAResume({ ResourceProperties: now, OldResourceProperties: before = {} }: CustomResourceEvent): boolean {
  return text(now.ResumeRequestedAt) !== text(before.ResumeRequestedAt);
}

/** Whether the service's own configuration differs between the two templates that this Update goes between. */
export function changesService({ ResourceProperties: now, OldResourceProperties: before = {} }: CustomResourceEvent): boolean {
  const identity = (properties: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(sorted([properties.Fingerprint, properties.Inputs, properties.ServiceLogicalId]));
  return identity(now) !== identity(before);
}

function ownProperties(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !ROUTING_PROPERTIES.includes(name)));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(sorted(value))).digest('hex').slice(0, 32);
}

/** CloudFormation does not promise an order of keys; a hash must not depend on one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, sorted(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
