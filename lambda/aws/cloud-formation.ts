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
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The three CloudFormation calls that a request makes, on the own stack only. They throw an AwsCallError around the SDK's own error. */
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

/** A stack as a whole. */
export interface ObservedStack {
  /** CREATE_COMPLETE, UPDATE_ROLLBACK_IN_PROGRESS, …; empty where CloudFormation did not tell. */
  readonly status: string;
  /** The stack that people deploy, of one that is nested in it. Undefined for a stack that is not nested. */
  readonly rootId?: string;
  /** When its creation or last update began, milliseconds since 1970; zero where CloudFormation did not tell. */
  readonly deployedAt: number;
}

/** The two CloudFormation calls that a tick makes. They throw an AwsCallError around the SDK's own error. */
export interface Stacks {
  stack(stackId: string): Promise<ObservedStack>;
  /**
   * When the last operation of a stack ended, well or not: the time of the newest event of the stack itself.
   *
   * @returns minus infinity when that is further back than this looks
   */
  lastOperationEndedAt(stackId: string): Promise<number>;
}
