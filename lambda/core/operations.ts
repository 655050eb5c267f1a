import { hasFailed, isInFlight } from './decide';
import type { Decision, OurOperation } from './decide';
import type { Operation } from '../aws/app-runner';
import { parseServiceArn } from '../aws/service-arn';
import type { Sighting } from '../deployment/checkpoint';
import type { Assertion } from '../deployment/goal-of-request';
import * as errors from '../deployment/texts';

/** What a service's operation history says about one request. */

/** App Runner's times are whole seconds and its clock is not ours. */
const START_ALLOWANCE_MS = 2000;

/** Nor is it CloudFormation's. No update is over in that time, so none that began before ResumeForUpdate is taken for one behind it. */
const UPDATE_ALLOWANCE_MS = 5000;

export function typeWanted({ desired }: Assertion): string {
  return desired === 'PAUSED' ? 'PAUSE_SERVICE' : 'RESUME_SERVICE';
}

/** Whether these, the newest of all, are what can matter to a request. */
export function areEnough(operations: readonly Operation[], { updateSince = Infinity }: Assertion, { operationId, at }: Sighting): boolean {
  if (updateSince === Infinity && operations.some(({ id }) => id === operationId)) return true;
  const since = Math.min(at - START_ALLOWANCE_MS, updateSince - UPDATE_ALLOWANCE_MS);
  return operations.some(({ startedAt }) => startedAt < since);
}

/** The operations of the wanted kind that started for this request, newest first. */
export function oursAmong(operations: readonly Operation[], aim: Assertion, { operationId, at }: Sighting): OurOperation[] {
  const type = typeWanted(aim);
  if (operationId === undefined) {
    return operations.filter(operation => operation.type === type && operation.startedAt >= at - START_ALLOWANCE_MS);
  }
  // Whatever the clocks say, App Runner lists the newest first.
  const followed = operations.findIndex(({ id }) => id === operationId);
  if (followed < 0) return [{ id: operationId, type, status: undefined }];
  return operations.slice(0, followed + 1).filter(operation => operation.type === type);
}

/**
 * CloudFormation reports success for an update that App Runner rolled back, so the outcome is looked at here.
 *
 * @returns what that decides, undefined when the update is no hindrance
 * @throws UserError when the update failed, or should not have been made at all
 */
export function judgeUpdate(operations: readonly Operation[], { serviceArn, updateSince, refuseUpdate }: Assertion): Decision | undefined {
  if (updateSince === undefined) return undefined;
  const update = operations.find(({ type, startedAt }) => type === 'UPDATE_SERVICE' && startedAt >= updateSince - UPDATE_ALLOWANCE_MS);
  if (!update) return undefined;
  if (isInFlight(update)) return { kind: 'wait', reason: `operation ${update.id} (UPDATE_SERVICE) is ${update.status}` };
  const service = parseServiceArn(serviceArn);
  if (hasFailed(update)) throw new errors.UserError(errors.updateRolledBack(service, update));
  if (refuseUpdate) throw new errors.UserError(errors.changedOnAdoption(service));
  return undefined;
}
