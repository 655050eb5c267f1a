import type { DeclaredStateName } from '../../src/contract/custom-resources';
import type { Goal } from '../core/goal';

/** What a request asks for. It is found once per request and travels with it from poll to poll. */
export interface RequestedGoal {
  /** Undefined when nothing is to be done. */
  readonly goal?: Goal;
  /** Why nothing is to be done. */
  readonly reason?: string;
  /** The ARN of a service that CloudFormation may be about to delete: an operation of the stack on it has to end first. */
  readonly serviceLeft?: string;
  /** A deployment of that service, too, may be one of the stack. */
  readonly leavesDeployments?: boolean;
}

/** Statuses of a service that is not there any more. */
export const GONE = ['DELETED', 'NOT_FOUND'];
/** Statuses in which a service can be neither paused nor resumed. CloudFormation itself reports about the failed ones. */
export const UNUSABLE = [...GONE, 'CREATE_FAILED', 'DELETE_FAILED'];

/** Ends in either state, once the service has settled. */
export const LEFT_AS_IT_IS = { desired: 'RUNNING', tolerated: ['PAUSED'] } as const satisfies Partial<Goal>;

/** For people: the state that a service is to be in. */
export function wantedOf({ desired, tolerated }: Goal): DeclaredStateName {
  return tolerated.includes('PAUSED') ? 'AS_FOUND' : desired;
}

export const nothing = (reason: string): RequestedGoal => ({ reason });
