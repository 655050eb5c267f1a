import { AwsCallError } from '../aws/aws-call-error';
import type { CloudFormation, ResourceEvent } from '../aws/cloud-formation';

/** What CloudFormation has done to a stack since that was last `*_COMPLETE`, in however many deployments that failed. */
export class StackHistory {
  static async of(stackId: string, cloudFormation: CloudFormation): Promise<StackHistory> {
    try {
      return new StackHistory(await cloudFormation.eventsSinceComplete(stackId));
    } catch (error) {
      if (error instanceof AwsCallError) return new StackHistory(undefined);
      throw error;
    }
  }

  /** @param events newest first; undefined when they are not available, and then the worst is assumed */
  private constructor(private readonly events: readonly ResourceEvent[] | undefined) {}

  hasTouched(logicalId: string): boolean {
    return this.events === undefined || this.of(logicalId).length > 0;
  }

  /** Whether a resource that is there now was there before all that. */
  beganWith(logicalId: string): boolean {
    return this.events !== undefined && this.of(logicalId).at(-1)?.status !== 'CREATE_IN_PROGRESS';
  }

  private of(logicalId: string): readonly ResourceEvent[] {
    return (this.events ?? []).filter(event => event.logicalId === logicalId);
  }
}
