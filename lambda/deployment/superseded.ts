import type { Sighting } from './checkpoint';
import type { CustomResourceEvent } from './request';
import type { ResourceRecord } from '../aws/cloud-formation';

/** App Runner's times are whole seconds, CloudFormation's are not. */
export const CLOCK_GRAIN_MS = 1000;

/** As long as this after a request came, the record of its resource is taken for its own. */
const AT_ONCE_MS = 10_000;

/**
 * Whether a request may act:
 * - current: CloudFormation waits for it;
 * - superseded: CloudFormation has asked something else of the resource since, and always will have;
 * - unclear: the record tells of something before the request, or of nothing, so it has to be asked again.
 */
export type Standing = 'current' | 'superseded' | 'unclear';

/**
 * A waiter goes on after CloudFormation has cancelled its request and started the rollback, and must not act then. The
 * record of the resource tells: its time changes with every new request.
 *
 * @param firstLookMs how long ago the request came, if this is its first look. For some time nobody compares clocks then.
 */
export function standingOf(event: CustomResourceEvent, sighting: Sighting, record: ResourceRecord | undefined, firstLookMs: number): Standing {
  const { at, recordChangedAt } = sighting;
  const justCame = firstLookMs < AT_ONCE_MS;
  const isDelete = event.RequestType === 'Delete';
  // A Delete of a replaced resource has no record of its own: there is none, or that of the replacement, at rest.
  if (!record) return isDelete && justCame ? 'current' : 'unclear';
  const newestOfOurs = recordChangedAt ?? (justCame ? Infinity : at + CLOCK_GRAIN_MS);
  if (record.changedAt > newestOfOurs) return 'superseded';
  if (record.changedAt < (recordChangedAt ?? 0)) return 'unclear';
  return isDelete || record.status.endsWith('_IN_PROGRESS') ? 'current' : 'unclear';
}
