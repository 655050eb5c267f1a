import { declaredAt, isValid } from './declaration';
import { goalAsFound } from './goal-as-found';
import type { Invocation } from './invocation';
import { ownMetadata } from './own-metadata';
import { changesService, followsAResume, onDeleteOf, text } from './request';
import type { CustomResourceEvent } from './request';
import { LEFT_AS_IT_IS, UNUSABLE, nothing } from './requested-goal';
import type { RequestedGoal } from './requested-goal';
import { isServiceArn, parseServiceArn } from './service-arn';
import { StackHistory } from './stack-history';
import { findService, stayingRecord } from './stack-resources';
import { CLOCK_GRAIN_MS } from './superseded';
import { otherAccount } from './texts';
import { UserError } from './user-error';
import type { ResumeForUpdateMetadata } from '../../src/contract/custom-resources';
import type { ResourceRecord } from '../aws/cloud-formation';
import type { Goal } from '../core/goal';

/** App Runner's clock is not CloudFormation's. No update ends in that time, so no earlier one is taken for the one behind ResumeForUpdate. */
const UPDATE_ALLOWANCE_MS = 5000;

export async function goalOfState(invocation: Invocation): Promise<RequestedGoal> {
  const { event: { ResourceProperties: now, OldResourceProperties: before = {} } } = invocation;
  const goal = await goalOfDeclaration(invocation);
  // An Update can go from one service to another. No request names the first one any more.
  return before.ServiceArn === now.ServiceArn ? goal : { ...goal, ...leaving(before) };
}

export async function goalOfStateDelete(invocation: Invocation): Promise<RequestedGoal> {
  return { ...await goalOfOnDelete(invocation), ...leaving(invocation.event.ResourceProperties) };
}

/** The service has to be in the declared state, and CloudFormation's update of it, if there was one, must have succeeded. */
async function goalOfDeclaration(invocation: Invocation): Promise<RequestedGoal> {
  const { event, inRollback } = invocation;
  const { ResourceProperties: now, OldResourceProperties: before, RequestType } = event;
  const serviceArn = serviceInAccountOf(event);
  const deploysThroughPause = now.Fingerprint !== undefined;
  const isServiceChanged = RequestType === 'Update' && (changesService(event) || followsAResume(event));
  const rollsBack = isServiceChanged && await inRollback.ask();

  // Restore gets a request in this rollback only if the template that is rolled back has one.
  if (rollsBack && before?.Fingerprint !== undefined) {
    // CloudFormation may still have to update the service back, before or after this, and cannot if it is paused.
    // Restore pauses it in the clean-up.
    const current = await findService(invocation, text(now.ServiceLogicalId ?? before.ServiceLogicalId));
    return current
      ? { goal: { serviceArn: current, desired: 'RUNNING', tolerated: UNUSABLE } }
      : nothing('the service is not there to be kept running');
  }

  if (!isValid(now.DesiredState) && RequestType === 'Update' && await inRollback.ask()) {
    return nothing('what was declared before cannot be read, and the rollback must not fail because of that');
  }
  const declared = (invocation.declared ?? declaredAt(now.DesiredState, invocation.startedAt)).state;
  const goal: Goal = declared === 'AS_FOUND' ? await goalAsFound(invocation, serviceArn)
    : { serviceArn, desired: declared, tolerated: [], deploysAfterResume: (declared === 'RUNNING' && await deploysAfterResume(invocation)) || undefined };
  const followsAnUpdate = deploysThroughPause && !rollsBack && (RequestType === 'Create' || isServiceChanged);
  return { goal: followsAnUpdate ? await afterTheUpdate(goal, invocation) : goal };
}

/** A rollback goes back to what ran before, and must not fail because of what was pushed since. */
async function deploysAfterResume({ event: { RequestType, ResourceProperties }, inRollback }: Invocation): Promise<boolean> {
  return hasDeployments(ResourceProperties) && (RequestType === 'Create' || !await inRollback.ask());
}

