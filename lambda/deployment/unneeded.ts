import type { World } from './dependencies';
import { changesService, text } from './request';
import type { CustomResourceEvent } from './request';
import { SinceRest } from './stack-history';

/**
 * Whether a rollback can do without this request. To fail it would leave the stack in UPDATE_ROLLBACK_FAILED, and
 * somebody would have to come, for nothing.
 */
export async function isNeedless(event: CustomResourceEvent, world: World, inRollback: () => Promise<boolean>): Promise<boolean> {
  if (event.RequestType !== 'Update' || !await inRollback()) return false;
  switch (event.ResourceType) {
    // Nothing is updated back then. Restore sees to the state in the clean-up.
    case 'Custom::AppRunnerResumeForUpdate':
      return !(await SinceRest.of(event.StackId, world)).touched(text(event.ResourceProperties.ServiceLogicalId));
    case 'Custom::AppRunnerServiceState':
      return declaresTheSame(event);
    default:
      return false;
  }
}

/** The failed deployment and the one before it want the same of the same service, so nothing is to be taken back. */
function declaresTheSame(event: CustomResourceEvent): boolean {
  const { ResourceProperties: now, OldResourceProperties: before = {} } = event;
  return !changesService(event) && text(now.ServiceArn) === text(before.ServiceArn)
    && text(now.DesiredState).toUpperCase() === text(before.DesiredState).toUpperCase();
}
