import type { Service } from './service-calls';
import { LONGEST_SECONDS_TO_LOOK } from '../../src/contract/looks';
import type { Operation } from '../aws/app-runner';

/** When looks at an operation are worth their calls. */
export interface LookPlan {
  /** When the operation was started, milliseconds since 1970. */
  readonly startedAt: number;
  /** When the first look is planned, milliseconds since 1970. */
  readonly firstAt: number;
  /** From the start on, each until the next one begins. */
  readonly phases: readonly Phase[];
}

/** Part of the time that an operation takes, in seconds from its start. */
interface Phase {
  readonly from: number;
  readonly every: number;
}

/** Until then an operation ends only if it fails, or is much faster than ever. */
const SHARE_OF_FEW = 2 / 3;
const FEW = 3;
const SHARE = 0.75;

/** Operations of one service differ by about a fifth either way: the shortest of many is near the shortest possible. */
const MANY = 8;
const UNLIKELY_SHARE_OF_MANY = 0.8;
const LIKELY_SHARE_OF_MANY = 0.92;
const SECONDS_WHILE_UNLIKELY = 5;

/** As often as the provider's `pollInterval` lets the state machine do. */
export const AS_OFTEN_AS_POSSIBLE = 1;

/** A tiny service is paused in forty seconds, most are in one to two minutes, so that no time is much more likely than others. */
const UNKNOWN_FROM = 2 * LONGEST_SECONDS_TO_LOOK;
const SECONDS_WHILE_UNKNOWN = 3.9;

/** The state machine waits for whole seconds. */
const ALMOST_SECONDS = 0.5;

const UNKNOWN_SECONDS_IF_THROTTLED = 75;
/** An operation that fails early should not be reported much later than that. */
const MOST_SECONDS_IF_THROTTLED = 300;

/**
 * The plan for an operation that was just started. The history only saves calls, so a throttled caller does without.
 *
 * @param type the type of that operation
 * @param secondsLeft until the deadline of the request: a look after that has to say that it failed
 */
export async function lookPlanOf(service: Service, type: string, isThrottled: boolean, startedAt: number, secondsLeft: number): Promise<LookPlan> {
  const history = service.knownOperations ?? (isThrottled ? [] : await service.operationsIfAvailable());
  const phases = isThrottled ? phasesIfThrottled(type, history) : phasesOf(type, history);
  const [first, second] = phases;
  return { startedAt, firstAt: startedAt + Math.min(first.every, second.from, secondsLeft) * 1000, phases };
}

/**
 * Often where a success is likely, and now and then before that, for failures.
 *
 * @param history the service's latest operations
 */
export function phasesOf(type: string, history: readonly Operation[]): Phase[] {
  const seconds = secondsOf(type, history);
  const shortest = Math.min(...seconds);
  const forFailures = { from: 0, every: LONGEST_SECONDS_TO_LOOK };
  if (seconds.length === 0) return [forFailures, { from: UNKNOWN_FROM, every: SECONDS_WHILE_UNKNOWN }];
  if (seconds.length < FEW) return [forFailures, { from: shortest * SHARE_OF_FEW, every: AS_OFTEN_AS_POSSIBLE }];
  if (seconds.length < MANY) return [forFailures, { from: shortest * SHARE, every: AS_OFTEN_AS_POSSIBLE }];
  return [
    forFailures,
    { from: shortest * UNLIKELY_SHARE_OF_MANY, every: SECONDS_WHILE_UNLIKELY },
    { from: shortest * LIKELY_SHARE_OF_MANY, every: AS_OFTEN_AS_POSSIBLE },
  ];
}

/**
 * Not before the operation has had the time of the longest: a look that finds it still running takes its call from a request
 * that could act.
 */
export function phasesIfThrottled(type: string, history: readonly Operation[]): Phase[] {
  const seconds = secondsOf(type, history);
  const longest = seconds.length === 0 ? UNKNOWN_SECONDS_IF_THROTTLED : Math.max(...seconds);
  const from = Math.min(longest, MOST_SECONDS_IF_THROTTLED);
  return [{ from: 0, every: from }, { from, every: AS_OFTEN_AS_POSSIBLE }];
}

/** What earlier successes took. App Runner may leave a time out, or give one that cannot be. */
function secondsOf(type: string, history: readonly Operation[]): number[] {
  return history
    .filter(operation => operation.type === type && operation.status === 'SUCCEEDED')
    .map(({ startedAt, endedAt = NaN }) => (endedAt - startedAt) / 1000)
    .filter(took => took >= 0);
}

/**
 * How many seconds are left until the first look. It is also due when that was waited for, because two invocations may have different clocks.
 *
 * @param repeated how often the state machine has waited
 */
export function secondsToFirstLook(now: number, { startedAt, firstAt }: LookPlan, repeated: number): number {
  const isWaitedFor = startedAt + repeated * LONGEST_SECONDS_TO_LOOK * 1000 >= firstAt;
  const seconds = (firstAt - now) / 1000;
  return isWaitedFor || seconds < ALMOST_SECONDS ? 0 : seconds;
}

/**
 * How many whole seconds after a look the next one is planned. What calls and transitions take does not add up,
 * because each phase counts from its beginning.
 *
 * @param elapsedSeconds since the start of the operation
 */
export function secondsToNextLook(elapsedSeconds: number, phases: readonly Phase[]): number {
  const elapsed = Math.max(0, elapsedSeconds); // two invocations may have different clocks
  const begun = phases.filter(({ from }) => from < elapsed + ALMOST_SECONDS);
  const { from, every } = begun[begun.length - 1];
  const next = phases[begun.length]?.from ?? Infinity;
  const planned = Math.min(from + every * (Math.round((elapsed - from) / every) + 1), next);
  return wholeSeconds(planned - elapsed);
}

/** What the state machine knows a name for. */
export function wholeSeconds(seconds: number): number {
  return Math.min(Math.max(Math.round(seconds), 1), LONGEST_SECONDS_TO_LOOK);
}
