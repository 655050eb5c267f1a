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
      return isDelete ? goalOfRestoreDelete(invocation) : nothing('Restore acts in the clean-up');
    case 'Custom::AppRunnerResumeForUpdate':
      return isDelete ? nothing('ResumeForUpdate goes') : goalOfResumeForUpdate(invocation);
    case 'Custom::AppRunnerServiceState':
      return isDelete ? goalOfStateDelete(invocation) : goalOfState(invocation);
  }
}
