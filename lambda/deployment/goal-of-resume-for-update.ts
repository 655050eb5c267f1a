import type { Invocation } from './invocation';
import { text } from './request';
import { UNUSABLE, nothing } from './requested-goal';
import type { RequestedGoal } from './requested-goal';
import { isServiceArn } from './service-arn';
import { CLOCK_GRAIN_MS } from './superseded';
import { isUnneeded } from './unneeded';
import type { Operation } from '../aws/app-runner';
import { AwsCallError } from '../aws/aws-call-error';
import { hasFailed } from '../core/decide';
import type { Service } from '../core/service-calls';

/** Before CloudFormation touches the service, it must run: App Runner refuses to update a paused one. */
export async function goalOfResumeForUpdate(invocation: Invocation): Promise<RequestedGoal> {
  const { event, cloudFormation, inRollback } = invocation;
  const record = await cloudFormation.resource(event.StackId, text(event.ResourceProperties.ServiceLogicalId));
  if (!record || !isServiceArn(record.physicalId) || /^(DELETE_|CREATE_FAILED)/.test(record.status)) {
    return nothing('the service is not there to be updated');
  }
  // One page: a resume further back in the history is not of the deployment before this rollback.
  const latest = event.RequestType === 'Update' && await inRollback.ask() ? await latestOperations(invocation.service(record.physicalId)) : [];
  const lastResume = latest.find(({ type, startedAt }) => type === 'RESUME_SERVICE' && startedAt >= record.changedAt - CLOCK_GRAIN_MS);
  if (hasFailed(lastResume) && await isUnneeded(event, cloudFormation, inRollback)) {
    return nothing('the last resume failed and CloudFormation has not touched the service since: Restore sees to it');
  }
  return { goal: { serviceArn: record.physicalId, desired: 'RUNNING', tolerated: UNUSABLE } };
}

/** They only save time here, so nothing fails without them. */
async function latestOperations(service: Service): Promise<readonly Operation[]> {
  try {
    return await service.operations();
  } catch (error) {
    if (error instanceof AwsCallError) return [];
    throw error;
  }
}
