import type { Attributes } from './attributes';
import type { RequestedGoal } from './requested-goal';
import type { DeclaredNow } from '../core/declared-state';
import type { LookPlan } from '../core/polling';

/**
 * What onEvent hands to every look and to isComplete. Nothing is kept between looks, so it travels with the request, and what is
 * missing is asked again. A request may be under way while the functions are updated: add keys, never change one.
 */
export interface Checkpoint {
  /** When onEvent ran, milliseconds since 1970: the start of the request. */
  readonly at: number;
  /** Nothing is left to do: isComplete answers at once. */
  readonly done?: boolean;
  /** What a look has found, once the request is done: its attributes, or why it failed. */
  readonly attributes?: Attributes;
  readonly failure?: string;
  /** When looks at the operation that onEvent started are worth their calls. */
  readonly lookPlan?: LookPlan;
  readonly requested?: RequestedGoal;
  /** What was declared when onEvent ran. Undefined where the declaration could not be read, or is none of this request's. */
  readonly declared?: DeclaredNow;
  /** CloudFormation's record of the resource as onEvent saw it, to recognise a request that has been superseded. */
  readonly recordChangedAt?: number;
  /** The logical id of the stack's reconciler, as the resource's Metadata says. */
  readonly reconcilerLogicalId?: string;
  /** The pause or resume that onEvent started. */
  readonly operationId?: string;
  /** The deployment that onEvent started. */
  readonly deploymentId?: string;
  readonly isInRollback?: boolean;
  /** How long the request may take, as the resource's Metadata says. */
  readonly limitSeconds?: number;
  /** No operation of the stack on the service left is under way any more, or it has been waited for long enough. */
  readonly isServiceLeftSettled?: boolean;
}
