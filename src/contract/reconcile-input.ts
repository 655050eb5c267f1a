import type { DesiredStateName } from './custom-resources';
import type { RunningHoursProperty } from './running-hours';

/** What becomes of a difference that no stack operation made. */
export type OnDriftName = 'TOLERATE' | 'REPORT' | 'CORRECT';

/** The input of the reconcile function: the Schedule of a stack carries it, so it is deployed and rolled back with the stack. */
export interface ReconcileInput {
  readonly StackId: string;
  /** Minutes between two ticks. */
  readonly IntervalMinutes: number;
  /** Null stands for a declaration whose condition is false. */
  readonly Declarations: readonly (DeclarationInput | null)[];
}

/** One declared service. */
export interface DeclarationInput {
  readonly ServiceArn: string;
  /** A state in upper or lower case, because it may come from a parameter, or hours. */
  readonly DesiredState: DesiredStateName | string | RunningHoursProperty;
  readonly OnDrift: OnDriftName;
  readonly DeployAfterResume: boolean;
}
