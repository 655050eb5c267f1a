/** An AWS call that did not work, with the IAM action and the resource it was for, so that a message can name them. */
export class AwsCallError extends Error {
  constructor(readonly action: string, readonly resource: string, readonly reason: Error) {
    super(`${action}: ${reason.name}: ${reason.message}`);
    this.name = 'AwsCallError';
  }
}

/** A call that did not work although it was made again, as long as that could help. */
export class LastingTrouble extends AwsCallError {
  constructor({ action, resource, reason }: AwsCallError) {
    super(action, resource, reason);
  }
}

export async function awsCall<T>(action: string, resource: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new AwsCallError(action, resource, error instanceof Error ? error : new Error(String(error)));
  }
}
