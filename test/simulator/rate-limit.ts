import type { Clock } from './clock';

/** A token bucket per Region: a second's worth of calls at once, then the rate. */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private readonly capacity: number;

  constructor(private readonly callsPerSecond: number, private readonly clock: Clock) {
    this.capacity = Math.max(1, callsPerSecond);
  }

  /** Whether one more call is within the limit; it is counted if so. */
  admits(region: string): boolean {
    const now = this.clock.now();
    const bucket = this.buckets.get(region) ?? { tokens: this.capacity, at: now };
    const tokens = Math.min(this.capacity, bucket.tokens + (now - bucket.at) / 1000 * this.callsPerSecond);
    const admitted = tokens >= 1;
    this.buckets.set(region, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
  }
}
