import type { DesiredStateProperty } from './custom-resources';

/** What becomes of a difference that no stack operation made. */
export type OnDriftName = 'TOLERATE' | 'REPORT' | 'CORRECT';

/** The input of the reconcile function: the Schedule of a stack carries it, so it is deployed and rolled back with the stack. */
export interface ReconcileInput {
  readonly StackId: string;
  /**
   * When the Schedule was due, in ISO 8601: EventBridge Scheduler puts it in the place of `<aws.scheduler.scheduled-time>`. An
   * input that was sent before a deployment began, and arrives after it, is recognised by that.
   */
  readonly ScheduledTime?: string;
  /** Minutes between two ticks. */
  readonly IntervalMinutes: number;
  /** Null stands for a declaration whose condition is false. */
  readonly Declarations: readonly (DeclarationInput | null)[];
}

/** One declared service. */
export interface DeclarationInput {
  readonly ServiceArn: string;
  readonly DesiredState: DesiredStateProperty;
  readonly OnDrift: OnDriftName;
  readonly DeployAfterResume: boolean;
}
