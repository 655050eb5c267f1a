import { HOUR, MINUTE, SECOND } from './hours';
import type { Moment } from './moment';
import type { Week } from './play';
import type { Scenario } from './scenario';
import { ACT_TAKES_MS } from '../../../../lambda/core/late-acts';
import { isAct } from '../../../../lambda/reconciler/decision';
import { desiredStateAt, isHours } from '../../../../lambda/reconciler/declaration';

/** What a week may not show, and how it is told if it does. */
type Broken = (moment: Moment, scenario: Scenario) => boolean;

const changesState = ({ decision: { kind } }: Moment): boolean => kind === 'pause' || kind === 'resume';
const isSettled = ({ status }: Moment): boolean => status === 'RUNNING' || status === 'PAUSED';
const differs = (moment: Moment): boolean => isSettled(moment) && moment.status !== moment.desired;
/** Somebody wanted the service as it is, and no boundary and no deployment came since. */
const isByHand = ({ change, boundary, stackEndedAt }: Moment): boolean =>
  change?.actor === 'person' && change.startedAt >= Math.max(boundary, stackEndedAt);
const isListed = ({ change, now }: Moment, { historyKept }: Scenario): boolean => change !== undefined && change.startedAt > now - historyKept;
/** The next try is that of the first tick after an hour. */
const wasTriedEnough = ({ triesOfAnybody, now }: Moment, { interval }: Scenario): boolean =>
  triesOfAnybody.length >= 3 && now - triesOfAnybody[0].startedAt < HOUR + interval + 2 * MINUTE;
const hasFixedState = ({ desired }: Scenario): boolean => !isHours(desired);

/** What may not be, at any moment. */
export const NEVER = {
  'acts while the stack is not at rest': moment => isAct(moment.decision) && !moment.isAtRest,

  'works against the declared state, or on a service that is busy': moment =>
    (changesState(moment) && (!differs(moment) || (moment.decision.kind === 'pause') !== (moment.desired === 'PAUSED')))
    || (moment.decision.kind === 'deploy' && moment.status !== 'RUNNING'),

  'undoes what somebody did before the next boundary or deployment': (moment, scenario) =>
    scenario.onDrift !== 'CORRECT' && changesState(moment) && isByHand(moment) && isListed(moment, scenario),

  'pauses or resumes what is declared only to be asserted by deployments, or reported': (moment, scenario) =>
    hasFixedState(scenario) && scenario.onDrift !== 'CORRECT' && changesState(moment),

  'tries a fourth time within an hour': ({ decision, tries, now }, scenario) =>
    scenario.historyKept > 0 && (decision.kind === 'pause' || decision.kind === 'resume') && tries.length >= 3 && now - tries[0].startedAt < HOUR - 4 * SECOND,

  'leaves what it has to correct at its next look, as long as it has tries': (moment, { desired, onDrift, historyKept }) =>
    onDrift === 'CORRECT' && differs(moment) && moment.isAtRest && moment.foundAtRest && !moment.throttled
    && historyKept === Infinity && moment.triesOfAnybody.length < 3
    && desiredStateAt(desired, moment.now + ACT_TAKES_MS) === moment.desired && !changesState(moment),

  'deploys what no resume brought back, or what failed since': (moment, { deployAfterResume }) =>
    moment.decision.kind === 'deploy'
    && (!deployAfterResume || moment.version?.type !== 'RESUME_SERVICE' || moment.failedDeployments.some(({ startedAt }) => startedAt >= moment.boundary)),
} as const satisfies Record<string, Broken>;

/** What has to be when nothing came in between for three ticks. */
export const AT_LAST = {
  'is as declared, or as somebody wanted it': (moment, scenario) =>
    !differs(moment) || (hasFixedState(scenario) && scenario.onDrift !== 'CORRECT')
    || (scenario.onDrift !== 'CORRECT' && isByHand(moment)) || wasTriedEnough(moment, scenario),

  'runs the version that was pushed while it was paused': (moment, scenario) =>
    !scenario.deployAfterResume || scenario.historyKept < Infinity || moment.status !== 'RUNNING'
    || moment.version?.type !== 'RESUME_SERVICE' || moment.failedDeployments.length > 0
    || (differs(moment) && wasTriedEnough(moment, scenario)) || moment.now - moment.version.endsAt < scenario.interval + 2 * MINUTE,
} as const satisfies Record<string, Broken>;

const NEVERS = Object.entries(NEVER) as [keyof typeof NEVER, Broken][];
const ALL_AT_LAST = Object.entries(AT_LAST) as [keyof typeof AT_LAST, Broken][];

export type PromiseName = keyof typeof NEVER | keyof typeof AT_LAST;

/** When something last came in between: a boundary, a person, a deployment, an operation that failed, a tick that was not. */
function disturbances({ deeds, moments }: Week): number[] {
  const fromOutside = deeds.filter(({ actor, ends }) => actor !== 'tick' || ends !== 'SUCCEEDED').map(({ endsAt }) => endsAt);
  const seen = moments.filter(({ isAtRest, foundAtRest, throttled }) => !isAtRest || !foundAtRest || throttled).map(({ now }) => now);
  return [...fromOutside, ...seen].sort((a, b) => a - b);
}

/** @returns which promises a week has broken, and when */
export function brokenPromises(week: Week, scenario: Scenario): { readonly promise: PromiseName; readonly at: string }[] {
  const broken: { promise: PromiseName; at: string }[] = [];
  const note = (promise: PromiseName, { now }: { now: number }) => broken.push({ promise, at: new Date(now).toISOString() });
  const disturbed = disturbances(week);
  let [next, since, calm] = [0, -Infinity, 0];
  let previous: Moment | undefined;
  for (const moment of week.moments) {
    for (const [promise, isBroken] of moment.decision.kind === 'nothing' && !differs(moment) ? [] : NEVERS) {
      if (isBroken(moment, scenario)) note(promise, moment);
    }
    while (next < disturbed.length && disturbed[next] <= moment.now) since = disturbed[next++];
    const calmSince = Math.max(since, moment.boundary, moment.stackEndedAt);
    const tickWasLost = previous !== undefined && moment.now - previous.now > scenario.interval + 2 * MINUTE;
    if (tickWasLost || !previous || previous.now <= calmSince) calm = 0;
    else calm++;
    if (calm >= 3 && moment.isAtRest) {
      for (const [promise, isSo] of ALL_AT_LAST) if (!isSo(moment, scenario)) note(promise, moment);
    }
    previous = moment;
  }
  return broken;
}
