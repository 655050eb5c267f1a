import type { Attributes, RestoreAttributes } from './attributes';
import type { Checkpoint } from './checkpoint';
import { resourceTypeOf } from './request';
import type { CustomResourceEvent } from './request';
import type { Findings } from '../core/reconcile';

/** What the Provider framework merges into the request before it begins to poll. */
export interface OnEventAnswer {
  readonly PhysicalResourceId: string;
  readonly Data: Partial<Attributes>;
  readonly Checkpoint: Checkpoint;
}

/** What the Provider framework takes for an answer to a poll. It refuses Data while the request is not complete. */
export interface IsCompleteAnswer {
  readonly IsComplete: boolean;
  readonly Data?: Attributes;
}

/** State refers to those of ResumeForUpdate, so that it is asked again whenever that was: they must always be there. */
export function attributesOf(event: CustomResourceEvent, { at, declared }: Checkpoint, { status, url, operation }: Findings): Attributes {
  const OperationId = operation?.id ?? '';
  const observed: RestoreAttributes = { Status: status, ServiceUrl: url, OperationId };
  switch (resourceTypeOf(event)) {
    case 'Custom::AppRunnerResumeForUpdate': return { OperationId, RequestedAt: new Date(at).toISOString() };
    case 'Custom::AppRunnerRestore': return observed;
    case 'Custom::AppRunnerServiceState': return { ...observed, DesiredState: declared?.state ?? '', NextBoundary: isoOf(declared?.until) };
  }
}

function isoOf(instant: number | undefined): string {
  return instant === undefined ? '' : new Date(instant).toISOString();
}
