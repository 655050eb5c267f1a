import type { AppRunner } from './app-runner';
import { AwsCallError } from './aws-call';
import { isThrottling, troubleOf } from './trouble';
import type { World } from './world';

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

/** A lost answer, or an error of App Runner's own, is rarely followed by another. */
const MOST_FAILURES = 2;
const FAILURE_WAIT_MS = 200;

/**
 * Makes the calls of one invocation again where that may help. The SDK does not for App Runner, for two reasons. Before each
 * attempt to act one has to ask whether it is still wanted. And where App Runner throttles, an invocation that gives up is followed
 * by one that begins with its first look, and so takes one more call from everybody.
 */
export class Patience {
  private readonly end: number;
  private throttledMs = 0;

  /**
   * @param deadline of the request, milliseconds since 1970
   * @param beforeWaiting what has to be done before time passes
   */
  constructor(private readonly world: Pick<World, 'now' | 'sleep'>, deadline: number, private readonly beforeWaiting: () => Promise<void>) {
    const now = world.now();
    this.end = Math.min(Math.max(deadline, now + LAST_LOOK_MS), now + MOST_MS);
  }

  /** Whether many want something of App Runner, or of CloudFormation, at once. */
  get isInACrowd(): boolean {
    return this.throttledMs >= CROWD_MS;
  }

  /** @throws AwsCallError when the call cannot work, or not in time */
  async insist<T>(call: () => Promise<T>): Promise<T> {
    for (let refusals = 0, failures = 0; ;) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error;
        if (isThrottling(error.reason)) await this.letOthersGoFirst(refusals++, error);
        else if (troubleOf(error.reason) === 'passing' && failures++ < MOST_FAILURES) await this.wait(FAILURE_WAIT_MS, error);
        else throw error;
      }
    }
  }

  /** The same client, insisting on its looks. Who insists on an action has to ask each time whether it is still wanted. */
  whenLooking(appRunner: AppRunner): AppRunner {
    return {
      ...appRunner,
      describe: serviceArn => this.insist(() => appRunner.describe(serviceArn)),
      operations: (...asked) => this.insist(() => appRunner.operations(...asked)),
    };
  }

  /**
   * Longer with each refusal of a call: who has had one answer, and needs another, comes before those who still wait for
   * their first. By chance, because those who were refused together shall not come back together.
   */
  private async letOthersGoFirst(refusals: number, refusal: AwsCallError): Promise<void> {
    const longestMs = LONGEST_WAIT_MS / (1 + this.throttledMs / HALVED_AFTER_MS);
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** refusals, longestMs) * (1 + Math.random()) / 2;
    await this.wait(waitMs, refusal);
    this.throttledMs += waitMs;
  }

  private async wait(milliseconds: number, trouble: AwsCallError): Promise<void> {
    if (this.world.now() + milliseconds > this.end) throw trouble;
    await this.beforeWaiting();
    await this.world.sleep(milliseconds);
  }
}
