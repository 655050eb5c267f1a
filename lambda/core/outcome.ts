import type { DecidedFailure, OperationStatus } from './decide';
import { AwsCallError, PermanentError } from '../aws/aws-call-error';

/** What came of one step. The caller finds the words for it. */
export type Outcome =
  | Done
  | Waiting
  /** Something has to be done and must not be done now. */
  | { readonly kind: 'held'; readonly reason: string }
  | Acted
  | Failed;

export interface Done { readonly kind: 'done'; readonly reason: string }

export interface Waiting {
  readonly kind: 'wait';
  readonly reason: string;
  /** The call that failed, where that is what stood in the way. */
  readonly error?: AwsCallError;
}

export interface Acted {
  readonly kind: 'pause' | 'resume' | 'deploy';
  readonly reason: string;
  /** Undefined when App Runner had nothing to do. */
  readonly operationId?: string;
}

export type Failed =
  | { readonly kind: 'fail'; readonly failure: DecidedFailure; readonly operation?: OperationStatus }
  | { readonly kind: 'fail'; readonly failure: 'precondition-failed' | 'precondition-broken' | 'deployment-failed'; readonly operation: OperationStatus }
  | { readonly kind: 'fail'; readonly failure: 'refused'; readonly error: PermanentError };

/** A failed call means another step later, unless waiting cannot mend it. */
export function outcomeOfError(error: unknown): Waiting | Failed {
  if (error instanceof PermanentError) return { kind: 'fail', failure: 'refused', error };
  if (error instanceof AwsCallError) return { kind: 'wait', reason: error.message, error };
  throw error;
}
