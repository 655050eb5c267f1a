import { REAL_HANDLERS } from './handlers';
import type { Handlers } from './handlers';
import { nameOf } from './moment';
import type { Steering } from './moment';
import { QUICK } from './pace';
import type { Pace } from './pace';
import { Promises } from './promises';
import type { BrokenPromise } from './promises';
import type { Scenario, Step, Visit } from './scenario';
import type { Ending } from './stack-operations';
import { Stage } from './stage';

/** How a scenario went. */
export interface Play {
  readonly scenario: Scenario;
  readonly endings: readonly Ending[];
  readonly broken: readonly BrokenPromise[];
  /** The moments of each step, in the order in which they came. */
  readonly moments: readonly (readonly string[])[];
  /** The operations that began in App Runner, whoever began them. */
  readonly operations: readonly string[];
  /** How long it took until the stack came to rest. */
  readonly seconds: number;
  /** How long the first step took. */
  readonly firstSeconds: number;
  readonly stage: Stage;
}

export async function play(scenario: Scenario, handlers: Handlers = REAL_HANDLERS, pace: Pace = QUICK): Promise<Play> {
  const stage = new Stage(handlers, scenario.readings, pace);
  await stage.deployments.deploy(scenario.from, () => undefined);
  if (scenario.found === 'the other way round') await toggleByHand(stage);
  await stage.timeline.sleep(3600);
  stage.raiseTheCurtain();
  stage.story.tell('you', scenario.name);

  const start = stage.clock.now();
  const promises = new Promises(scenario, stage);
  addTroubles(scenario, stage, undefined);
  const endings: Ending[] = [];
  let firstSeconds = 0;
  const moments: string[][] = [];
  for (const step of scenario.steps) {
    const reached: string[] = [];
    moments.push(reached);
    const ending = await promises.watch(step, async () => carryOut(step, stage, steeringOf(scenario, step, stage, reached)));
    endings.push(ending);
    firstSeconds ||= (stage.clock.now() - start) / 1000;
    if (ending.status === 'UPDATE_ROLLBACK_FAILED') {
      // Somebody mends what was broken, as docs/troubleshooting.md says, and lets CloudFormation go on.
      stage.simulator.faults.clear();
      stage.refusals.clear();
      await resumeByHand(stage, scenario, ending);
      const mended = await promises.watch('roll back', async () => carryOut('roll back', stage, () => undefined));
      promises.mended(mended);
      endings.push(mended);
    }
    await stage.timeline.sleep(1);
  }
  const seconds = Math.round((stage.clock.now() - start) / 1000) - scenario.steps.length;
  await stage.timeline.sleepUntilAllIsQuiet();
  // In Express mode App Runner may still be at work on what CloudFormation takes for done.
  await stage.timeline.sleep(600);
  promises.lookAgain();
  return { scenario, endings, moments, seconds, firstSeconds, operations: stage.observations.operationsSince(start), stage, broken: promises.broken };
}

async function carryOut(step: Step, { deployments, story }: Stage, steering: Steering): Promise<Ending> {
  if (step === 'roll back') {
    story.tell('you', 'roll back');
    return deployments.rollbackLater(steering);
  }
  const { deploy, express = false, rollback = !express } = step;
  story.tell('you', `deploy ${deploy.name}${express ? ' --express' : ''}${rollback === express ? ` --${rollback ? '' : 'no-'}rollback` : ''}`);
  return deployments.deploy(deploy, steering, { express, rollback });
}

function steeringOf(scenario: Scenario, step: Step, stage: Stage, reached: string[]): Steering {
  const failAt = step === 'roll back' ? [] : step.failAt ?? [];
  return moment => {
    const name = nameOf(moment);
    reached.push(name);
    addTroubles(scenario, stage, name);
    scenario.visits?.filter(({ at }) => at === name).forEach(visit => letIn(visit, stage));
    return failAt.includes(name) ? 'fail' : undefined;
  };
}

function addTroubles({ troubles = [] }: Scenario, { simulator, refusals }: Stage, moment: string | undefined): void {
  troubles.filter(({ from }) => from === moment).forEach(({ oursAlone, rule }) => (oursAlone ? refusals : simulator.faults).add(rule));
}

async function toggleByHand({ simulator, timeline }: Stage): Promise<void> {
  simulator.services().forEach(({ arn, status }) => simulator.startForeign(arn, status === 'PAUSED' ? 'RESUME_SERVICE' : 'PAUSE_SERVICE'));
  await timeline.sleep(60);
}

/** A service that could not be resumed, that somebody paused under CloudFormation's hands, or that CloudFormation found paused. */
async function resumeByHand({ simulator, records, timeline, story }: Stage, { visits }: Scenario, { stuck }: Ending): Promise<void> {
  await timeline.sleep(600);
  for (const { arn, status, operations: [last] } of simulator.services()) {
    const isStuck = records.live.get(stuck?.logicalId ?? '')?.physicalId === arn;
    if (status !== 'PAUSED' || !(visits || isStuck || last?.type === 'RESUME_SERVICE')) continue;
    story.tell('you', `resume ${arn}`);
    simulator.startForeign(arn, 'RESUME_SERVICE');
  }
  await timeline.sleep(600);
}

/** Nobody can start anything while App Runner is busy. */
function letIn({ serviceId, what }: Visit, { simulator, records, story }: Stage): void {
  const service = simulator.service(records.live.get(serviceId)?.physicalId ?? '');
  if (service?.status !== 'RUNNING' && service?.status !== 'PAUSED') return;
  story.tell('somebody', `${what} of ${serviceId}`);
  if (what === 'maintenance') simulator.maintenance(service.arn, 30);
  else if (what === 'pause or resume by hand') simulator.startForeign(service.arn, service.status === 'PAUSED' ? 'RESUME_SERVICE' : 'PAUSE_SERVICE');
  else if (service.status === 'RUNNING') simulator.startForeign(service.arn, 'START_DEPLOYMENT');
}
