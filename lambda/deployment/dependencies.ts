import type { Log } from './log';
import type { AppRunner } from '../aws/app-runner';
import type { CloudFormation } from '../aws/cloud-formation';

/** Everything outside the handlers. */
export interface World {
  readonly cloudFormation: CloudFormation;
  readonly log: Log;
  /**
   * Requests that were found to be superseded, by RequestId and start. They stay so, and their waiters go on for long: as
   * far as this remembers, they need not ask anybody again.
   */
  readonly superseded: Pick<Set<string>, 'has' | 'add'>;
  /** The App Runner client for the Region of that service. */
  appRunner(serviceArn: string): AppRunner;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
