import type { Declaration } from './declaration';
import type { StackRest } from './stack-at-rest';
import type { Operation } from '../aws/app-runner';

/** What is known of one service when a tick decides about it. */
export interface Situation {
  readonly declaration: Declaration;
  /** Milliseconds since 1970, read for this service: a tick that takes its time must not act for an hour that is over. */
  readonly now: number;
  readonly stack: StackRest;
  /** App Runner's own name of the service's status, or NOT_FOUND when App Runner does not know the service. */
  readonly status: string;
  /** The service's operations, newest first. Undefined as long as they have not been asked for; old ones may be missing. */
  readonly history?: readonly Operation[];
  /**
   * When the stack's last operation ended, well or not: the time of the newest event of the stack itself. Undefined as long as
   * it has not been asked for, minus infinity where the events no longer reach back.
   */
  readonly stackEndedAt?: number;
}
