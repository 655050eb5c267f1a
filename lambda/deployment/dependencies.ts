import type { Log } from './log';
import type { AppRunner } from '../aws/app-runner';
import type { CloudFormation } from '../aws/cloud-formation';
import type { Clock } from '../core/retry';

/** Everything outside the functions. */
export interface Dependencies extends Clock {
  readonly cloudFormation: CloudFormation;
  readonly log: Log;
  /**
   * Requests that were found to be superseded, by RequestId and start. They stay so, and their waiters go on for long: those
   * that this container remembers need no further call.
   */
  readonly superseded: Pick<Set<string>, 'has' | 'add'>;
  /** The App Runner client for the Region of that service. */
  appRunner(serviceArn: string): AppRunner;
}
