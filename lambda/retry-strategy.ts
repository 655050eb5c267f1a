import { StandardRetryStrategy } from '@smithy/core/retry';

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/**
 * The SDK's own retries, for all but throttling. Its waits for that are short, and its quota for them runs dry, so in a
 * crowd it would mostly make calls that are refused: see patience.ts.
 */
export class RetryUnlessThrottled extends StandardRetryStrategy {
  async refreshRetryTokenForRetry(...[token, errorInfo]: Parameters<Refresh>): ReturnType<Refresh> {
    if (errorInfo.errorType === 'THROTTLING') throw errorInfo.error;
    return super.refreshRetryTokenForRetry(token, errorInfo);
  }
}
