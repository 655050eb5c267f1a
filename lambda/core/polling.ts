import type { Service } from './service-calls';
import type { Operation } from '../aws/app-runner';

/** Operations of one service differ by about a fifth either way. With few of them known, the shortest may have been a long one. */
const SHARE = 0.75;
const SHARE_OF_FEW = 2 / 3;
const FEW = 3;

/** A tiny service is paused in forty seconds, most are in one to two minutes. */
const UNKNOWN_SECONDS = 30;
const UNKNOWN_SECONDS_IF_THROTTLED = 75;

/** An operation that fails early should not be reported much later than that. */
const MOST_SECONDS = 300;

/**
 * How long a poll of an operation that was just started could not find its end. The history only saves calls, so a throttled caller does without.
 *
 * @param type the type of that operation
 */
export async function secondsBeforeFirstPoll(service: Service, type: string, isThrottled: boolean): Promise<number> {
  const history = service.knownOperations ?? (isThrottled ? [] : await service.operationsIfAvailable());
  return firstPollDelay(type, history, isThrottled);
}

/**
 * In whole seconds: a share of the shortest operation of this type that App Runner has listed, so that a poll comes late only
 * where an operation is much faster than ever.
 *
 * Where App Runner throttles, it is the longest one: a poll that finds an operation still running takes its call
 * from a request that could act.
 *
 * @param type the type of the operation that was started
 * @param history the service's latest operations
 */
export function firstPollDelay(type: string, history: readonly Operation[], isThrottled: boolean): number {
  const seconds = history
    .filter(operation => operation.type === type && operation.status === 'SUCCEEDED')
    .map(({ startedAt, endedAt = NaN }) => (endedAt - startedAt) / 1000)
    .filter(took => took >= 0); // App Runner may leave a time out, or give one that cannot be
  if (seconds.length === 0) return isThrottled ? UNKNOWN_SECONDS_IF_THROTTLED : UNKNOWN_SECONDS;
  if (isThrottled) return Math.ceil(Math.min(Math.max(...seconds), MOST_SECONDS));
  return Math.floor(Math.min(...seconds, MOST_SECONDS) * (seconds.length < FEW ? SHARE_OF_FEW : SHARE));
}
