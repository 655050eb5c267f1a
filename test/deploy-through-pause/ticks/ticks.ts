import { sentBySchedule } from './schedule';
import type { AppRunner } from '../../../lambda/aws/app-runner';
import { FRESH_FOR_MS } from '../../../lambda/reconciler/stack-at-rest';
import type { Surroundings } from '../../../lambda/reconciler/tick';
import type { ReconcileInput } from '../../../src/contract/reconcile-input';
import type { Handlers } from '../handlers';
import type { StackRecords } from '../stack-records';
import type { Timeline } from '../timeline';
import type { Transcript } from '../transcript';

/** How long the calls of a tick take. */
export interface CallTimes {
  /** An answer says what was so when it was asked for. */
  readonly askSeconds: number;
  /** A pause or resume is made at the end of that time. */
  readonly actSeconds: number;
}

/** The longest that a tick allows its calls: its look at the stack may be a second old, and its client gives a call up after three. */
export const SLOWEST: CallTimes = { askSeconds: FRESH_FOR_MS / 1000, actSeconds: 3 };

/** The ticks of the Schedule of a stack. Other things happen while one is under way. */
export class Ticks {
  callTimes = SLOWEST;
  /** Acts that were begun although the stack was being deployed, or its last deployment had failed. */
  readonly forbidden: string[] = [];
  private readonly underWay: Promise<void>[] = [];
  private readonly surroundings: Surroundings;

  constructor(
    private readonly handlers: Pick<Handlers, 'tick'>,
    private readonly records: StackRecords,
    private readonly timeline: Timeline,
    private readonly transcript: Transcript,
    appRunner: AppRunner,
  ) {
    this.surroundings = {
      stacks: {
        stack: stackId => this.ask(() => records.stack(stackId)),
        lastOperationEndedAt: () => this.ask(() => records.lastOperationEndedAt()),
      },
      appRunnerIn: () => ({
        describe: arn => this.ask(() => appRunner.describe(arn)),
        operations: (...asked) => this.ask(() => appRunner.operations(...asked)),
        pause: arn => this.act('pause', () => appRunner.pause(arn)),
        resume: arn => this.act('resume', () => appRunner.resume(arn)),
        deploy: arn => this.act('deploy', () => appRunner.deploy(arn)),
      }),
      now: () => timeline.now(),
      sleep: milliseconds => this.after(milliseconds / 1000, async () => undefined),
      log: ({ decision, reason }) => transcript.add('a tick', `${String(decision)}: ${String(reason)}`),
    };
  }

  /** What the Schedule sends now. */
  get input(): ReconcileInput | undefined {
    return sentBySchedule(this.records, this.timeline.now());
  }

  /** @param input what the Schedule sends now, or has sent before */
  begin(input: ReconcileInput | undefined = this.input): void {
    if (input) this.underWay.push(this.handlers.tick(input, Infinity, this.surroundings));
  }

  /** @throws what one of the ticks has thrown */
  async end(): Promise<void> {
    await Promise.all(this.underWay.splice(0));
  }

  private async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    const answer = question();
    return this.after(this.callTimes.askSeconds, () => answer);
  }

  private async act<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
    const { restlessSince, status, rootStatus } = this.records;
    if (restlessSince !== undefined && this.timeline.now() - restlessSince > FRESH_FOR_MS) {
      this.forbidden.push(`${name} while the stack is ${status}${rootStatus === undefined ? '' : `, its root ${rootStatus}`}`);
    }
    return this.after(this.callTimes.actSeconds, async () => {
      this.transcript.add('a tick', `${name} arrives`);
      return call();
    });
  }

  private async after<Answer>(seconds: number, answer: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => this.timeline.later(seconds, async () => {
      await answer().then(resolve, reject);
      await new Promise(done => setImmediate(done)); // the tick goes on to its next call, or ends
    }));
  }
}
