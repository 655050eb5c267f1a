import { AppRunnerClient, ResumeServiceCommand } from '@aws-sdk/client-apprunner';
import type { CliRun } from './cdk-cli';
import { DeployedStack } from './deployed-stack';
import type { LocalCloud } from './local-cloud';
import type { Narrator } from './narrator';
import { StatusWatch } from './status-watch';
import type { Outcome, Step } from './steps';
import type { OperationView, ServiceView } from '../test/simulator';

/** Runs the steps one after the other, and compares the result of each with what it expects. */
export class StepRunner {
  private readonly stack: DeployedStack;
  private readonly appRunner: AppRunnerClient;
  private readonly watch: StatusWatch;
  /** The one service of the demo, once there is one. */
  private arn = '';
  private seenOperations = 0;

  constructor(private readonly cloud: LocalCloud, private readonly narrator: Narrator, private readonly stackName: string) {
    this.stack = new DeployedStack(cloud.emulator.clientConfig, stackName);
    this.appRunner = new AppRunnerClient(cloud.emulator.clientConfig);
    this.watch = new StatusWatch(cloud.simulator, (change) => narrator.event(change));
  }

  async bootstrap(): Promise<void> {
    this.narrator.step('Bootstrap the account');
    const run = await this.command(['bootstrap']);
    expectThat(run.exitCode === 0, `'cdk bootstrap' failed:\n${run.output}`);
    this.narrator.good('bootstrapped');
  }

  async run({ title, explanation, command, fault, outcome }: Step): Promise<void> {
    this.narrator.step(title);
    if (explanation !== undefined) this.narrator.say(`   ${explanation}`);
    fault?.(this.cloud.simulator);
    if (command !== undefined) await this.deploy(command, outcome);
    else await this.resumeByHand();
    this.watch.look();
    this.narrator.good([await this.compareStack(outcome), ...this.compareService(outcome)].join(', '));
  }

  stop(): void {
    this.watch.stop();
  }

  private async deploy(command: readonly string[], outcome: Outcome): Promise<void> {
    const run = await this.command(command);
    this.watch.look();
    if (outcome.error !== undefined) await this.quoteError(outcome.error, run);
    expectThat((run.exitCode === 0) === (outcome.error === undefined), `'cdk ${command.join(' ')}' ended with exit code ${run.exitCode}:\n${run.output}`);
  }

  private async resumeByHand(): Promise<void> {
    this.narrator.command('aws apprunner resume-service --service-arn $ARN');
    await this.appRunner.send(new ResumeServiceCommand({ ServiceArn: this.arn }));
    await this.watch.until(this.arn, 'RUNNING');
    for (const { decision, reason } of await this.cloud.tick(this.stackName)) {
      this.narrator.event(`the tick says: ${decision}`);
      this.narrator.quote(reason);
    }
    await this.watch.until(this.arn, 'PAUSED');
  }

  private async command(args: readonly string[]): Promise<CliRun> {
    this.narrator.command(`cdk ${args.map((argument) => (argument.includes(' ') ? `'${argument}'` : argument)).join(' ')}`);
    return this.cloud.cdk.run(...args);
  }

  private async quoteError(expected: readonly string[], run: CliRun): Promise<void> {
    const reason = await this.stack.newestFailure() ?? '(none)';
    this.narrator.event('the stack says:');
    this.narrator.quote(reason);
    for (const [where, text] of [['the stack', reason], ['the CDK CLI', run.output]] as const) {
      for (const part of expected) expectThat(text.includes(part), `${where} should have said '${part}', but said: ${text}`);
    }
  }

  /** @returns the actual state, to be printed */
  private async compareStack({ stack: expected, service }: Outcome): Promise<string> {
    const { status, outputs } = await this.stack.look();
    expectThat(status === expected, `the stack should be ${expected}, but is ${status}`);
    if (service === undefined) return `the stack is ${status}`;
    expectThat(outputs.Status === service.status, `the output Status should be ${service.status}, but is ${outputs.Status}`);
    return `stack ${status}, output Status = ${outputs.Status}`;
  }

  /** @returns the actual state, to be printed */
  private compareService({ service: expected, operations }: Outcome): string[] {
    const service = this.service();
    const status = service?.status ?? 'DELETED';
    const wanted = expected?.status ?? 'DELETED';
    expectThat(status === wanted, `the service should be ${wanted}, but is ${status}`);
    const started = this.newOperations(service).map(({ type }) => type);
    expectThat(started.join() === operations.join(), `App Runner should have been asked for ${operations.join(', ')}, but was for ${started.join(', ')}`);
    if (expected === undefined) return ['and the service with it'];
    expectThat(service?.image === expected.image, `the service should have the image ${expected.image}, but has ${service?.image}`);
    return [`service ${status} with image ${expected.image}`];
  }

  private service(): ServiceView | undefined {
    const { simulator } = this.cloud;
    this.arn ||= simulator.services()[0]?.arn ?? '';
    return simulator.service(this.arn);
  }

  /** Those since the last step, oldest first. */
  private newOperations(service: ServiceView | undefined): OperationView[] {
    const all = [...service?.operations ?? []].reverse();
    const fresh = all.slice(this.seenOperations);
    this.seenOperations = all.length;
    return fresh;
  }
}

/** A step did not end as expected. */
export class UnexpectedResult extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnexpectedResult';
  }
}

function expectThat(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new UnexpectedResult(otherwise);
}
