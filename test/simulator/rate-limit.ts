import type { Clock } from './clock';

/** A token bucket per Region: a second's worth of calls at once, then the rate. */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** @param callsPerSecond as it is at the time of a call */
  constructor(private readonly callsPerSecond: () => number | undefined, private readonly clock: Clock) {}

  /** Whether one more call is within the limit; it is counted if so. */
  admits(region: string): boolean {
    const callsPerSecond = this.callsPerSecond();
    if (callsPerSecond === undefined) return true;
    const capacity = Math.max(1, callsPerSecond);
    const now = this.clock.now();
    const bucket = this.buckets.get(region) ?? { tokens: capacity, at: now };
    const tokens = Math.min(capacity, bucket.tokens + (now - bucket.at) / 1000 * callsPerSecond);
    const admitted = tokens >= 1;
    this.buckets.set(region, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
  }
}
