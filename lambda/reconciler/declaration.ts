import type { DesiredStateName } from '../../src/contract/custom-resources';
import type { OnDriftName } from '../../src/contract/reconcile-input';

/** Running hours, as far as the reconciler asks them. Instants are milliseconds since 1970. */
export interface Hours {
  stateAt(instant: number): DesiredStateName;
  /** The newest boundary at or before an instant; undefined where there is none, as in hours that never end. */
  lastBoundary(instant: number): { readonly at: number } | undefined;
}

/** A state that always holds, a state that was found and is left alone, or one or the other at each moment. */
export type DeclaredState = DesiredStateName | 'AS_FOUND' | Hours;

/** One service in the input of a tick. */
export interface Declaration {
  readonly serviceArn: string;
  readonly desired: DeclaredState;
  readonly onDrift: OnDriftName;
  readonly deployAfterResume: boolean;
}

export function isHours(desired: DeclaredState): desired is Hours {
  return typeof desired === 'object';
}

export function desiredStateAt(desired: DeclaredState, instant: number): DesiredStateName | 'AS_FOUND' {
  return isHours(desired) ? desired.stateAt(instant) : desired;
}

/** @returns minus infinity for what has no boundaries: everything is later than that */
export function lastBoundaryOf(desired: DeclaredState, instant: number): number {
  return (isHours(desired) ? desired.lastBoundary(instant)?.at : undefined) ?? -Infinity;
}
