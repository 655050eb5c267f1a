/**
 * The names that the templates and the handlers share: the public contract between a deployed stack and its
 * Lambda functions. Types only, so that neither side drags the other's code into its bundle.
 *
 * Old properties come back for ever (a rollback or a Delete replays them): add names here, never change one.
 * CloudFormation turns every scalar into a string on its way.
 */

/** The resource types as they stand in a template. */
export type ResourceTypeName =
  | 'Custom::AppRunnerServiceState'
  | 'Custom::AppRunnerResumeForUpdate'
  | 'Custom::AppRunnerRestore';

/** What a service can be declared to be. */
export type DesiredStateName = 'RUNNING' | 'PAUSED';

/** What deleting a declaration does to the service. */
export type OnDeleteName = 'LEAVE' | 'RESUME' | 'PAUSE';

/**
 * How a service of the same stack looks to CloudFormation, and where its parts are: the same in all three
 * resources of a deployment through a pause.
 */
export interface DeployThroughPauseProperties {
  /** Hash of the service's literal template properties and of its revision. */
  readonly Fingerprint: string;
  /** The intrinsic functions in the service's properties, so that a changed value of one counts as a change. */
  readonly Inputs: readonly unknown[];
  /** Logical id of the `AWS::AppRunner::Service`. */
  readonly ServiceLogicalId: string;
  /** Logical id of the `Custom::AppRunnerServiceState`. */
  readonly StateLogicalId: string;
}

/** Properties of `Custom::AppRunnerServiceState`. */
export interface ServiceStateProperties extends Partial<DeployThroughPauseProperties> {
  readonly ServiceArn: string;
  /** RUNNING or PAUSED, in any case of letters: the value may come from a parameter. */
  readonly DesiredState: string;
  readonly OnDelete: OnDeleteName;
  /** Whole seconds. Only in old templates: it stands in the Metadata now. */
  readonly TimeoutSeconds?: number;
  readonly Triggers?: Record<string, string>;
  /** Time of synthesis; only there when every deployment asserts the state again. */
  readonly SynthesizedAt?: string;
  /** Logical id of the `Custom::AppRunnerResumeForUpdate` that went before the service's update. */
  readonly ResumeForUpdateLogicalId?: string;
  /** Attribute `OperationId` of that. */
  readonly ResumeOperationId?: string;
  /** Attribute `RequestedAt` of that, so that State is asked again whenever it was. */
  readonly ResumeRequestedAt?: string;
}

/** Properties of `Custom::AppRunnerResumeForUpdate`. */
export type ResumeForUpdateProperties = DeployThroughPauseProperties;

/**
 * Properties of `Custom::AppRunnerRestore`: all of ResumeForUpdate's, because Restore must change whenever
 * ResumeForUpdate does, and the desired state, because it must change when that does.
 */
export interface RestoreProperties extends DeployThroughPauseProperties {
  readonly DesiredState: string;
}

/** Attributes of `Custom::AppRunnerServiceState`. */
export interface ServiceStateAttributes {
  /** App Runner's name of the status the service was left in. */
  readonly Status: string;
  /** Host name of the service, without a scheme. */
  readonly ServiceUrl: string;
  /** Id of the App Runner operation that was needed; empty when there was nothing to do. */
  readonly OperationId: string;
}

/** Attributes of `Custom::AppRunnerResumeForUpdate`: every answer has both, because State refers to them. */
export interface ResumeForUpdateAttributes {
  /** Id of the App Runner operation that was needed; empty when there was nothing to do. */
  readonly OperationId: string;
  /** When the request came, in ISO 8601: no two requests have the same. */
  readonly RequestedAt: string;
}

/**
 * The `AppRunnerState` entry in the Metadata of each of the three resources. A change of it is no request, and it holds
 * for the deployment that brings it.
 */
export interface TimeoutMetadata {
  /** Whole seconds. */
  readonly TimeoutSeconds: number;
}

/** That of the State resource, which Restore reads too. */
export interface ServiceStateMetadata extends TimeoutMetadata {
  readonly DesiredState: string;
}

/** That of Restore: the State of the template that stays, whose logical id may be another than in the one that goes. */
export interface RestoreMetadata extends TimeoutMetadata {
  readonly StateLogicalId: string;
}

/** That of ResumeForUpdate, by which a State that goes sees whether another one came. */
export interface ResumeForUpdateMetadata extends TimeoutMetadata {
  readonly StateLogicalId: string;
}
