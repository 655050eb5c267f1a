import type { DesiredStateName } from '../../src/contract/custom-resources';
import type { Operation } from '../aws/app-runner';
import { isInFlight } from '../core/decide';
import { operationTypeOf } from '../core/operations';

/**
 * What a service's operations tell, newest first. App Runner does not say who began one, and nothing here has to know: since
 * the last boundary and the last stack operation a tick only works towards the declared state. So what led away from it was
 * somebody else, and what led towards it counts as a try, also if somebody else made it.
 */

/** A list that shows an operation under way for longer is not believed if the status says otherwise. */
export const LONGEST_OPERATION_MS = 60 * 60_000;

const PAUSE_OR_RESUME = /^(PAUSE|RESUME)_SERVICE$/;

/** App Runner works at one thing at a time, so only the newest operation can be under way. */
export function operationUnderWay(history: readonly Operation[], now: number): Operation | undefined {
  const newest = history.at(0);
  return newest && isInFlight(newest) && !(now - newest.startedAt > LONGEST_OPERATION_MS) ? newest : undefined;
}

/** The newest pause or resume that succeeded. */
export function newestChange(history: readonly Operation[]): Operation | undefined {
  return history.find(({ type, status }) => PAUSE_OR_RESUME.test(type) && status === 'SUCCEEDED');
}

/**
 * The operation that made the service RUNNING or PAUSED as it is now. Undefined where the newest success says otherwise: then
 * the list is incomplete, and nothing can be concluded from it.
 */
export function changeTo(status: DesiredStateName, history: readonly Operation[]): Operation | undefined {
  const newest = newestChange(history);
  return newest?.type === operationTypeOf(status) ? newest : undefined;
}

/** What was begun since to bring about a state, in vain or not. */
export function triesSince(instant: number, desired: DesiredStateName, history: readonly Operation[]): Operation[] {
  return history.filter(operation => operation.type === operationTypeOf(desired) && isSince(operation, instant));
}

/** App Runner gives whole seconds, so an operation of the same second may well be the later one. */
export function isSince({ startedAt }: Operation, instant: number): boolean {
  return startedAt >= Math.floor(instant / 1000) * 1000;
}
