import { declaredAt, isValid } from './declaration';
import { goalOfRestoreDelete } from './goal-of-restore';
import { goalOfResumeForUpdate } from './goal-of-resume-for-update';
import { goalOfState, goalOfStateDelete } from './goal-of-state';
import type { Invocation } from './invocation';
import { resourceTypeOf } from './request';
import { nothing } from './requested-goal';
import type { RequestedGoal } from './requested-goal';

export async function goalOf(invocation: Invocation): Promise<RequestedGoal> {
  const isDelete = invocation.event.RequestType === 'Delete';
  switch (resourceTypeOf(invocation.event)) {
    case 'Custom::AppRunnerRestore':
      return isDelete ? goalOfRestoreDelete(invocation) : goalOfRestore(invocation);
    case 'Custom::AppRunnerResumeForUpdate':
      return isDelete ? nothing('ResumeForUpdate goes') : goalOfResumeForUpdate(invocation);
    case 'Custom::AppRunnerServiceState':
      return isDelete ? goalOfStateDelete(invocation) : goalOfState(invocation);
  }
}

/** It comes before everything else, so what cannot be read fails here, and the service is not touched. A rollback must not fail because of it. */
async function goalOfRestore({ event, startedAt, inRollback }: Invocation): Promise<RequestedGoal> {
  const { DesiredState: declared } = event.ResourceProperties;
  if (declared !== undefined && !isValid(declared) && !await inRollback.ask()) declaredAt(declared, startedAt);
  return nothing('Restore acts in the clean-up');
}
