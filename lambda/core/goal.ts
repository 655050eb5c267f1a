import type { DesiredStateName } from '../../src/contract/custom-resources';

/** The state that a service is to be in. Plain data, because it travels from one invocation to the next. */
export interface Goal {
  readonly serviceArn: string;
  readonly desired: DesiredStateName;
  /** Statuses that end the work well although they are not the desired one. */
  readonly tolerated: readonly string[];
  /** Why it is to be in that state, where that had to be found out. */
  readonly because?: string;
  /** Once an operation of ours has succeeded, it stays so if somebody changes the service again. */
  readonly yields?: boolean;
  readonly precondition?: Precondition;
  /** A deployment has to follow, if it was a resume that made the service RUNNING. */
  readonly deploysAfterResume?: boolean;
}

/** What has to be so of the newest operation of a type, if there is one, before anything is done for the goal. */
export interface Precondition {
  readonly operationType: string;
  /** Operations that started before are not meant. Milliseconds since 1970. */
  readonly since: number;
  /** It must have succeeded, or there must not even be one. */
  readonly requires: 'success' | 'absence';
}
