import { AwsCallError } from './aws-call-error';
import { kindOf } from './error-kinds';

/** @throws AwsCallError around the SDK's own error */
export async function awsCall<T>(action: string, resource: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    throw new AwsCallError(action, resource, reason, kindOf(reason));
  }
}
