import type { Assertion } from './aim';
import type { Operation } from './app-runner';
import { hasFailed, isInFlight } from './decide';
import type { Decision, OurOperation } from './decide';
import * as errors from './errors';
import { parseServiceArn } from './service-arn';
import type { Sighting } from './sighting';

/** What a service's operation history says about one request. */

/** App Runner's times are whole seconds and its clock is not ours. */
const START_ALLOWANCE_MS = 2000;

export function typeWanted({ desired }: Assertion): string {
  return desired === 'PAUSED' ? 'PAUSE_SERVICE' : 'RESUME_SERVICE';
}

/** The time from which on operations can matter to a request, milliseconds since 1970. */
export function historyNeededSince({ updateSince }: Assertion, { at }: Sighting): number {
  return Math.min(at - START_ALLOWANCE_MS, updateSince ?? Infinity);
}

/** The operations of the wanted kind that started for this request, newest first. */
export function oursAmong(operations: readonly Operation[], aim: Assertion, { operationId, at }: Sighting): OurOperation[] {
  const type = typeWanted(aim);
  const candidates = operations.filter(operation => operation.type === type && operation.startedAt >= at - START_ALLOWANCE_MS);
  if (operationId === undefined) return candidates;
  const followed = candidates.findIndex(operation => operation.id === operationId);
  return followed < 0 ? [{ id: operationId, type, status: undefined }] : candidates.slice(0, followed + 1);
}

/**
 * CloudFormation reports success for an update that App Runner rolled back, so the outcome is looked at here.
 *
 * @returns what that decides, undefined when the update is no hindrance
 * @throws UserError when the update failed, or should not have been made at all
 */
export function judgeUpdate(operations: readonly Operation[], { serviceArn, updateSince, refuseUpdate }: Assertion): Decision | undefined {
  const update = operations.find(({ type, startedAt }) => type === 'UPDATE_SERVICE' && startedAt >= (updateSince ?? Infinity));
  if (!update) return undefined;
  if (isInFlight(update)) return { kind: 'wait', reason: `operation ${update.id} (UPDATE_SERVICE) is ${update.status}` };
  const service = parseServiceArn(serviceArn);
  if (hasFailed(update)) throw new errors.UserError(errors.updateRolledBack(service, update));
  if (refuseUpdate) throw new errors.UserError(errors.changedOnAdoption(service));
  return undefined;
}
