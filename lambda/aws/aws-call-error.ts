/**
 * What an error of an AWS call means for its caller:
 * - throttled: too many calls for the limit of the account, also by other callers;
 * - transient: the same call may work the next time;
 * - propagating: rights, credentials and host names take time to reach every place, so such an error has to last to count;
 * - invalid: App Runner says that the request is not valid. It says so, too, where the service is in another state than expected;
 * - outdated: the service is no longer as it was observed, or the same call was made before;
 * - permanent: waiting does not help.
 */
export type ErrorKind = 'throttled' | 'transient' | 'propagating' | 'invalid' | 'outdated' | 'permanent';

/** An AWS call that failed, with the IAM action and the resource for a message. */
export class AwsCallError extends Error {
  constructor(readonly action: string, readonly resource: string, readonly reason: Error, readonly kind: ErrorKind) {
    super(`${action}: ${reason.name}: ${reason.message}`);
    this.name = 'AwsCallError';
  }
}

/** A call that fails however often it is made, because of the kind of its error or because the error lasted. */
export class PermanentError extends AwsCallError {
  constructor({ action, resource, reason }: AwsCallError) {
    super(action, resource, reason, 'permanent');
  }
}
