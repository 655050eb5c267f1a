import { hasFailed } from './decide';
import { START_ALLOWANCE_MS, TYPE_OF } from './operations';
import type { DesiredStateName } from '../../src/contract/custom-resources';
import type { Operation } from '../aws/app-runner';

/** By which the pauses and resumes are recognised that this library has started in a deployment and its rollback. Milliseconds since 1970. */
export interface OwnActs {
  /** When the deployment began, or the first of those that have failed since the stack was at rest. */
  readonly since: number;
  /** Within these times our requests were under way. */
  readonly periods: readonly OwnPeriod[];
  /** An operation that is known to be ours, and of this time. */
  readonly operationId?: string;
}

export interface OwnPeriod {
  readonly from: number;
  readonly to: number;
  /** Most requests pause only what a request of ours has resumed. */
  readonly starts: 'resumes' | 'resumes, and pauses after them' | 'resumes and pauses';
}

export interface AsFound {
  /** What the service has to be brought to. Undefined if it is to be left as it is. */
  readonly desired?: DesiredStateName;
  readonly reason: string;
}

/** A request that is cancelled can have an act on its way. */
const END_ALLOWANCE_MS = 2000;

/**
 * How a service that is declared as found has to end. Pure. What we have paused or resumed goes back, unless somebody has paused
 * or resumed the service since: then it becomes what that person wanted.
 *
 * @param history the operations of the service, newest first
 */
export function asFound(history: readonly Operation[], own: OwnActs): AsFound {
  const isOfThisTime = ({ id, startedAt }: Operation): boolean => id === own.operationId || startedAt >= own.since - START_ALLOWANCE_MS;
  const changes = history.filter(operation => isChange(operation) && isOfThisTime(operation));
  const newest = changes.at(0);
  const first = changes.at(-1);
  if (!newest || !first) return { reason: 'nobody has paused or resumed the service in this deployment' };
  const ours = oursAmong(changes, own);
  const byHand = changes.find(change => !ours.includes(change));
  if (newest === byHand) return { reason: `operation ${newest.id} (${newest.type}) is not ours, and what it made of the service stays` };

  const desired = byHand ? stateAfter(byHand) : stateBefore(first);
  if (desired === stateAfter(newest)) return { reason: `the service is ${desired} again` };
  const why = byHand ? `operation ${byHand.id} (${byHand.type}) made it so by hand` : 'it was so before this deployment';
  return { desired, reason: `operation ${newest.id} (${newest.type}) is ours, and the service is to be ${desired}: ${why}` };
}

/** Whether an operation has changed, or is about to change, whether the service runs. */
function isChange(operation: Operation): boolean {
  return [TYPE_OF.pause, TYPE_OF.resume].includes(operation.type) && !hasFailed(operation);
}

/** A request works towards one state. So what goes the other way while it is under way is somebody else's. */
function oursAmong(changes: readonly Operation[], { periods, operationId }: OwnActs): readonly Operation[] {
  const ours: Operation[] = [];
  const typeOf = new Map<OwnPeriod, string>();
  for (const change of [...changes].reverse()) {
    const { id, type } = change;
    const mayStart = ({ starts }: OwnPeriod): boolean => type === TYPE_OF.resume || starts === 'resumes and pauses'
      || (starts === 'resumes, and pauses after them' && ours.some(earlier => earlier.type === TYPE_OF.resume));
    const [by] = periods.filter(period => isWithin(period, change) && mayStart(period) && (typeOf.get(period) ?? type) === type)
      .sort((a, b) => distance(a, change) - distance(b, change));
    if (by) typeOf.set(by, type);
    if (id === operationId || by) ours.push(change);
  }
  return ours;
}

function isWithin({ from, to }: OwnPeriod, { startedAt }: Operation): boolean {
  return startedAt >= from - START_ALLOWANCE_MS && startedAt <= to + END_ALLOWANCE_MS;
}

/** With the allowances, one operation can be within two requests that come one right after the other. */
function distance({ from, to }: OwnPeriod, { startedAt }: Operation): number {
  return Math.max(from - startedAt, startedAt - to, 0);
}

function stateAfter({ type }: Operation): DesiredStateName {
  return type === TYPE_OF.pause ? 'PAUSED' : 'RUNNING';
}

function stateBefore(change: Operation): DesiredStateName {
  return stateAfter(change) === 'PAUSED' ? 'RUNNING' : 'PAUSED';
}
