import { AwsCallError, PermanentError } from '../aws/aws-call-error';
import type { ErrorKind } from '../aws/aws-call-error';

/** Waits are at random up to a bound, which doubles from attempt to attempt. ADR 25 has the figures. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 20_000;

/** Of the five minutes that an invocation has: calls that hang take ten seconds each. */
const MOST_MS = 180_000;

/** An invocation that begins past the deadline observes once more before it reports, and must not fail for a single refusal. */
const LAST_OBSERVATION_MS = 15_000;

/** One refusal is due to a few calls of somebody else. */
const THROTTLED_AFTER = 2;

/** How long the same error has to last, within one invocation, until it counts as permanent. */
const LASTS_MS: Readonly<Partial<Record<ErrorKind, number>>> = { propagating: 120_000, invalid: 30_000 };

/** A lost answer, or an error of App Runner's own, is rarely followed by another. */
const MOST_TRANSIENT = 2;

/** Time as an invocation spends it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/**
 * Makes the calls of one invocation again where that may help. The SDK does not for App Runner, for two reasons. Before each
 * attempt to act, the caller has to ask whether it is still wanted. And where App Runner throttles, an invocation that gives
 * up is followed by one that begins by observing, which is one more call.
 */
export class Retry {
  private readonly start: number;
  private refusals = 0;

  /**
   * @param deadline milliseconds since 1970, as far as it is known at the time
   * @param beforeWaiting what has to be done before time passes
   */
  constructor(
    private readonly clock: Clock,
    private readonly deadline: () => number,
    private readonly beforeWaiting: (error: AwsCallError) => Promise<void>,
  ) {
    this.start = clock.now();
  }

  /** Whether this invocation has met the limit of calls so often that many others must be waiting, too. */
  get isThrottled(): boolean {
    return this.refusals >= THROTTLED_AFTER;
  }

  /**
   * @param call gets the error of the last attempt
   * @throws PermanentError when the call cannot work
   * @throws AwsCallError when it did not work in time: the next invocation may succeed
   */
  async run<T>(call: (previous?: AwsCallError) => Promise<T>): Promise<T> {
    let repeated: RepeatedError | undefined;
    for (let attempts = 0, failures = 0; ; attempts++) {
      try {
        return await call(repeated?.latest);
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error;
        if (error.kind === 'permanent') throw new PermanentError(error);
        if (error.kind === 'outdated' || (error.kind === 'transient' && failures++ >= MOST_TRANSIENT)) throw error;
        if (error.kind === 'throttled') this.refusals += 1;
        repeated = this.repeated(repeated, error);
        const leftMs = repeated.since + (LASTS_MS[error.kind] ?? Infinity) - this.clock.now();
        if (leftMs <= 0) throw new PermanentError(error);
        await this.wait(Math.min(atRandomBefore(attempts), leftMs), error);
      }
    }
  }

  private repeated(before: RepeatedError | undefined, latest: AwsCallError): RepeatedError {
    const isTheSame = before?.latest.action === latest.action && before.latest.reason.name === latest.reason.name;
    return { latest, since: isTheSame ? before.since : this.clock.now() };
  }

  /** The last wait is as long as there is time, so that one more attempt can tell how it ended. */
  private async wait(milliseconds: number, error: AwsCallError): Promise<void> {
    if (this.clock.now() >= this.end) throw error;
    await this.beforeWaiting(error);
    const leftMs = this.end - this.clock.now();
    if (leftMs <= 0) throw error;
    await this.clock.sleep(Math.min(milliseconds, leftMs));
  }

  private get end(): number {
    return Math.min(Math.max(this.deadline(), this.start + LAST_OBSERVATION_MS), this.start + MOST_MS);
  }
}

/** The error that the attempts at one call keep ending with. */
interface RepeatedError {
  readonly latest: AwsCallError;
  /** Milliseconds since 1970. */
  readonly since: number;
}

function atRandomBefore(attempts: number): number {
  return Math.random() * Math.min(FIRST_WAIT_MS * 2 ** attempts, LONGEST_WAIT_MS);
}
