import type { DesiredStateProperty } from './custom-resources';
import type { RunningHoursProperty } from './running-hours-property';

/** What becomes of a difference that no stack operation made. */
export type OnDriftName = 'TOLERATE' | 'REPORT' | 'CORRECT';

/** The input of the reconcile function: the Schedule of a stack carries it, so it is deployed and rolled back with the stack. */
export interface ReconcileInput {
  readonly StackId: string;
  /** The stack of the provider, whose metrics count the services of all stacks that use it. Absent where it is the stack itself. */
  readonly ProviderStackName?: string;
  /**
   * When the Schedule was due, in ISO 8601: EventBridge Scheduler puts it in the place of `<aws.scheduler.scheduled-time>`. An
   * input that was sent before a deployment began, and arrives after it, is recognised by that.
   */
  readonly ScheduledTime?: string;
  /** Minutes between two ticks. */
  readonly IntervalMinutes: number;
  /** Hours that declarations refer to, each once, so that the input of many services stays short. */
  readonly RunningHours?: readonly RunningHoursProperty[];
  /** Null stands for a declaration whose condition is false. */
  readonly Declarations: readonly (DeclarationInput | null)[];
}

/** One declared service. */
export interface DeclarationInput {
  readonly ServiceArn: string;
  /** A number is the place of its hours in `RunningHours`, from 0. */
  readonly DesiredState: DesiredStateProperty | number;
  readonly OnDrift: OnDriftName;
  readonly DeployAfterResume: boolean;
}
