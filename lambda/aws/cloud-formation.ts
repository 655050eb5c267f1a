/** CloudFormation's record of one resource of a stack. */
export interface ResourceRecord {
  /** CREATE_IN_PROGRESS, UPDATE_COMPLETE, … */
  readonly status: string;
  readonly physicalId: string;
  /** When the status last changed, milliseconds since 1970. */
  readonly changedAt: number;
  /** The Metadata of the resource with its intrinsic functions resolved, as JSON. */
  readonly metadata: string;
}

/** What happened to one resource of a stack. */
export interface ResourceEvent {
  readonly logicalId: string;
  /** CREATE_IN_PROGRESS, UPDATE_COMPLETE, … */
  readonly status: string;
}

/** The three CloudFormation calls that this library makes, on the own stack only. They throw an AwsCallError around the SDK's own error. */
export interface CloudFormation {
  /** @returns undefined when the stack has no such resource */
  resource(stackId: string, logicalId: string): Promise<ResourceRecord | undefined>;
  /** CREATE_IN_PROGRESS, UPDATE_ROLLBACK_IN_PROGRESS, … */
  stackStatus(stackId: string): Promise<string>;
  /** `--no-rollback`, Express mode, or the stack's own setting. CloudFormation may refuse to replace anything then. */
  isRollbackDisabled(stackId: string): Promise<boolean>;
  /**
   * What happened to the resources since the stack was last `*_COMPLETE`, newest first.
   *
   * @returns undefined when that is further back than this looks
   */
  eventsSinceComplete(stackId: string): Promise<ResourceEvent[] | undefined>;
}
