import type { OnEventAnswer } from './answer';
import type { Dependencies } from './dependencies';
import { retrying } from './invocation';
import { physicalIdOf } from './physical-id';
import type { CustomResourceEvent } from './request';
import { serve } from './serve';
import { timeLimitOf } from './time-limit';
import { AwsCallError } from '../aws/aws-call-error';
import { Retry } from '../core/retry';

/** The start of a request. It acts at once when the service is settled. */
export async function onEvent(event: CustomResourceEvent, dependencies: Dependencies): Promise<OnEventAnswer> {
  const { checkpoint, attributes } = await serve(event, dependencies);
  return {
    PhysicalResourceId: physicalIdOf(event, await isReplacementRefused(event, dependencies)),
    Data: attributes ?? {},
    Checkpoint: checkpoint,
  };
}

/** If CloudFormation does not answer, the stack is taken for one that rolls back: should the replacement be refused, CloudFormation says why. */
async function isReplacementRefused(event: CustomResourceEvent, dependencies: Dependencies): Promise<boolean> {
  if (event.ResourceType !== 'Custom::AppRunnerRestore' || event.RequestType !== 'Update') return false;
  const deadline = dependencies.now() + timeLimitOf(event) * 1000;
  const retry = new Retry(dependencies, () => deadline, async () => undefined);
  try {
    return await retrying(dependencies.cloudFormation, retry).isRollbackDisabled(event.StackId);
  } catch (error) {
    if (error instanceof AwsCallError) return false;
    throw error;
  }
}
