/**
 * App Runner's limit of calls is not documented. With this pace a tick does not come near the one that accounts have been seen
 * to have, five calls a second, and leaves some of it to deployments.
 */
const BETWEEN_CALLS_MS = 250;
/** A stack with few services need not wait. */
const AT_ONCE = 5;

/** Lets a tick call App Runner only so often, because one that is throttled has to leave the rest to the next. */
export class Pace {
  /** When the next call would be made if none were made at once. */
  private next = -Infinity;

  constructor(private readonly clock: { now(): number; sleep(milliseconds: number): Promise<void> }) {}

  /** Waits until a call may be made, and counts it. */
  async turn(): Promise<void> {
    const waitMs = this.next - (AT_ONCE - 1) * BETWEEN_CALLS_MS - this.clock.now();
    if (waitMs > 0) await this.clock.sleep(waitMs);
    this.count();
  }

  /** A call that is made anyway. Others wait for it. */
  count(): void {
    this.next = Math.max(this.next, this.clock.now()) + BETWEEN_CALLS_MS;
  }
}
