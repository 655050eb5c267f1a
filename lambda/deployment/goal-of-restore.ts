import { declaredAt, isValid } from './declaration';
import type { Invocation } from './invocation';
import { ownMetadata } from './own-metadata';
import { text } from './request';
import { GONE, nothing } from './requested-goal';
import type { RequestedGoal } from './requested-goal';
import { isServiceArn } from './service-arn';
import { stayingRecord } from './stack-resources';
import type { RestoreMetadata, ServiceStateMetadata } from '../../src/contract/custom-resources';

/** When the deployment is over, forward or back, the service has to be in the state that the committed template declares. */
export async function goalOfRestoreDelete(invocation: Invocation): Promise<RequestedGoal> {
  const state = await stayingRecord(invocation, await stateToStay(invocation));
  if (!state) return nothing('no state is declared any more');
  const declared = ownMetadata<ServiceStateMetadata>(state.metadata);
  if (!declared) return nothing('the State carries no declaration');
  // State fails with a text for people. It would be of no use to fail the clean-up for the same reason.
  if (!isValid(declared.DesiredState)) return nothing('what the State declares cannot be read');
  // The service, too, may have another logical id before and after. The State that stays knows the right one.
  return isServiceArn(state.physicalId)
    ? { goal: { serviceArn: state.physicalId, desired: declaredAt(declared.DesiredState, invocation.startedAt).state, tolerated: GONE } }
    : nothing('the State has no service');
}

/**
 * The properties of a Restore that goes are those of the template that goes, in which the State may have had another
 * logical id. The Metadata of the Restore that stays says which State it is for.
 */
async function stateToStay(invocation: Invocation): Promise<string> {
  const { LogicalResourceId, ResourceProperties } = invocation.event;
  const restore = await stayingRecord(invocation, LogicalResourceId);
  return ownMetadata<RestoreMetadata>(restore?.metadata)?.StateLogicalId ?? text(ResourceProperties.StateLogicalId);
}
