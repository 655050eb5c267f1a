import { HOUR, MINUTE, SECOND } from './hours';
import type { Week } from './run';
import type { Scenario } from './scenario';
import type { TickRecord } from './tick-record';
import { ACT_TAKES_MS } from '../../../../lambda/core/late-acts';
import { isAct } from '../../../../lambda/reconciler/decision';
import { desiredStateAt, isHours } from '../../../../lambda/reconciler/declaration';

/** A condition on one tick of a week. */
type Condition = (tick: TickRecord, scenario: Scenario) => boolean;

const changesState = ({ decision: { kind } }: TickRecord): boolean => kind === 'pause' || kind === 'resume';
const isSettled = ({ status }: TickRecord): boolean => status === 'RUNNING' || status === 'PAUSED';
const differs = (tick: TickRecord): boolean => isSettled(tick) && tick.status !== tick.desired;
/** A person brought the service into its state, and no boundary and no deployment came since. */
const isByHand = ({ change, boundary, stackEndedAt }: TickRecord): boolean =>
  change?.actor === 'person' && change.startedAt >= Math.max(boundary, stackEndedAt);
const isListed = ({ change, now }: TickRecord, { historyKept }: Scenario): boolean => change !== undefined && change.startedAt > now - historyKept;
/** The next try is that of the first tick after an hour. */
const wasTriedEnough = ({ triesOfAnybody, now }: TickRecord, { interval }: Scenario): boolean =>
  triesOfAnybody.length >= 3 && now - triesOfAnybody[0].startedAt < HOUR + interval + 2 * MINUTE;
const hasFixedState = ({ desired }: Scenario): boolean => !isHours(desired);

/** What must not be true at any tick. */
export const NEVER = {
  'acts while the stack is not at rest': tick => isAct(tick.decision) && !tick.isAtRest,

  'works against the declared state, or on a service that is busy': tick =>
    (changesState(tick) && (!differs(tick) || (tick.decision.kind === 'pause') !== (tick.desired === 'PAUSED')))
    || (tick.decision.kind === 'deploy' && tick.status !== 'RUNNING'),

  'undoes what somebody did before the next boundary or deployment': (tick, scenario) =>
    scenario.onDrift !== 'CORRECT' && changesState(tick) && isByHand(tick) && isListed(tick, scenario),

  'pauses or resumes what is declared only to be asserted by deployments, or reported': (tick, scenario) =>
    hasFixedState(scenario) && scenario.onDrift !== 'CORRECT' && changesState(tick),

  'tries a fourth time within an hour': ({ decision, tries, now }, scenario) =>
    scenario.historyKept > 0 && (decision.kind === 'pause' || decision.kind === 'resume') && tries.length >= 3 && now - tries[0].startedAt < HOUR - 4 * SECOND,

  'leaves what it has to correct at its next look, as long as it has tries': (tick, { desired, onDrift, historyKept }) =>
    onDrift === 'CORRECT' && differs(tick) && tick.isAtRest && tick.foundAtRest && !tick.throttled
    && historyKept === Infinity && tick.triesOfAnybody.length < 3
    && desiredStateAt(desired, tick.now + ACT_TAKES_MS) === tick.desired && !changesState(tick),

  'deploys what no resume brought back, or what failed since': (tick, { deployAfterResume }) =>
    tick.decision.kind === 'deploy'
    && (!deployAfterResume || tick.version?.type !== 'RESUME_SERVICE' || tick.failedDeployments.some(({ startedAt }) => startedAt >= tick.boundary)),
} as const satisfies Record<string, Condition>;

/** What must be true after three undisturbed ticks. */
export const AT_LAST = {
  'is as declared, or as somebody wanted it': (tick, scenario) =>
    !differs(tick) || (hasFixedState(scenario) && scenario.onDrift !== 'CORRECT')
    || (scenario.onDrift !== 'CORRECT' && isByHand(tick)) || wasTriedEnough(tick, scenario),

  'runs the version that was pushed while it was paused': (tick, scenario) =>
    !scenario.deployAfterResume || scenario.historyKept < Infinity || tick.status !== 'RUNNING'
    || tick.version?.type !== 'RESUME_SERVICE' || tick.failedDeployments.length > 0
    || (differs(tick) && wasTriedEnough(tick, scenario)) || tick.now - tick.version.endsAt < scenario.interval + 2 * MINUTE,
} as const satisfies Record<string, Condition>;

const NEVERS = Object.entries(NEVER) as [keyof typeof NEVER, Condition][];
const ALL_AT_LAST = Object.entries(AT_LAST) as [keyof typeof AT_LAST, Condition][];

export type PromiseName = keyof typeof NEVER | keyof typeof AT_LAST;

/** The times of disturbances: a person, a deployment, an operation that failed, a tick that could not act. */
function disturbances({ operations, ticks }: Week): number[] {
  const fromOutside = operations.filter(({ actor, ends }) => actor !== 'tick' || ends !== 'SUCCEEDED').map(({ endsAt }) => endsAt);
  const seen = ticks.filter(({ isAtRest, foundAtRest, throttled }) => !isAtRest || !foundAtRest || throttled).map(({ now }) => now);
  return [...fromOutside, ...seen].sort((a, b) => a - b);
}

/** @returns which promises a week has broken, and when */
export function brokenPromises(week: Week, scenario: Scenario): { readonly promise: PromiseName; readonly at: string }[] {
  const broken: { promise: PromiseName; at: string }[] = [];
  const note = (promise: PromiseName, { now }: { now: number }) => broken.push({ promise, at: new Date(now).toISOString() });
  const disturbed = disturbances(week);
  let [next, since, calm] = [0, -Infinity, 0];
  let previous: TickRecord | undefined;
  for (const tick of week.ticks) {
    for (const [promise, isBroken] of tick.decision.kind === 'nothing' && !differs(tick) ? [] : NEVERS) {
      if (isBroken(tick, scenario)) note(promise, tick);
    }
    while (next < disturbed.length && disturbed[next] <= tick.now) since = disturbed[next++];
    const calmSince = Math.max(since, tick.boundary, tick.stackEndedAt);
    const tickWasLost = previous !== undefined && tick.now - previous.now > scenario.interval + 2 * MINUTE;
    // Tries that were used up come back when the oldest is a day old, and the tick that notices acts.
    const wasGivenUp = previous !== undefined && differs(previous) && wasTriedEnough(previous, scenario);
    if (tickWasLost || !previous || previous.now <= calmSince || wasGivenUp) calm = 0;
    else calm++;
    if (calm >= 3 && tick.isAtRest) {
      for (const [promise, isSo] of ALL_AT_LAST) if (!isSo(tick, scenario)) note(promise, tick);
    }
    previous = tick;
  }
  return broken;
}
