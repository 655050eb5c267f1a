import { areTheSame } from './declaration';
import type { InRollback } from './in-rollback';
import { changesService, resourceTypeOf, text } from './request';
import type { CustomResourceEvent } from './request';
import { StackHistory } from './stack-history';
import type { CloudFormation } from '../aws/cloud-formation';

/**
 * Whether a rollback can do without this request. If it failed, the stack would be UPDATE_ROLLBACK_FAILED, and somebody
 * would have to continue the rollback by hand for nothing.
 */
export async function isUnneeded(event: CustomResourceEvent, cloudFormation: CloudFormation, inRollback: InRollback): Promise<boolean> {
  if (event.RequestType !== 'Update' || !await inRollback.ask()) return false;
  switch (resourceTypeOf(event)) {
    // Nothing is updated back then. Restore asserts the state in the clean-up.
    case 'Custom::AppRunnerResumeForUpdate':
      return !(await StackHistory.of(event.StackId, cloudFormation)).hasTouched(text(event.ResourceProperties.ServiceLogicalId));
    case 'Custom::AppRunnerServiceState': return declaresTheSame(event);
    case 'Custom::AppRunnerRestore': return false;
  }
}

/** The failed deployment and the one before it declare the same of the same service, so there is nothing to take back. */
function declaresTheSame(event: CustomResourceEvent): boolean {
  const { ResourceProperties: now, OldResourceProperties: before = {} } = event;
  return !changesService(event) && text(now.ServiceArn) === text(before.ServiceArn) && areTheSame(now.DesiredState, before.DesiredState);
}
