import { createHash } from 'crypto';
import { UserError, badDesiredState, unknownResourceType } from './errors';
import { parseServiceArn } from './service-arn';
import type { Sighting } from './sighting';
import type { DesiredStateName, OnDeleteName, ResourceTypeName, TimeoutMetadata } from '../src/contract';

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
 * The id that CloudFormation shall know the resource by. Restore's changes with any of its properties, so that
 * every deployment that could have resumed a service ends with a clean-up Delete, forward and in a rollback alike.
 * It begins with the logical id of the State, so that this Delete finds the State of the template that stays.
 */
export function physicalIdOf(event: CustomResourceEvent): string {
  if (event.RequestType === 'Delete') return event.PhysicalResourceId ?? '';
  switch (resourceTypeOf(event)) {
    case 'Custom::AppRunnerServiceState': return parseServiceArn(text(event.ResourceProperties.ServiceArn)).arn;
    case 'Custom::AppRunnerRestore': return `${text(event.ResourceProperties.StateLogicalId)}/${hashOfProperties(event.ResourceProperties)}`;
    case 'Custom::AppRunnerResumeForUpdate': return event.LogicalResourceId;
  }
}

/** The logical id of the State that a Restore with this physical id is made for. */
export function stateNamedBy(restoreId: string): string {
  return restoreId.split('/')[0];
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

/** Whether the service's own configuration differs between the two templates that this Update goes between. */
export function changesService({ ResourceProperties: now, OldResourceProperties: before = {} }: CustomResourceEvent): boolean {
  const identity = (properties: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(sorted([properties.Fingerprint, properties.Inputs, properties.ServiceLogicalId]));
  return identity(now) !== identity(before);
}

function hashOfProperties(properties: Readonly<Record<string, unknown>>): string {
  const own = Object.entries(properties).filter(([name]) => !ROUTING_PROPERTIES.includes(name));
  return createHash('sha256').update(JSON.stringify(sorted(Object.fromEntries(own)))).digest('hex').slice(0, 32);
}

/** CloudFormation does not promise an order of keys; a hash must not depend on one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, sorted(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
