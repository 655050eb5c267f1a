import type { Checkpoint } from './checkpoint';
import type { CustomResourceEvent } from './request';
import type { ResourceRecord } from '../aws/cloud-formation';

/** App Runner's times are whole seconds, CloudFormation's are not. */
export const CLOCK_GRAIN_MS = 1000;

/** As long as this after a request came, the record of its resource is taken for its own. */
const AT_ONCE_MS = 10_000;

/**
 * Whether a request may act:
 * - current: CloudFormation waits for it;
 * - superseded: CloudFormation has made a newer request for the resource since. That does not change any more;
 * - unclear: the record shows something before the request, or nothing, so it has to be read again.
 */
export type RequestState = 'current' | 'superseded' | 'unclear';

/**
 * A waiter goes on after CloudFormation has cancelled its request and started the rollback, and must not act then. The
 * time in the record of the resource changes with every new request.
 *
 * @param invocationMs how long ago onEvent was invoked, Infinity in a poll. For some time no clocks are compared.
 */
export function requestStateOf(
  event: CustomResourceEvent, { at, recordChangedAt }: Checkpoint, record: ResourceRecord | undefined, invocationMs: number,
): RequestState {
  const justCame = invocationMs < AT_ONCE_MS;
  const isDelete = event.RequestType === 'Delete';
  // A Delete of a replaced resource has no record of its own: there is none, or that of the replacement, at rest.
  if (!record) return isDelete && justCame ? 'current' : 'unclear';
  const newestOfOurs = recordChangedAt ?? (justCame ? Infinity : at + CLOCK_GRAIN_MS);
  if (record.changedAt > newestOfOurs) return 'superseded';
  if (record.changedAt < (recordChangedAt ?? 0)) return 'unclear';
  return isDelete || record.status.endsWith('_IN_PROGRESS') ? 'current' : 'unclear';
}
