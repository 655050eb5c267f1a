import { desiredStateAt, isHours, lastBoundaryOf } from './declaration';
import { isSince, newestChange, triesSince } from './history';
import type { Situation } from './situation';
import { MOST_TRIES, firstTryThatCounts } from './tries';
import type { Operation } from '../aws/app-runner';
import { newestVersion } from '../core/resumed-version';

/** Whether the operations found so far, the newest of all, are enough: none that is older could change the decision. */
export function reachesBack(found: readonly Operation[], situation: Situation): boolean {
  return knowsChange(found, situation) && knowsTries(found, situation) && knowsVersion(found, situation);
}

function knowsChange(found: readonly Operation[], { declaration: { desired }, now }: Situation): boolean {
  return !isHours(desired) || newestChange(found) !== undefined || hasOlder(found, lastBoundaryOf(desired, now));
}

function knowsTries(found: readonly Operation[], { declaration, now, status }: Situation): boolean {
  const desired = desiredStateAt(declaration.desired, now);
  if (desired === 'AS_FOUND' || desired === status) return true;
  const since = firstTryThatCounts(lastBoundaryOf(declaration.desired, now), now);
  return hasOlder(found, since) || triesSince(since, desired, found).length >= MOST_TRIES;
}

function knowsVersion(found: readonly Operation[], { declaration, status }: Situation): boolean {
  return !declaration.deployAfterResume || status !== 'RUNNING' || newestVersion(found) !== undefined;
}

function hasOlder(found: readonly Operation[], instant: number): boolean {
  return found.some(operation => Number.isFinite(operation.startedAt) && !isSince(operation, instant));
}
