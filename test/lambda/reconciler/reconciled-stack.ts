import type { AppRunner } from '../../../lambda/aws/app-runner';
import { appRunnerOf } from '../../../lambda/aws/app-runner-client';
import { cloudFormationOf } from '../../../lambda/aws/cloud-formation-client';
import type { Line } from '../../../lambda/reconciler/report';
import { tick } from '../../../lambda/reconciler/tick';
import type { Surroundings } from '../../../lambda/reconciler/tick';
import type { DeclarationInput, ReconcileInput } from '../../../src/contract/reconcile-input';
import { AppRunnerSimulator, VirtualClock } from '../../simulator';
import type { ServiceView, SimulatorOptions } from '../../simulator';
import { CloudFormationEndpoint } from '../cloud-formation-endpoint';

export const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/app/0a1b2c3d-0000-1111-2222-333344445555';
export const ROOT_ID = STACK_ID.replace('app', 'root');
export const OFFICE = { Hours: 'Mon-Fri 08:00-18:00', TimeZone: 'UTC' };
/** A Thursday. */
export const NOON = Date.UTC(2026, 0, 15, 12);
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

interface NewService extends Partial<DeclarationInput> {
  readonly name: string;
  readonly region?: string;
  readonly status?: 'RUNNING' | 'PAUSED';
}

/** A stack at rest whose Schedule calls the reconcile function: services behind the real SDK, and time that passes in between. */
export class ReconciledStack {
  static async open(options: Omit<SimulatorOptions, 'clock'> & { now?: number } = {}): Promise<ReconciledStack> {
    const clock = new VirtualClock(options.now ?? NOON);
    const simulator = new AppRunnerSimulator({ ...options, clock });
    const cloudFormation = new CloudFormationEndpoint();
    cloudFormation.stackStatus = 'UPDATE_COMPLETE';
    cloudFormation.deployedAt = clock.now() - 30 * 24 * 3600_000;
    return new ReconciledStack(clock, simulator, cloudFormation, await simulator.listen(), await cloudFormation.listen());
  }

  readonly declarations: (DeclarationInput | null)[] = [];
  readonly surroundings: { -readonly [Member in keyof Surroundings]: Surroundings[Member] };
  private lines: Line[] = [];

  private constructor(
    readonly clock: VirtualClock,
    readonly simulator: AppRunnerSimulator,
    readonly cloudFormation: CloudFormationEndpoint,
    appRunnerUrl: string,
    cloudFormationUrl: string,
  ) {
    const clients = new Map<string, AppRunner>();
    this.surroundings = {
      appRunnerIn: (region) => {
        const client = clients.get(region) ?? appRunnerOf({ credentials: CREDENTIALS, region, endpoint: appRunnerUrl });
        clients.set(region, client);
        return client;
      },
      stacks: cloudFormationOf({ credentials: CREDENTIALS, region: 'us-east-1', endpoint: cloudFormationUrl, maxAttempts: 1 }),
      now: () => clock.now(),
      sleep: async milliseconds => clock.advance(milliseconds / 1000),
      log: line => this.lines.push(line),
    };
  }

  async close(): Promise<void> {
    await this.simulator.close();
    await this.cloudFormation.close();
  }

  /** @returns the ARN of a service that is declared from now on, with hours unless told otherwise */
  declare({ name, region, status, ...declaration }: NewService): string {
    const ServiceArn = this.simulator.addService({ name, region, status });
    this.declarations.push({ ServiceArn, DesiredState: OFFICE, OnDrift: 'TOLERATE', DeployAfterResume: false, ...declaration });
    return ServiceArn;
  }

  /** @returns what the tick leaves in the log */
  async tick(input: Partial<ReconcileInput> = {}, endsAt: number = Infinity): Promise<Line[]> {
    this.lines = [];
    await tick({ StackId: STACK_ID, IntervalMinutes: 5, Declarations: this.declarations, ...input }, endsAt, this.surroundings);
    return this.lines;
  }

  /** One tick every five minutes, so that what one begins is over when the next comes. */
  async ticks(count: number): Promise<Line[]> {
    const all: Line[] = [];
    for (let nth = 0; nth < count; nth++) {
      all.push(...await this.tick());
      this.clock.advance(300);
    }
    return all;
  }

  /** Somebody pauses or resumes at the console, and it is done a while ago. */
  changeByHand(arn: string, type: 'PAUSE_SERVICE' | 'RESUME_SERVICE'): void {
    this.simulator.startForeign(arn, type);
    this.clock.advance(120);
  }

  service(arn: string): ServiceView {
    return this.simulator.service(arn)!;
  }

  /** What App Runner was asked, looks apart. */
  acts(): { operation: string; serviceArn?: string }[] {
    return this.simulator.calls.filter(({ operation }) => !/^(Describe|List)/.test(operation)).map(({ operation, serviceArn }) => ({ operation, serviceArn }));
  }
}
