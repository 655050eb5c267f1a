import type { Aim } from './goal-of-request';

/**
 * What onEvent learned, for isComplete to go on from. The framework keeps nothing between polls, so this travels
 * with the request; whatever is missing is asked again.
 */
export interface Sighting {
  /** When onEvent ran, milliseconds since 1970: the start of the request. */
  readonly at: number;
  /** Nothing is left to do: isComplete answers at once. */
  readonly done?: boolean;
  readonly aim?: Aim;
  /** CloudFormation's record of the resource as onEvent saw it, to recognise a request that has been superseded. */
  readonly recordChangedAt?: number;
  /** The operation that onEvent started. */
  readonly operationId?: string;
  readonly rollback?: boolean;
  /** How long the request may take, as the resource's Metadata says. */
  readonly limitSeconds?: number;
  /** What the aim wants to come to rest first has done so, or has been waited for long enough. */
  readonly rested?: boolean;
}