/** CloudFormation reports success for an update that App Runner rolled back, so the outcome of the update is looked at here. */
async function afterTheUpdate(goal: Goal, invocation: Invocation): Promise<Goal> {
  const { event, cloudFormation } = invocation;
  const { ResourceProperties: now, OldResourceProperties: before, RequestType } = event;
  const resumeForUpdate = await cloudFormation.resource(event.StackId, text(now.ResumeForUpdateLogicalId));
  const since = (resumeForUpdate?.changedAt ?? invocation.now()) - CLOCK_GRAIN_MS - UPDATE_ALLOWANCE_MS;
  const updated: Goal = { ...goal, precondition: { operationType: 'UPDATE_SERVICE', since, requires: 'success' } };
  const isFirstDeclaration = RequestType === 'Create' || before?.Fingerprint === undefined;
  if (!isFirstDeclaration || goal.desired !== 'PAUSED') return updated;

  const keptRunning = goal.yields ? LEFT_AS_IT_IS : { desired: 'RUNNING' } as const;
  switch (await adoptionOf(resumeForUpdate, invocation)) {
    // Nothing of ours was there before the update, so a rollback could meet a paused service.
    case 'adopted': return { ...goal, precondition: { operationType: 'UPDATE_SERVICE', since, requires: 'absence' } };
    case 'moved with a change': return { ...updated, ...keptRunning };
    case 'moved': return updated;
  }
}

/** Whether the first declaration of a State is a new one, or one that had another logical id. */
async function adoptionOf(resumeForUpdate: ResourceRecord | undefined, invocation: Invocation): Promise<'adopted' | 'moved' | 'moved with a change'> {
  const { event: { StackId, ResourceProperties: now }, cloudFormation } = invocation;
  // A ResumeForUpdate that got another StateLogicalId has been updated, so one that has just been created says enough.
  const history = resumeForUpdate?.status.startsWith('UPDATE_') ? await StackHistory.of(StackId, cloudFormation) : undefined;
  if (!history?.beganWith(text(now.ResumeForUpdateLogicalId))) return 'adopted';
  // A rollback has no request for this resource that could resume the service before it is updated back. Restore pauses the
  // service in the clean-up. Where rollback is disabled, there is no clean-up Delete of Restore.
  const isLeftToRestore = history.hasTouched(text(now.ServiceLogicalId)) && !await cloudFormation.isRollbackDisabled(StackId);
  return isLeftToRestore ? 'moved with a change' : 'moved';
}

async function goalOfOnDelete(invocation: Invocation): Promise<RequestedGoal> {
  const { ResourceProperties, PhysicalResourceId = '' } = invocation.event;
  // CloudFormation invents an id when it cancels a create.
  if (!isServiceArn(PhysicalResourceId)) return nothing(`${PhysicalResourceId} is no service of ours`);
  const onDelete = onDeleteOf(ResourceProperties.OnDelete);
  if (onDelete === 'LEAVE') return nothing('the service stays as it is');
  if (await isDeclaredElsewhere(invocation)) return nothing('another ServiceState declares the service now');
  return { goal: { serviceArn: PhysicalResourceId, desired: onDelete === 'RESUME' ? 'RUNNING' : 'PAUSED', tolerated: UNUSABLE } };
}

/** A ServiceState that moved in the construct tree is a new one to CloudFormation, and the old one is deleted after it. */
async function isDeclaredElsewhere(invocation: Invocation): Promise<boolean> {
  const { LogicalResourceId, ResourceProperties: { ResumeForUpdateLogicalId } } = invocation.event;
  if (ResumeForUpdateLogicalId === undefined) return false;
  const resumeForUpdate = await stayingRecord(invocation, text(ResumeForUpdateLogicalId));
  const declared = ownMetadata<ResumeForUpdateMetadata>(resumeForUpdate?.metadata);
  return declared !== undefined && declared.StateLogicalId !== LogicalResourceId;
}

function leaving(properties: Readonly<Record<string, unknown>>): Pick<RequestedGoal, 'serviceLeft' | 'leavesDeployments'> {
  const serviceLeft = text(properties.ServiceArn);
  return isServiceArn(serviceLeft) ? { serviceLeft, leavesDeployments: hasDeployments(properties) || undefined } : {};
}

/** Whether State starts deployments. */
function hasDeployments({ DeployAfterResume }: Readonly<Record<string, unknown>>): boolean {
  return text(DeployAfterResume) === 'true';
}

/** Rights end at the account, so the answer would only be a missing right. */
function serviceInAccountOf({ ResourceProperties, StackId }: CustomResourceEvent): string {
  const { arn, account } = parseServiceArn(text(ResourceProperties.ServiceArn));
  const stackAccount = StackId.split(':')[4];
  if (account !== stackAccount) throw new UserError(otherAccount(arn, stackAccount));
  return arn;
}
