import { AwsCallError, PermanentError } from '../aws/aws-call-error';
import type { ErrorKind } from '../aws/aws-call-error';

/** Where App Runner throttles, most calls are refused, and each of those is one that another request of the account could have made. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15_000;
/** The longest wait gets shorter with the time spent waiting, and half as long by then, or some requests might never have their turn. */
const HALVED_AFTER_MS = 60_000;

/** Of the five minutes that an invocation has: calls that hang take ten seconds each. */
const MOST_MS = 180_000;

/** An invocation that begins past the deadline observes once more before it reports, and must not fail for a single refusal. */
const LAST_OBSERVATION_MS = 15_000;

/** Less waiting than this is due to a few calls of somebody else. */
const THROTTLED_MS = 4000;

/** How long the same error has to last, within one invocation, until it counts as permanent. */
const LASTS_MS: Readonly<Partial<Record<ErrorKind, number>>> = { propagating: 120_000, invalid: 30_000 };
const LONGEST_WAIT_FOR_LASTING_MS = 10_000;

/** A lost answer, or an error of App Runner's own, is rarely followed by another. */
const MOST_TRANSIENT = 2;
const TRANSIENT_WAIT_MS = 200;

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
  private throttledMs = 0;

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

  private get end(): number {
    return Math.min(Math.max(this.deadline(), this.start + LAST_OBSERVATION_MS), this.start + MOST_MS);
  }

  /** Whether this invocation has waited for the limit of calls so long that many others must be waiting, too. */
  get isThrottled(): boolean {
    return this.throttledMs >= THROTTLED_MS;
  }

  /**
   * @param call gets the error of the last attempt
   * @throws PermanentError when the call cannot work
   * @throws AwsCallError when it did not work in time: the next invocation may succeed
   */
  async run<T>(call: (previous?: AwsCallError) => Promise<T>): Promise<T> {
    let repeated: RepeatedError | undefined;
    for (let refusals = 0, failures = 0; ;) {
      try {
        return await call(repeated?.latest);
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error;
        repeated = this.repeated(repeated, error);
        const lastsMs = LASTS_MS[error.kind];
        if (error.kind === 'throttled') await this.waitForOthers(refusals++, error);
        else if (error.kind === 'transient' && failures++ < MOST_TRANSIENT) await this.wait(TRANSIENT_WAIT_MS, error);
        else if (lastsMs !== undefined) await this.waitForItToPass(repeated, lastsMs);
        else throw error.kind === 'permanent' ? new PermanentError(error) : error;
      }
    }
  }

  /** Longer with each refusal of a call: a request that has had one answer, and needs another, comes before those without any. */
  private async waitForOthers(refusals: number, refusal: AwsCallError): Promise<void> {
    const longestMs = LONGEST_WAIT_MS / (1 + this.throttledMs / HALVED_AFTER_MS);
    const waitMs = jittered(FIRST_WAIT_MS * 2 ** refusals, longestMs);
    await this.wait(waitMs, refusal);
    this.throttledMs += waitMs;
  }

  private repeated(before: RepeatedError | undefined, latest: AwsCallError): RepeatedError {
    const isTheSame = before?.latest.action === latest.action && before.latest.reason.name === latest.reason.name;
    return isTheSame ? { ...before, latest, times: before.times + 1 } : { latest, since: this.clock.now(), times: 0 };
  }

  private async waitForItToPass({ latest, since, times }: RepeatedError, lastsMs: number): Promise<void> {
    const leftMs = since + lastsMs - this.clock.now();
    if (leftMs <= 0) throw new PermanentError(latest);
    await this.wait(Math.min(jittered(FIRST_WAIT_MS * 2 ** times, LONGEST_WAIT_FOR_LASTING_MS), leftMs), latest);
  }

  /** The last wait is as long as there is time, so that one more attempt can tell how it ended. */
  private async wait(milliseconds: number, error: AwsCallError): Promise<void> {
    if (this.clock.now() >= this.end) throw error;
    await this.beforeWaiting(error);
    const leftMs = this.end - this.clock.now();
    if (leftMs <= 0) throw error;
    await this.clock.sleep(Math.min(milliseconds, leftMs));
  }
}

/** The error that the attempts at one call keep ending with. */
interface RepeatedError {
  readonly latest: AwsCallError;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** How often it was met before. */
  readonly times: number;
}

/** At random, so that calls that were refused together do not come back together. */
function jittered(milliseconds: number, longest: number): number {
  return Math.min(milliseconds, longest) * (1 + Math.random()) / 2;
}
