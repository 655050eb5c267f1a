import { StandardRetryStrategy } from '@smithy/core/retry';
import { COST } from './cost-model';
import { TooManyRequestsException } from './lambda-platform';
import type { InvocationResult, LambdaPlatform } from './lambda-platform';
import { sleep } from './virtual-time';

/** Lambda as one container of the Provider framework calls it (runtime/outbound.js), with the SDK's own waits between attempts. */
export class FrameworkClient {
  private readonly strategy: StandardRetryStrategy;

  /** @param mostAttempts of each call, as the environment of the function says */
  constructor(private readonly lambda: LambdaPlatform, mostAttempts: string = '3') {
    this.strategy = new StandardRetryStrategy(Number(mostAttempts));
  }

  /** After the first error the framework asks whether the function is active, and starts over once. */
  async invoke(name: string, payload: string): Promise<InvocationResult> {
    try {
      return await this.withRetries(name, payload);
    } catch (error) {
      if (!(error instanceof TooManyRequestsException)) throw error;
      await sleep(COST.awsCallSeconds);
      return this.withRetries(name, payload);
    }
  }

  private async withRetries(name: string, payload: string): Promise<InvocationResult> {
    for (let token = await this.strategy.acquireInitialRetryToken('lambda'); ;) {
      try {
        const result = await this.lambda.invoke(name, payload);
        this.strategy.recordSuccess(token);
        return result;
      } catch (error) {
        if (!(error instanceof TooManyRequestsException)) throw error;
        await sleep(COST.awsCallSeconds);
        token = await this.strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' }).catch(() => { throw error; });
      }
    }
  }
}
