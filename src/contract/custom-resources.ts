import type { RunningHoursProperty } from './running-hours-property';

/**
 * The names that the templates and the functions share: the public contract between a deployed stack and its functions.
 *
 * Never change a name here, only add names: a rollback or a Delete sends the properties of an older template.
 * CloudFormation turns every scalar into a string.
 */

/** The resource types in a template. */
export type ResourceTypeName =
  | 'Custom::AppRunnerServiceState'
  | 'Custom::AppRunnerResumeForUpdate'
  | 'Custom::AppRunnerRestore';

/** The states that a service can be brought to. */
export type DesiredStateName = 'RUNNING' | 'PAUSED';

/** The states that can be declared at one time. AS_FOUND leaves the service as it was before a deployment. */
export type DeclaredStateName = DesiredStateName | 'AS_FOUND';

/** RUNNING, PAUSED or AS_FOUND, in upper or lower case, because it may come from a parameter, or hours in which it is RUNNING or PAUSED. */
export type DesiredStateProperty = string | RunningHoursProperty;

/** What the deletion of a declaration does to the service. */
export type OnDeleteName = 'LEAVE' | 'RESUME' | 'PAUSE';

/** Properties of all three resources of a deployment through a pause. */
export interface DeployThroughPauseProperties {
  /** Hash of the service's literal template properties and of its revision. */
  readonly Fingerprint: string;
  /** The intrinsic functions in the service's properties. A changed value of one is a change of the service. */
  readonly Inputs: readonly unknown[];
  /** Logical id of the `AWS::AppRunner::Service`. */
  readonly ServiceLogicalId: string;
  /** Logical id of the `Custom::AppRunnerServiceState`. */
  readonly StateLogicalId: string;
}

/** Properties of `Custom::AppRunnerServiceState`. */
export interface ServiceStateProperties extends Partial<DeployThroughPauseProperties> {
  readonly ServiceArn: string;
  readonly DesiredState: DesiredStateProperty;
  readonly OnDelete: OnDeleteName;
  /** Whether what was pushed while the service was paused is deployed when it is resumed. */
  readonly DeployAfterResume?: boolean;
  /** Whole seconds. Only in old templates; new ones have it in the Metadata. */
  readonly TimeoutSeconds?: number;
  readonly Triggers?: Record<string, string>;
  /** Time of synthesis. Present only if every synthesis asserts the state again. */
  readonly SynthesizedAt?: string;
  /** Logical id of the `Custom::AppRunnerResumeForUpdate` before the service's update. */
  readonly ResumeForUpdateLogicalId?: string;
  /** Its attribute `OperationId`. */
  readonly ResumeOperationId?: string;
  /** Its attribute `RequestedAt`. It has State updated whenever ResumeForUpdate was. */
  readonly ResumeRequestedAt?: string;
}

/** Properties of `Custom::AppRunnerResumeForUpdate`. */
export type ResumeForUpdateProperties = DeployThroughPauseProperties;

/**
 * Properties of `Custom::AppRunnerRestore`. They include those of ResumeForUpdate and the desired state, because Restore
 * must change whenever one of these does.
 */
export interface RestoreProperties extends DeployThroughPauseProperties {
  readonly DesiredState: DesiredStateProperty;
}

/** Attributes of `Custom::AppRunnerServiceState`. Every answer has all of them: a reference to one that is missing fails a deployment. */
export interface ServiceStateAttributes {
  /** The status of the service at the end, with App Runner's name. */
  readonly Status: string;
  /** Host name of the service, without a scheme. */
  readonly ServiceUrl: string;
  /** Id of the App Runner operation that was needed. Empty if none was. */
  readonly OperationId: string;
  /** RUNNING, PAUSED or AS_FOUND: what was declared when the request began. Empty where the declaration could not be read. */
  readonly DesiredState: string;
  /** When another state is declared, in ISO 8601 and UTC. Empty if that never happens. */
  readonly NextBoundary: string;
}

/** Attributes of `Custom::AppRunnerResumeForUpdate`. Every answer has both, because State refers to them. */
export interface ResumeForUpdateAttributes {
  /** Id of the App Runner operation that was needed. Empty if none was. */
  readonly OperationId: string;
  /** Time of the request, in ISO 8601. Different for every request. */
  readonly RequestedAt: string;
}

/**
 * The `AppRunnerState` entry in the Metadata of each of the three resources. CloudFormation sends no request when it
 * changes, and a change applies to the deployment that brings it.
 */
export interface TimeoutMetadata {
  /** Whole seconds. */
  readonly TimeoutSeconds: number;
}

/** The logical id of the `AWS::Scheduler::Schedule` of a stack with a provider of its own. */
export const RECONCILER_LOGICAL_ID = 'AppRunnerReconciler97E7468C';

/** In State and in ResumeForUpdate, which look twice where a tick can have begun something. */
export interface ReconcilerMetadata {
  /**
   * Logical id of the `AWS::Scheduler::Schedule` that the stack has if its reconciler has something to do, unless it is
   * RECONCILER_LOGICAL_ID. Here also if there is none: a deployment that removes the Schedule has to know of it.
   */
  readonly ReconcilerLogicalId?: string;
}

/** In the State resource. Restore reads it too. */
export interface ServiceStateMetadata extends TimeoutMetadata, ReconcilerMetadata {
  readonly DesiredState: DesiredStateProperty;
  /** Present only if the Schedule names this State. A State that is deleted has to know, and the Schedule is deleted before it. */
  readonly IsReconciled?: true;
}

/** The most that a Delete of Restore takes, in seconds: CloudFormation tries a clean-up three times. */
export const RESTORE_SECONDS = 10 * 60;

/**
 * In Restore: the State of the current template, which may have another logical id than the State that is deleted. A
 * timeout only if it is shorter than the limit of a clean-up.
 */
export interface RestoreMetadata extends Partial<TimeoutMetadata> {
  readonly StateLogicalId: string;
  /**
   * Logical id of the ResumeForUpdate beside it. With AS_FOUND, a resume between its events is one of ours. Older templates
   * lack it, and never declare AS_FOUND.
   */
  readonly ResumeForUpdateLogicalId?: string;
}

/** In ResumeForUpdate. A State that is deleted reads there whether another one has replaced it. */
export interface ResumeForUpdateMetadata extends TimeoutMetadata, ReconcilerMetadata {
  readonly StateLogicalId: string;
}
