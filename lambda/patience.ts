import type { AppRunner } from './app-runner';
import { AwsCallError } from './aws-call';
import { isThrottling } from './trouble';

/** Five attempts of the SDK take four seconds each time, eight at most: two minutes, of the five that an invocation has. */
const MOST_TIMES = 30;

/**
 * Where the SDK gives up because of throttling, the same call is made again: an invocation that gives up is followed
 * by one that begins with its first look, and so takes one more call from everybody.
 */
export class Patience {
  private timesLeft = MOST_TIMES;

  /** @param isInVain whether waiting is over for another reason */
  constructor(private readonly isInVain: () => boolean) {}

  /** Makes a call until it is not throttled. */
  async insist<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const throttled = error instanceof AwsCallError && isThrottling(error.reason);
        if (!throttled || this.timesLeft-- <= 0 || this.isInVain()) throw error;
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
}
