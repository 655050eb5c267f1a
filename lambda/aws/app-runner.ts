/** What DescribeService says that matters here. */
export interface ObservedService {
  /** App Runner's own name of the status, upper case; NOT_FOUND for a service that it does not know. */
  readonly status: string;
  readonly url: string;
}

/** One entry of a service's operation history. */
export interface Operation {
  readonly id: string;
  readonly type: string;
  /** App Runner's own name; undefined while the list does not show the operation yet. */
  readonly status: string | undefined;
  /** Milliseconds since 1970; App Runner gives whole seconds. Not a number where it gives none, so that no comparison holds. */
  readonly startedAt: number;
  /** Undefined while the operation runs. */
  readonly endedAt?: number;
}

/** The five App Runner calls that this library makes. They throw an AwsCallError around the SDK's own error. */
export interface AppRunner {
  describe(serviceArn: string): Promise<ObservedService>;
  /** @returns the id of the operation, or undefined when App Runner had nothing to do */
  pause(serviceArn: string): Promise<string | undefined>;
  /** @returns the id of the operation, or undefined when App Runner had nothing to do */
  resume(serviceArn: string): Promise<string | undefined>;
  /**
   * Deploys what is the newest in the source of the service, which has to be RUNNING.
   *
   * @returns the id of the operation
   */
  deploy(serviceArn: string): Promise<string | undefined>;
  /** The newest operations first, as many as one call gives, or more as long as those are not enough. */
  operations(serviceArn: string, areEnough?: (found: readonly Operation[]) => boolean): Promise<Operation[]>;
}
