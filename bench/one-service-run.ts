import { App, Stack } from 'aws-cdk-lib';
import type { Contender } from './contender';
import { AppRunnerSimulator, SystemClock } from '../test/simulator';
import type { Outcome } from '../test/simulator';
import type { Usage } from './model/cost-model';
import { DeployedStack } from './model/deployed-stack';
import type { Template } from './model/template';
import { inVirtualTime, sleep } from './model/virtual-time';
import { warmUp } from './model/warm-up';

const NIGHT_SECONDS = 36_000;

/** One pause of one service, from CloudFormation's request to the answer. */
export interface OneServiceScenario {
  readonly operationSeconds: number;
  /** How long earlier pauses of this service took, oldest first; each was resumed afterwards. */
  readonly earlierSeconds: readonly number[];
  /** @default 'SUCCEEDED' */
  readonly outcome?: Outcome;
}

export interface OneServiceRun {
  /** From the end of the operation to the answer; below zero when the answer came too early. */
  readonly delaySeconds: number;
  readonly usage: Usage;
}

const templates = new Map<Contender, Template>();

export async function pauseOneService(contender: Contender, scenario: OneServiceScenario): Promise<OneServiceRun> {
  const { operationSeconds, earlierSeconds, outcome = 'SUCCEEDED' } = scenario;
  await warmUp();
  return inVirtualTime(async () => {
    const simulator = new AppRunnerSimulator({ clock: new SystemClock() });
    const arn = simulator.addService({ name: 'shop' });
    for (const seconds of earlierSeconds) {
      simulator.startForeign(arn, 'PAUSE_SERVICE', { seconds });
      await sleep(seconds + NIGHT_SECONDS);
      simulator.startForeign(arn, 'RESUME_SERVICE', { seconds });
      await sleep(seconds + NIGHT_SECONDS);
    }
    simulator.durations.PAUSE_SERVICE = operationSeconds;
    simulator.faults.add({ operation: 'PauseService', fault: { kind: 'operation-ends', outcome } });
    const template = templates.get(contender) ?? pausing(contender, arn);
    templates.set(contender, template);
    const { usage, failures, endedAt } = await new DeployedStack(contender, simulator).deploy(template);
    if (outcome === 'SUCCEEDED' && failures.length > 0) throw new Error(`${contender.name}: ${failures.join('; ')}`);
    const operationEndedAt = simulator.service(arn)?.operations[0].endedAt ?? Infinity;
    return { delaySeconds: (endedAt - operationEndedAt) / 1000, usage };
  });
}

/** The ARN is the same in every run: the simulator makes ids in a fixed order. */
function pausing(contender: Contender, serviceArn: string): Template {
  const app = new App();
  const stack = new Stack(app, 'Bench');
  contender.declare(stack, 'State', serviceArn, 'PAUSED');
  return app.synth().getStackArtifact(stack.artifactId).template as Template;
}
