import { hasFailed, isInFlight } from './decide';
import type { OperationStatus } from './decide';
import type { Goal, Precondition } from './goal';
import type { Acted, Failed, Waiting } from './outcome';
import { newestVersion } from './resumed-version';
import { waitFor } from './wait';
import type { DesiredStateName } from '../../src/contract/custom-resources';
import type { Operation } from '../aws/app-runner';

/** App Runner's times are whole seconds, and its clock is not ours. */
export const START_ALLOWANCE_MS = 2000;

/** By which the operations that were started for a goal are recognised. */
export interface OwnOperations {
  /** When the work for the goal began, milliseconds since 1970. */
  readonly since: number;
  /** The operation that is known to have been started for it. Undefined where its id was not learned. */
  readonly operationId?: string;
  /** The same of a deployment that has to follow. */
  readonly deploymentId?: string;
}

/** What App Runner calls the operations that it is asked for. */
export const TYPE_OF: Readonly<Record<Acted['kind'], string>> = { pause: 'PAUSE_SERVICE', resume: 'RESUME_SERVICE', deploy: 'START_DEPLOYMENT' };

export function operationTypeOf(desired: DesiredStateName): string {
  return TYPE_OF[desired === 'PAUSED' ? 'pause' : 'resume'];
}

/** Whether these, the newest of all, are all that can matter to the goal. */
export function areEnough(operations: readonly Operation[], goal: Goal, { operationId, since }: OwnOperations): boolean {
  const { precondition, deploysAfterResume } = goal;
  if (deploysAfterResume && !newestVersion(operations)) return false;
  if (!precondition && operations.some(({ id }) => id === operationId)) return true;
  const oldest = Math.min(since - START_ALLOWANCE_MS, precondition?.since ?? Infinity);
  return operations.some(({ startedAt }) => startedAt < oldest);
}

/** The operations of the wanted type that started for the goal, newest first. */
export function ownAmong(operations: readonly Operation[], { desired }: Goal, { operationId, since }: OwnOperations): OperationStatus[] {
  const wanted = operationTypeOf(desired);
  if (operationId === undefined) {
    return operations.filter(operation => operation.type === wanted && isOwn(operation, operationId, { since }));
  }
  // The list is newest first, so an id says more than times of different clocks.
  const followed = operations.findIndex(({ id }) => id === operationId);
  if (followed < 0) return [{ id: operationId, type: wanted, status: undefined }];
  return operations.slice(0, followed + 1).filter(({ type }) => type === wanted);
}

/** @param known the id of the operation that was started for the goal, where it was learned */
export function isOwn({ id, startedAt }: Operation, known: string | undefined, { since }: OwnOperations): boolean {
  return id === known || startedAt >= since - START_ALLOWANCE_MS;
}

/** @returns what keeps the goal from being worked for, undefined if nothing does */
export function violationOf(precondition: Precondition | undefined, operations: readonly Operation[]): Waiting | Failed | undefined {
  if (!precondition) return undefined;
  const { operationType, since, requires } = precondition;
  const operation = operations.find(({ type, startedAt }) => type === operationType && startedAt >= since);
  if (!operation) return undefined;
  if (isInFlight(operation)) return waitFor(operation);
  if (hasFailed(operation)) return { kind: 'fail', failure: 'precondition-failed', operation };
  return requires === 'absence' ? { kind: 'fail', failure: 'precondition-broken', operation } : undefined;
}
