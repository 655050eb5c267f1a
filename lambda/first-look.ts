import type { Operation } from './app-runner';

/** Operations of one service differ by about a fifth either way. With few of them known, the shortest may have been a long one. */
const SHARE = 0.75;
const SHARE_OF_FEW = 2 / 3;
const FEW = 3;

/** A tiny service is paused in forty seconds. */
const UNKNOWN_SECONDS = 30;

/** An operation that fails early is not to be told much later than that. */
const MOST_SECONDS = 300;

/**
 * How long after the start of an operation nobody needs to look whether it is over, in whole seconds: a share of the
 * shortest that App Runner has listed of this kind, so that a look is late only where an operation is much faster
 * than ever.
 */
export function secondsBeforeFirstLook(type: string, history: readonly Operation[]): number {
  const seconds = history
    .filter(operation => operation.type === type && operation.status === 'SUCCEEDED')
    .flatMap(({ startedAt, endedAt }) => (endedAt === undefined ? [] : (endedAt - startedAt) / 1000));
  if (seconds.length === 0) return UNKNOWN_SECONDS;
  return Math.floor(Math.min(...seconds, MOST_SECONDS) * (seconds.length < FEW ? SHARE_OF_FEW : SHARE));
}
