import { REAL_HANDLERS } from './handlers';
import type { Handlers } from './handlers';
import { deployNested } from './nested-stack';
import { QUICK } from './pace';
import type { Pace } from './pace';
import { nameOf } from './point';
import type { Steering } from './point';
import { Promises } from './promises';
import type { BrokenPromise } from './promises';
import { BOUNDARY } from './scenario';
import type { Scenario, Step, Intervention, TickPlan } from './scenario';
import type { Ending } from './stack-operations';
import { TestBed } from './test-bed';
import type { ReconcileInput } from '../../src/contract/reconcile-input';

/** The result of running a scenario. */
export interface Run {
  readonly scenario: Scenario;
  readonly endings: readonly Ending[];
  readonly broken: readonly BrokenPromise[];
  /** The points of each step, in order. */
  readonly points: readonly (readonly string[])[];
  /** When each point was reached, in seconds from the start. */
  readonly times: readonly (readonly number[])[];
  /** All operations that began in App Runner, foreign ones included. */
  readonly operations: readonly string[];
  /** How long it took until the stack came to rest. */
  readonly seconds: number;
  /** How long the first step took. */
  readonly firstSeconds: number;
  readonly testBed: TestBed;
}

export async function run(scenario: Scenario, handlers: Handlers = REAL_HANDLERS, pace: Pace = QUICK): Promise<Run> {
  const { betweenResourcesSeconds = pace.betweenResourcesSeconds } = scenario;
  const testBed = new TestBed(handlers, scenario, { ...pace, betweenResourcesSeconds });
  await testBed.deployments.deploy(scenario.from, () => undefined);
  if (scenario.found === 'the other way round') await toggleByHand(testBed);
  const { boundaryAfter, nested, ticks } = scenario;
  const ticksBegin = Math.max(0, ...ticks?.secondsBefore ?? []);
  await testBed.timeline.sleep(boundaryAfter === undefined ? 3600 : (BOUNDARY.at - testBed.clock.now()) / 1000 - boundaryAfter - ticksBegin);
  testBed.begin();
  testBed.transcript.add('you', scenario.name);
  if (nested) testBed.records.rootStatus = 'CREATE_COMPLETE';

  const start = testBed.clock.now() + ticksBegin * 1000;
  const promises = new Promises(scenario, testBed);
  addFaults(scenario, testBed, undefined);
  const endings: Ending[] = [];
  let firstSeconds = 0;
  const points: string[][] = [];
  const times: number[][] = [];
  for (const step of scenario.steps) {
    const reached: string[] = [];
    points.push(reached);
    times.push([]);
    const sent = ticks && await tickBefore(ticks, testBed);
    const ending = await promises.watch(step, async () => carryOut(step, testBed, steeringOf(scenario, step, testBed, name => {
      reached.push(name);
      times[times.length - 1].push((testBed.clock.now() - start) / 1000);
    })));
    endings.push(ending);
    firstSeconds ||= (testBed.clock.now() - start) / 1000;
    if (ending.status === 'UPDATE_ROLLBACK_FAILED') {
      // The owner corrects the cause, as docs/troubleshooting.md says, and continues the rollback.
      testBed.simulator.faults.clear();
      testBed.refusals.clear();
      await resumeByHand(testBed, scenario, ending);
      const mended = await promises.watch('roll back', async () => carryOut('roll back', testBed, () => undefined));
      promises.mended(mended);
      endings.push(mended);
    }
    if (ticks?.isLate) testBed.ticks.begin(sent);
    await testBed.timeline.sleep(scenario.secondsBetweenSteps ?? 1);
  }
  const seconds = Math.round((testBed.clock.now() - start) / 1000) - scenario.steps.length * (scenario.secondsBetweenSteps ?? 1);
  await testBed.timeline.sleepUntilPollingEnds();
  // In Express mode App Runner may still be at work on what CloudFormation takes for done.
  await testBed.timeline.sleep(600);
  promises.lookAgain();
  if (ticks) await promises.watchTicks();
  const operations = testBed.observations.operationsSince(start);
  return { scenario, endings, points, times, seconds, firstSeconds, operations, testBed, broken: promises.broken };
}

