import type { AppRunner } from '../aws/app-runner';
import { AwsCallError, LastingTrouble } from '../aws/aws-call';
import type { CloudFormation } from '../aws/cloud-formation';
import { isThrottling, troubleOf } from '../aws/error-kinds';
import type { Trouble } from '../aws/error-kinds';
import type { World } from '../deployment/dependencies';

/** In a crowd most calls are refused, and each of those is one that somebody else in the account could have made. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15_000;
/** The longest wait gets shorter while one waits, and half as long by then, or some might never have their turn. */
const HALVED_AFTER_MS = 60_000;

/** Of the five minutes that an invocation has: hung calls take ten seconds each. */
const MOST_MS = 180_000;

/** Past the deadline one look has to say how it ended, and must not fail for a single refusal. */
const LAST_LOOK_MS = 15_000;

/** Who was throttled no longer than that has met a few calls of somebody else. */
const CROWD_MS = 4000;

/** How long the same trouble has to last, within one invocation, until the request fails for it. */
const LASTS_MS: Readonly<Partial<Record<Trouble, number>>> = { spreading: 120_000, disputed: 30_000 };
const LONGEST_WAIT_IN_TROUBLE_MS = 10_000;

/** A lost answer, or an error of App Runner's own, is rarely followed by another. */
const MOST_FAILURES = 2;
const FAILURE_WAIT_MS = 200;

/**
 * Makes the calls of one invocation again where that may help. The SDK does not for App Runner, for two reasons. Before each
 * attempt to act one has to ask whether it is still wanted. And where App Runner throttles, an invocation that gives up is followed
 * by one that begins with its first look, and so takes one more call from everybody.
 */
export class Patience {
  private readonly start: number;
  private throttledMs = 0;

  /**
   * @param deadline of the request, milliseconds since 1970, as far as it is known at the time
   * @param beforeWaiting what has to be done before time passes
   */
  constructor(
    private readonly world: Pick<World, 'now' | 'sleep'>,
    private readonly deadline: () => number,
    private readonly beforeWaiting: (trouble: AwsCallError) => Promise<void>,
  ) {
    this.start = world.now();
  }

  private get end(): number {
    return Math.min(Math.max(this.deadline(), this.start + LAST_LOOK_MS), this.start + MOST_MS);
  }

  /** Whether many want something of App Runner, or of CloudFormation, at once. */
  get isInACrowd(): boolean {
    return this.throttledMs >= CROWD_MS;
  }

  /**
   * @param call gets what the last attempt ended with
   * @throws LastingTrouble when the call cannot work
   * @throws AwsCallError when it did not work in time: the next invocation may have better luck
   */
  async insist<T>(call: (refusal?: AwsCallError) => Promise<T>): Promise<T> {
    let trouble: OneTrouble | undefined;
    for (let refusals = 0, failures = 0; ;) {
      try {
        return await call(trouble?.latest);
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error;
        trouble = this.goingOn(trouble, error);
        const kind = troubleOf(error.reason);
        const lastsMs = LASTS_MS[kind];
        if (isThrottling(error.reason)) await this.letOthersGoFirst(refusals++, error);
        else if (kind === 'passing' && failures++ < MOST_FAILURES) await this.wait(FAILURE_WAIT_MS, error);
        else if (lastsMs !== undefined) await this.waitForItToPass(trouble, lastsMs);
        else throw kind === 'lasting' ? new LastingTrouble(error) : error;
      }
    }
  }

  /** The same clients, insisting on their looks. Who insists on an action has to ask each time whether it is still wanted. */
  whenLooking(appRunner: AppRunner): AppRunner {
    return {
      ...appRunner,
      describe: serviceArn => this.insist(() => appRunner.describe(serviceArn)),
      operations: (...asked) => this.insist(() => appRunner.operations(...asked)),
    };
  }

  whenAsking(cloudFormation: CloudFormation): CloudFormation {
    return {
      resource: (...asked) => this.insist(() => cloudFormation.resource(...asked)),
      stackStatus: stackId => this.insist(() => cloudFormation.stackStatus(stackId)),
      isRollbackDisabled: stackId => this.insist(() => cloudFormation.isRollbackDisabled(stackId)),
      eventsSinceRest: stackId => this.insist(() => cloudFormation.eventsSinceRest(stackId)),
    };
  }

  /**
   * Longer with each refusal of a call: who has had one answer, and needs another, comes before those who still wait for
   * their first.
   */
  private async letOthersGoFirst(refusals: number, refusal: AwsCallError): Promise<void> {
    const longestMs = LONGEST_WAIT_MS / (1 + this.throttledMs / HALVED_AFTER_MS);
    const waitMs = byChance(FIRST_WAIT_MS * 2 ** refusals, longestMs);
    await this.wait(waitMs, refusal);
    this.throttledMs += waitMs;
  }

  private goingOn(before: OneTrouble | undefined, latest: AwsCallError): OneTrouble {
    const isTheSame = before?.latest.action === latest.action && before.latest.reason.name === latest.reason.name;
    return isTheSame ? { ...before, latest, times: before.times + 1 } : { latest, since: this.world.now(), times: 0 };
  }

  private async waitForItToPass({ latest, since, times }: OneTrouble, lastsMs: number): Promise<void> {
    const leftMs = since + lastsMs - this.world.now();
    if (leftMs <= 0) throw new LastingTrouble(latest);
    await this.wait(Math.min(byChance(FIRST_WAIT_MS * 2 ** times, LONGEST_WAIT_IN_TROUBLE_MS), leftMs), latest);
  }

  /** The last wait is as long as there is time, so that one more attempt can say how it ended. */
  private async wait(milliseconds: number, trouble: AwsCallError): Promise<void> {
    if (this.world.now() >= this.end) throw trouble;
    await this.beforeWaiting(trouble);
    const leftMs = this.end - this.world.now();
    if (leftMs <= 0) throw trouble;
    await this.world.sleep(Math.min(milliseconds, leftMs));
  }
}

/** What the attempts at one call keep ending with. */
interface OneTrouble {
  readonly latest: AwsCallError;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** How often it was met before. */
  readonly times: number;
}

/** At random, so that those that were refused together do not come back together. */
function byChance(milliseconds: number, longest: number): number {
  return Math.min(milliseconds, longest) * (1 + Math.random()) / 2;
}
