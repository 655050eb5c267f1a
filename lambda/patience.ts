import type { AppRunner } from './app-runner';
import { AwsCallError } from './aws-call';
import { isThrottling, troubleOf } from './trouble';
import type { World } from './world';

/** In a crowd most calls are refused, and each of those is one that somebody else in the account could have made. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15_000;
/** Who has waited so long waits half as long from then on, or he might never have his turn. */
const HALVED_AFTER_MS = 60_000;

/** Of the five minutes that an invocation has. */
const MOST_MS = 180_000;

/** Who was throttled no longer than that has met a few calls of somebody else. */
const CROWD_MS = 4000;

/** A lost answer, or an error of App Runner's own, is rarely followed by another. */
const MOST_FAILURES = 2;
const FAILURE_WAIT_MS = 200;

/**
 * Makes the calls of one invocation again where that may help. Not the SDK does, for two reasons. Before each attempt to
 * act one has to ask whether it is still wanted. And where App Runner throttles, an invocation that gives up is followed
 * by one that begins with its first look, and so takes one more call from everybody.
 */
export class Patience {
  private readonly end: number;
  private throttledMs = 0;

  /**
   * @param deadline when waiting is over in any case, milliseconds since 1970
   * @param beforeWaiting what has to be done before much time passes
   */
  constructor(private readonly world: Pick<World, 'now' | 'sleep'>, deadline: number, private readonly beforeWaiting: () => Promise<void>) {
    this.end = Math.min(deadline, world.now() + MOST_MS);
  }

  /** Whether many want something of App Runner at once. */
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
        else if (troubleOf(error.reason) === 'passing' && failures++ < MOST_FAILURES) await this.world.sleep(FAILURE_WAIT_MS);
        else throw error;
      }
    }
  }

  /** The same client, insisting on its looks. Who insists on an action has to ask each time whether it is still wanted. */
  whenLooking(appRunner: AppRunner): AppRunner {
    return {
      ...appRunner,
      describe: serviceArn => this.insist(() => appRunner.describe(serviceArn)),
      operations: (serviceArn, since) => this.insist(() => appRunner.operations(serviceArn, since)),
    };
  }

  /**
   * Longer with each refusal of a call: who has had one answer, and needs another, comes before those who still wait for
   * their first. By chance, because those who were refused together shall not come back together.
   */
  private async letOthersGoFirst(refusals: number, refusal: AwsCallError): Promise<void> {
    if (this.throttledMs === 0) await this.beforeWaiting();
    const longestMs = LONGEST_WAIT_MS / (1 + this.throttledMs / HALVED_AFTER_MS);
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** refusals, longestMs) * (1 + Math.random()) / 2;
    if (this.world.now() + waitMs > this.end) throw refusal;
    this.throttledMs += waitMs;
    await this.world.sleep(waitMs);
  }
}
