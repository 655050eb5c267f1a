import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from 'aws-cdk-lib';
import { StackHarness, type DeployOptions, type StackEvent, type StackResult } from './stack-harness';
import { Emulator, type EmulatorOptions } from '../../emulator/emulator';
import { AppRunnerSimulator, SystemClock, type ServiceView } from '../simulator';

const SECONDS = 0.3;
const DURATIONS = {
  CREATE_SERVICE: SECONDS,
  UPDATE_SERVICE: SECONDS,
  DELETE_SERVICE: SECONDS,
  PAUSE_SERVICE: SECONDS,
  RESUME_SERVICE: SECONDS,
  START_DEPLOYMENT: SECONDS,
};
const POLL_MS = 50;

/** The environment of the end-to-end tests of one file: an account with App Runner and CloudFormation of its own. */
export class Scene {
  static async open(options: Omit<EmulatorOptions, 'simulatorUrl'> = {}): Promise<Scene> {
    const simulator = new AppRunnerSimulator({
      clock: new SystemClock(),
      accountId: '000000000000',
      durations: DURATIONS,
    });
    return new Scene(simulator, await Emulator.start({ ...options, simulatorUrl: await simulator.listen() }));
  }

  private readonly stacks: StackHarness;

  private constructor(readonly simulator: AppRunnerSimulator, private readonly emulator: Emulator) {
    this.stacks = new StackHarness(emulator);
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    await this.simulator.close();
  }

  async deploy(stack: Stack, options?: DeployOptions): Promise<StackResult> {
    return this.stacks.deploy(stack, options);
  }

  /** Lets the schedule of a stack fire, and waits for its function. Gives what that logged about services. */
  async tick(stackName: string): Promise<Array<Record<string, unknown>>> {
    const lines = (await this.logOfTick(stackName)).split('\n');
    return lines.filter((line) => line.startsWith('{"stack"')).map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** The same, and all that it logged. */
  async logOfTick(stackName: string): Promise<string> {
    return this.emulator.fireSchedule(`${stackName}-`);
  }

  async destroy(stackName: string): Promise<StackResult> {
    return this.stacks.destroy(stackName);
  }

  /** The service as it really is. */
  service(arn: string | undefined): ServiceView {
    const service = this.simulator.service(arn ?? '');
    if (service === undefined) throw new Error(`There is no service ${arn}.`);
    return service;
  }

  /** What somebody does by hand. It is done at once. */
  changeByHand(arn: string, type: 'PAUSE_SERVICE' | 'RESUME_SERVICE'): void {
    this.simulator.startForeign(arn, type, { seconds: 0 });
    expect(this.service(arn).status).toBe(type === 'PAUSE_SERVICE' ? 'PAUSED' : 'RUNNING');
  }

  /** Waits until a service has a status. */
  async until(arn: string, status: string): Promise<void> {
    while (this.service(arn).status !== status) await delay(POLL_MS);
  }

  /** The types of the operations that App Runner started on the service while something went on, oldest first. */
  async operationsDuring(arn: string | undefined, action: () => Promise<unknown>): Promise<string[]> {
    const before = this.service(arn).operations.length;
    await action();
    const { operations } = this.service(arn);
    return operations.slice(0, operations.length - before).map(({ type }) => type).reverse();
  }
}

/** Why each resource failed, oldest first. */
export function failuresOf({ events }: StackResult): string[] {
  return events.filter(({ status }) => status.endsWith('_FAILED')).map(({ reason }) => reason);
}

export function eventsOf({ events }: StackResult, type: string): StackEvent[] {
  return events.filter((event) => event.type === type);
}
