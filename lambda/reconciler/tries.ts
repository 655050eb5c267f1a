import type { Decision, Question } from './decision';
import { triesSince } from './history';
import type { Situation } from './situation';
import type { DesiredStateName } from '../../src/contract/custom-resources';
import type { Operation } from '../aws/app-runner';

/** Tries a boundary. After that something stands in the way, or somebody keeps changing the service. */
export const MOST_TRIES = 3;
/** Then it is tried again in this time. */
export const BETWEEN_LATER_TRIES_MS = 60 * 60_000;
/** A state without boundaries, or with few, gets new tries after a day: what went wrong last month says nothing. */
const OLDEST_TRY_MS = 24 * 60 * 60_000;

/** From when on tries count. */
export function firstTryThatCounts(boundary: number, now: number): number {
  return Math.max(boundary, now - OLDEST_TRY_MS);
}

/** One more try, if there were not too many. The operations themselves are the count, so nothing has to be remembered. */
export function tryAgain(situation: Situation, desired: DesiredStateName, boundary: number, corrects: boolean): Decision | Question {
  const { now, status, history = [], stackEndedAt } = situation;
  const since = firstTryThatCounts(Math.max(boundary, stackEndedAt ?? -Infinity), now);
  const tries = triesSince(since, desired, history);
  const act = { kind: desired === 'PAUSED' ? 'pause' : 'resume', corrects } as const;
  const reason = `the service is ${status} and is to be ${desired}${tries.length === 0 ? '' : `; ${told(tries)}`}`;
  if (tries.length < MOST_TRIES) return { ...act, overdue: false, reason };
  // A stack operation is a new start, so its end matters now.
  if (stackEndedAt === undefined) return { kind: 'ask', about: 'stack-end' };
  const until = tries[0].startedAt + BETWEEN_LATER_TRIES_MS;
  return until <= now ? { ...act, overdue: true, reason } : { kind: 'give-up', until, reason: `${reason}; the next try is at ${new Date(until).toISOString()}` };
}

function told(tries: readonly Operation[]): string {
  const [{ id, type, status }] = tries;
  return `${tries.length} ${tries.length === 1 ? 'try was' : 'tries were'} made, the last with operation ${id} (${type}), which ended ${status}`;
}