/** @returns what the Schedule has sent last */
async function tickBefore({ secondsBefore, callTimes, isLate }: TickPlan, { ticks, timeline }: TestBed): Promise<ReconcileInput | undefined> {
  ticks.callTimes = callTimes ?? ticks.callTimes;
  const moments = [...secondsBefore].sort((a, b) => b - a);
  let sent: ReconcileInput | undefined;
  for (const [nth, seconds] of moments.entries()) {
    sent = ticks.input;
    if (!isLate) ticks.begin(sent);
    await timeline.sleep(seconds - (moments[nth + 1] ?? 0));
  }
  return sent;
}

async function carryOut(step: Step, testBed: TestBed, steering: Steering): Promise<Ending> {
  const { deployments, records, transcript } = testBed;
  if (step === 'roll back') {
    transcript.add('you', 'roll back');
    return deployments.rollbackLater(steering);
  }
  const { deploy, express = false, rollback = !express, rootFails = false } = step;
  transcript.add('you', `deploy ${deploy.name}${express ? ' --express' : ''}${rollback === express ? ` --${rollback ? '' : 'no-'}rollback` : ''}`);
  const mode = { express, rollback };
  if (records.rootStatus !== undefined) return deployNested(testBed, deploy, steering, { ...mode, rootFails });
  return deployments.deploy(deploy, steering, mode);
}

function steeringOf(scenario: Scenario, step: Step, testBed: TestBed, onReached: (name: string) => void): Steering {
  const failAt = step === 'roll back' ? [] : step.failAt ?? [];
  return point => {
    const name = nameOf(point);
    onReached(name);
    addFaults(scenario, testBed, name);
    if (scenario.ticks?.atEveryPoint) testBed.ticks.begin();
    for (const intervention of scenario.interventions?.filter(({ at }) => at === name) ?? []) {
      const { secondsLater } = intervention;
      if (secondsLater === undefined) intervene(intervention, testBed);
      else testBed.timeline.later(secondsLater, async () => intervene(intervention, testBed));
    }
    return failAt.includes(name) ? 'fail' : undefined;
  };
}

function addFaults({ faults = [] }: Scenario, { simulator, refusals }: TestBed, point: string | undefined): void {
  faults.filter(({ from }) => from === point).forEach(({ oursAlone, rule }) => (oursAlone ? refusals : simulator.faults).add(rule));
}

async function toggleByHand({ simulator, timeline, wishes }: TestBed): Promise<void> {
  simulator.services().forEach(service => wishes.toggle(service));
  await timeline.sleep(60);
}

/** Resumes a service that could not be resumed, that somebody paused during the deployment, or that CloudFormation found paused. */
async function resumeByHand(
  { simulator, records, timeline, transcript, wishes }: TestBed, { interventions }: Scenario, { stuck }: Ending,
): Promise<void> {
  await timeline.sleep(600);
  for (const service of simulator.services()) {
    const { arn, status, operations: [last] } = service;
    const isStuck = records.live.get(stuck?.logicalId ?? '')?.physicalId === arn;
    if (status !== 'PAUSED' || !(interventions || isStuck || last?.type === 'RESUME_SERVICE')) continue;
    transcript.add('you', `resume ${arn}`);
    wishes.toggle(service);
  }
  await timeline.sleep(600);
}

/** App Runner refuses an operation while it is busy. */
function intervene({ serviceId, what }: Intervention, { simulator, records, transcript, wishes }: TestBed): void {
  const service = simulator.service(records.live.get(serviceId)?.physicalId ?? '');
  if (service?.status !== 'RUNNING' && service?.status !== 'PAUSED') return;
  transcript.add('somebody', `${what} of ${serviceId}`);
  if (what === 'maintenance') simulator.maintenance(service.arn, 30);
  else if (what === 'pause or resume by hand') wishes.toggle(service);
  else if (service.status === 'RUNNING') simulator.startForeign(service.arn, 'START_DEPLOYMENT');
}
