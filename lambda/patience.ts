import type { AppRunner } from './app-runner';
import { AwsCallError } from './aws-call';
import { isThrottling } from './trouble';
import type { World } from './world';

/** In a crowd most calls are refused, and each of those is one that somebody else in the account could have made. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 10_000;

/** Of the five minutes that an invocation has. */
const MOST_MS = 180_000;

/**
 * Where App Runner throttles, the same call is made again within the invocation: one that gives up is followed by one
 * that begins with its first look, and so takes one more call from everybody.
 */
export class Patience {
  private readonly end: number;
  private refusals = 0;

  /** @param deadline when waiting is over in any case, milliseconds since 1970 */
  constructor(private readonly world: Pick<World, 'now' | 'sleep'>, deadline: number) {
    this.end = Math.min(deadline, world.now() + MOST_MS);
  }

  /** Makes a call until it is not throttled. */
  async insist<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const throttled = error instanceof AwsCallError && isThrottling(error.reason);
        const waitMs = throttled ? this.nextWaitMs() : Infinity;
        if (this.world.now() + waitMs > this.end) throw error;
        await this.world.sleep(waitMs);
      }
    }
  }

  /** The same client, insisting on its looks. Who insists on an action has to ask each time whether it is still wanted. */
  whenLooking(appRunner: AppRunner): AppRunner {
    return {
      ...appRunner,
      describe: serviceArn => this.insist(() => appRunner.describe(serviceArn)),
      operationsSince: (serviceArn, since) => this.insist(() => appRunner.operationsSince(serviceArn, since)),
      latestOperations: serviceArn => this.insist(() => appRunner.latestOperations(serviceArn)),
    };
  }

  /** Longer with each refusal, and left to chance by half: those who were refused together shall not come back together. */
  private nextWaitMs(): number {
    return Math.min(FIRST_WAIT_MS * 2 ** this.refusals++, LONGEST_WAIT_MS) * (1 + Math.random()) / 2;
  }
}
