import type { Checkpoint } from './checkpoint';
import { unknownResourceType } from './texts';
import { UserError } from './user-error';
import type { OnDeleteName, ResourceTypeName } from '../../src/contract/custom-resources';

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
  /** From onEvent; only isComplete gets it. */
  readonly Checkpoint?: Checkpoint;
}

const RESOURCE_TYPES: Readonly<Record<ResourceTypeName, true>> = {
  'Custom::AppRunnerServiceState': true,
  'Custom::AppRunnerResumeForUpdate': true,
  'Custom::AppRunnerRestore': true,
};

/** @throws UserError when it is none of ours */
export function resourceTypeOf({ ResourceType }: CustomResourceEvent): ResourceTypeName {
  if (!Object.hasOwn(RESOURCE_TYPES, ResourceType)) throw new UserError(unknownResourceType(ResourceType));
  return ResourceType as ResourceTypeName;
}

export function onDeleteOf(value: unknown): OnDeleteName {
  return value === 'RESUME' || value === 'PAUSE' ? value : 'LEAVE';
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}

/**
 * Whether ResumeForUpdate got a request between the two templates of this Update. Then CloudFormation may have changed the
 * service since, although both templates say the same of it: another template failed in between.
 */
export function followsAResume({ ResourceProperties: now, OldResourceProperties: before = {} }: CustomResourceEvent): boolean {
  return text(now.ResumeRequestedAt) !== text(before.ResumeRequestedAt);
}

/** Whether the service's own configuration differs between the two templates of this Update. */
export function changesService({ ResourceProperties: now, OldResourceProperties: before = {} }: CustomResourceEvent): boolean {
  const identity = (properties: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(sorted([properties.Fingerprint, properties.Inputs, properties.ServiceLogicalId]));
  return identity(now) !== identity(before);
}

/** CloudFormation does not promise an order of keys, so no comparison may depend on one. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, sorted(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
