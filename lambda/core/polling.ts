import type { Operation } from '../aws/app-runner';

/** Operations of one service differ by about a fifth either way. With few of them known, the shortest may have been a long one. */
const SHARE = 0.75;
const SHARE_OF_FEW = 2 / 3;
const FEW = 3;

/** A tiny service is paused in forty seconds, most are in one to two minutes. */
const UNKNOWN_SECONDS = 30;
const UNKNOWN_SECONDS_IN_A_CROWD = 75;

/** An operation that fails early is not to be told much later than that. */
const MOST_SECONDS = 300;

/**
 * How long after the start of an operation nobody needs to look whether it is over, in whole seconds: a share of the
 * shortest that App Runner has listed of this kind, so that a look is late only where an operation is much faster
 * than ever.
 *
 * Where many requests wait for App Runner at once it is the longest: a look that finds an operation still running
 * takes its call from somebody who could act.
 *
 * @param type the kind of operation that was started
 * @param history the service's latest operations
 * @param inACrowd whether many requests wait for App Runner
 */
export function secondsBeforeFirstLook(type: string, history: readonly Operation[], inACrowd: boolean): number {
  const seconds = history
    .filter(operation => operation.type === type && operation.status === 'SUCCEEDED')
    .map(({ startedAt, endedAt = NaN }) => (endedAt - startedAt) / 1000)
    .filter(took => took >= 0); // App Runner may leave a time out, or give one that cannot be
  if (seconds.length === 0) return inACrowd ? UNKNOWN_SECONDS_IN_A_CROWD : UNKNOWN_SECONDS;
  if (inACrowd) return Math.ceil(Math.min(Math.max(...seconds), MOST_SECONDS));
  return Math.floor(Math.min(...seconds, MOST_SECONDS) * (seconds.length < FEW ? SHARE_OF_FEW : SHARE));
}
