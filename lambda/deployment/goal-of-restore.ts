import { declaredAt, isAsFound, isValid } from './declaration';
import { asFoundInCleanUp } from './goal-as-found';
import type { Invocation } from './invocation';
import { ownMetadata } from './own-metadata';
import { text } from './request';
import { GONE, nothing } from './requested-goal';
import type { RequestedGoal } from './requested-goal';
import { isServiceArn } from './service-arn';
import { findService, stayingRecord } from './stack-resources';
import type { DeclaredStateName, RestoreMetadata, ServiceStateMetadata } from '../../src/contract/custom-resources';

/** When the deployment is over, forward or back, the service has to be in the state that the committed template declares. */
export async function goalOfRestoreDelete(invocation: Invocation): Promise<RequestedGoal> {
  const resources = await resourcesOf(invocation);
  const state = await stayingRecord(invocation, resources.state);
  if (!state) return goalWithoutState(invocation, resources);
  const declared = ownMetadata<ServiceStateMetadata>(state.metadata);
  if (!declared) return nothing('the State carries no declaration');
  // State fails with a text for people. It would be of no use to fail the clean-up for the same reason.
  if (!isValid(declared.DesiredState)) return nothing('what the State declares cannot be read');
  // The service, too, may have another logical id before and after. The State that stays knows the right one.
  return isServiceArn(state.physicalId)
    ? goalFor(declaredAt(declared.DesiredState, invocation.startedAt).state, state.physicalId, invocation, resources)
    : nothing('the State has no service');
}

/** A first declaration that was refused goes in the clean-up, as one does that is removed. What it has resumed is put back. */
async function goalWithoutState(invocation: Invocation, resources: Resources): Promise<RequestedGoal> {
  const { DesiredState, ServiceLogicalId } = invocation.event.ResourceProperties;
  const service = isAsFound(DesiredState) ? await findService(invocation, text(ServiceLogicalId)) : undefined;
  return service === undefined ? nothing('no state is declared any more') : goalFor('AS_FOUND', service, invocation, resources);
}

async function goalFor(
  declared: DeclaredStateName, serviceArn: string, invocation: Invocation, { state, formerState, resumeForUpdate }: Resources,
): Promise<RequestedGoal> {
  if (declared !== 'AS_FOUND') return { goal: { serviceArn, desired: declared, tolerated: GONE } };
  const { desired, reason } = await asFoundInCleanUp(invocation, serviceArn, {
    resumeForUpdate, states: [state, formerState], otherwise: invocation.event.ResourceProperties.DesiredState,
  });
  return desired ? { goal: { serviceArn, desired, because: reason, tolerated: GONE, yields: true } } : nothing(reason);
}

/** By logical id. */
interface Resources {
  /** The State that stays, if one does. */
  readonly state: string;
  readonly formerState: string;
  readonly resumeForUpdate: string;
}

/**
 * The properties of a Restore that goes are those of the template that goes, in which the State may have had another
 * logical id. The Metadata of the Restore that stays says which State it is for.
 */
async function resourcesOf({ event, cloudFormation }: Invocation): Promise<Resources> {
  const restore = await cloudFormation.resource(event.StackId, event.LogicalResourceId);
  const { StateLogicalId, ResumeForUpdateLogicalId } = ownMetadata<RestoreMetadata>(restore?.metadata) ?? {};
  const formerState = text(event.ResourceProperties.StateLogicalId);
  const stays = restore && !restore.status.startsWith('DELETE_');
  return { state: (stays ? StateLogicalId : undefined) ?? formerState, formerState, resumeForUpdate: text(ResumeForUpdateLogicalId) };
}
