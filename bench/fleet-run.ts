import { App, Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Contender } from './contender';
import { AppRunnerSimulator, SystemClock } from '../test/simulator';
import { DeployedStack, noticedByCloudFormation } from './model/deployed-stack';
import type { LimitOfCalls } from './model/limit-of-calls';
import { aFifthEitherWayOf } from './model/random';
import type { Template } from './model/template';
import { FIRST_COME_FIRST_SERVED, LONGEST_FIRST, minimumSeconds } from './model/theoretical-minimum';
import type { Step } from './model/theoretical-minimum';
import { inVirtualTime, sleep } from './model/virtual-time';
import { warmUp } from './model/warm-up';

const FIVE_CALLS_PER_SECOND: LimitOfCalls = [{ since: 0, callsPerSecond: 5 }];
const FAILURE_SHARE = 0.01;
const UPDATE_SECONDS = 180;
const RESUME_SECONDS = 90;
/** The services of other stacks were paused on so many nights before. */
const EARLIER_NIGHTS = 10;
const NIGHT_SECONDS = 36_000;

/** Look, act, and look again when it is over: the fewest calls that an operation takes. */
const operation = (seconds: number): Step[] => ['call', 'call', { seconds }, 'call'];

/** Services in one stack, all to be changed by one deployment. */
export interface Fleet {
  /** Running services of other stacks, to be paused. */
  readonly others: number;
  /** Paused services of this stack, to be resumed, updated and paused again. */
  readonly throughPause: number;
  /** How long a pause takes, ± 20 %. @default 60 */
  readonly pauseSeconds?: number;
  /** What App Runner answers, from the start of the deployment. @default - five calls a second */
  readonly limit?: LimitOfCalls;
  /** The account's limit of executions at one moment. @default - none */
  readonly mostExecutions?: number;
  /** When somebody cancels the deployment; then the rollback is what counts. @default - nobody does */
  readonly cancelledAfterSeconds?: number;
}

export interface FleetRun {
  readonly seconds: number;
  /** The theoretical minimum that the limit and the operations themselves allow, first come, first served: bench/model/theoretical-minimum.ts. */
  readonly minimumSeconds: number;
  /** The same for a caller that knows which services to serve first. */
  readonly minimumSecondsInTheBestOrder: number;
  readonly failures: readonly string[];
  readonly answeredCalls: number;
  readonly refusedCalls: number;
  readonly cloudFormationCalls: number;
  readonly gigabyteSeconds: number;
  readonly executionsAtOnce: number;
}

/**
 * Deploys the fleet while App Runner limits the calls and fails one in a hundred.
 *
 * @param seed of all that is left to chance: durations, failures, and the back-off of the SDK
 */
export async function deployFleet(contender: Contender, fleet: Fleet, seed: number): Promise<FleetRun> {
  const { others, throughPause, pauseSeconds = 60, limit = FIVE_CALLS_PER_SECOND, mostExecutions, cancelledAfterSeconds } = fleet;
  const steps = stepsOf({ others, throughPause, pauseSeconds }, seed);
  await warmUp();
  return inVirtualTime(async () => {
    const failureRate = { share: FAILURE_SHARE, seed };
    const simulator = new AppRunnerSimulator({ clock: new SystemClock(), callsPerSecond: limit[0].callsPerSecond, failureRate });
    const aFifthEitherWay = aFifthEitherWayOf(seed);
    Object.defineProperties(simulator.durations, {
      PAUSE_SERVICE: { get: () => aFifthEitherWay(pauseSeconds) },
      RESUME_SERVICE: { get: () => aFifthEitherWay(RESUME_SECONDS) },
      UPDATE_SERVICE: { get: () => aFifthEitherWay(UPDATE_SECONDS) },
    });
    const arns = Array.from({ length: others }, (_, index) => simulator.addService({ name: `other-${index}` }));
    for (let night = 0; night < EARLIER_NIGHTS; night++) {
      for (const arn of arns) simulator.startForeign(arn, 'PAUSE_SERVICE');
      await sleep(NIGHT_SECONDS);
      for (const arn of arns) simulator.startForeign(arn, 'RESUME_SERVICE');
      await sleep(NIGHT_SECONDS);
    }
    const stack = new DeployedStack(contender, simulator);
    const before = template(contender, arns, throughPause, 'RUNNING', 'public.ecr.aws/shop/shop:1');
    if (throughPause > 0 || cancelledAfterSeconds !== undefined) {
      const firstDeploy = await stack.deploy(before);
      if (firstDeploy.failures.length > 0) throw new Error(`first deploy: ${firstDeploy.failures.join('; ')}`);
    }
    stack.mostExecutions = mostExecutions ?? Infinity;
    const timers = limit.map(({ since, callsPerSecond }) => setTimeout(() => { simulator.callsPerSecond = callsPerSecond; }, since * 1000));
    const deployment = await stack.deploy(template(contender, arns, throughPause, 'PAUSED', 'public.ecr.aws/shop/shop:2'), { cancelledAfterSeconds });
    const isCancelled = cancelledAfterSeconds !== undefined;
    const { startedAt, endedAt, failures, usage } = isCancelled ? await stack.deploy(before, { isRollback: true }) : deployment;
    timers.forEach(clearTimeout);
    const refusedCalls = simulator.calls.slice(-usage.appRunnerCalls).filter(({ outcome }) => outcome === 'ThrottlingException').length;
    return {
      seconds: (endedAt - startedAt) / 1000,
      minimumSeconds: minimumSeconds(steps, limit, FIRST_COME_FIRST_SERVED),
      minimumSecondsInTheBestOrder: minimumSeconds(steps, limit, LONGEST_FIRST),
      failures,
      answeredCalls: usage.appRunnerCalls - refusedCalls,
      refusedCalls,
      cloudFormationCalls: usage.cloudFormationCalls,
      gigabyteSeconds: usage.gigabyteSeconds + (isCancelled ? deployment.usage.gigabyteSeconds : 0),
      executionsAtOnce: usage.executionsAtOnce,
    };
  }, seed);
}

/** The steps of the theoretical minimum. */
function stepsOf({ others, throughPause, pauseSeconds }: Fleet & { readonly pauseSeconds: number }, seed: number): Step[][] {
  const aFifthEitherWay = aFifthEitherWayOf(seed);
  return [
    ...Array.from({ length: others }, () => operation(aFifthEitherWay(pauseSeconds))),
    ...Array.from({ length: throughPause }, () => [
      ...operation(aFifthEitherWay(RESUME_SECONDS)),
      { seconds: noticedByCloudFormation(aFifthEitherWay(UPDATE_SECONDS)) },
      ...operation(aFifthEitherWay(pauseSeconds)),
    ]),
  ];
}

function template(contender: Contender, arns: readonly string[], throughPause: number, others: 'RUNNING' | 'PAUSED', image: string): Template {
  // All of the fleet's resources would be a few too many for one real stack; the load on the API is what counts here.
  const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  const stack = new Stack(app, 'Fleet');
  arns.forEach((arn, index) => contender.declare(stack, `Other${index}`, arn, others));
  for (let index = 0; index < throughPause; index++) {
    const service = new CfnService(stack, `Service${index}`, {
      serviceName: `service-${index}`,
      sourceConfiguration: { imageRepository: { imageIdentifier: image, imageRepositoryType: 'ECR_PUBLIC' } },
    });
    contender.declareThroughPause?.(stack, `State${index}`, service, 'PAUSED');
  }
  return app.synth().getStackArtifact(stack.artifactId).template as Template;
}
