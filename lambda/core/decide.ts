import type { DesiredStateName } from '../../src/contract/custom-resources';

/** What was observed, reduced to what the decision depends on. */
export interface Situation {
  readonly desired: DesiredStateName;
  /** App Runner's own name of the service's status, or NOT_FOUND when App Runner does not know the service. */
  readonly status: string;
  /** The newest operation of the wanted type that started for this goal. */
  readonly operation?: OperationStatus;
  /** How many operations of the wanted type started for this goal so far. */
  readonly tries: number;
  /** Why a failed operation is worth one more try. @default - it is not */
  readonly reasonToRetry?: string;
  /** Statuses that end the work well although the service is not in the desired state. */
  readonly tolerated: readonly string[];
  /** Whether somebody else may change the service again once the operation has succeeded. @default false */
  readonly yields?: boolean;
}

/** As much of an operation as a decision or a message needs. */
export interface OperationStatus {
  readonly id: string;
  readonly type: string;
  /** App Runner's own name; undefined while ListOperations does not show the operation yet. */
  readonly status: string | undefined;
}

export type DecidedFailure =
  | 'gone'
  | 'create-failed'
  | 'delete-failed'
  | 'operation-failed'
  | 'changed-back'
  | 'unknown-status'
  | 'unknown-operation-status';

export type Decision =
  | { readonly kind: 'done'; readonly reason: string }
  | { readonly kind: 'wait'; readonly reason: string }
  | Action
  | { readonly kind: 'fail'; readonly failure: DecidedFailure; readonly reason: string };

export interface Action { readonly kind: 'pause' | 'resume'; readonly reason: string }

/** Somebody else works against us when the service has left the desired state this often. */
export const MOST_TRIES = 3;

const IN_FLIGHT: readonly (string | undefined)[] = ['PENDING', 'IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'];
const FAILED: readonly (string | undefined)[] = ['FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_SUCCEEDED'];

export function hasFailed(operation: { readonly status: string | undefined } | undefined): boolean {
  return FAILED.includes(operation?.status);
}

export function isInFlight(operation: { readonly status: string | undefined } | undefined): boolean {
  return IN_FLIGHT.includes(operation?.status);
}

/**
 * What to do next. Pure and total: one decision serves every request, every poll and every schedule, because it depends
 * on what is observed and not on the event that led here.
 */
export function decide(situation: Situation): Decision {
  const { status, tolerated } = situation;
  if (tolerated.includes(status)) return { kind: 'done', reason: `the service is ${status}: nothing left to do here` };
  switch (status) {
    case 'OPERATION_IN_PROGRESS':
      return { kind: 'wait', reason: 'App Runner is working on the service' };
    case 'RUNNING':
    case 'PAUSED':
      return decideSettled(situation);
    case 'CREATE_FAILED':
      return { kind: 'fail', failure: 'create-failed', reason: 'the service was never created' };
    case 'DELETE_FAILED':
      return { kind: 'fail', failure: 'delete-failed', reason: 'the service is half deleted' };
    case 'DELETED':
    case 'NOT_FOUND':
      return { kind: 'fail', failure: 'gone', reason: 'the service does not exist' };
    default:
      return { kind: 'fail', failure: 'unknown-status', reason: `the status ${status} is not known here` };
  }
}

function decideSettled({ desired, status, operation, tries, reasonToRetry, yields }: Situation): Decision {
  const act = desired === 'PAUSED' ? 'pause' : 'resume';
  if (isInFlight(operation)) return { kind: 'wait', reason: `operation ${operation?.id} is ${operation?.status}` };
  if (status === desired) return { kind: 'done', reason: `the service is ${status}` };
  if (!operation) return { kind: act, reason: `the service is ${status} and is to be ${desired}` };
  if (operation.status === undefined) return { kind: 'wait', reason: `operation ${operation.id} is not listed yet` };
  if (operation.status === 'SUCCEEDED') {
    if (yields) return { kind: 'done', reason: `operation ${operation.id} succeeded, and somebody has made the service ${status} since` };
    return tries < MOST_TRIES
      ? { kind: act, reason: `operation ${operation.id} succeeded, but the service is ${status}` }
      : { kind: 'fail', failure: 'changed-back', reason: `the service is ${status} after ${tries} operations that succeeded` };
  }
  if (hasFailed(operation)) {
    return reasonToRetry && tries < 2
      ? { kind: act, reason: `operation ${operation.id} ended ${operation.status}; once more, because ${reasonToRetry}` }
      : { kind: 'fail', failure: 'operation-failed', reason: `operation ${operation.id} ended ${operation.status}` };
  }
  return { kind: 'fail', failure: 'unknown-operation-status', reason: `operation ${operation.id} has the unknown status ${operation.status}` };
}
