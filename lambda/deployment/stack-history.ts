import type { World } from './dependencies';
import { AwsCallError } from '../aws/aws-call';
import type { ResourceEvent } from '../aws/cloud-formation';

/** What CloudFormation has done to a stack since that was last `*_COMPLETE`, in however many deployments that failed. */
export class SinceRest {
  static async of(stackId: string, { cloudFormation }: World): Promise<SinceRest> {
    try {
      return new SinceRest(await cloudFormation.eventsSinceRest(stackId));
    } catch (error) {
      if (error instanceof AwsCallError) return new SinceRest(undefined);
      throw error;
    }
  }

  /** @param events newest first; undefined when they are not to be had, and then the worst is assumed */
  private constructor(private readonly events: readonly ResourceEvent[] | undefined) {}

  touched(logicalId: string): boolean {
    return this.events === undefined || this.of(logicalId).length > 0;
  }

  /** Whether a resource that is there now was there before all that. */
  found(logicalId: string): boolean {
    return this.events !== undefined && this.of(logicalId).at(-1)?.status !== 'CREATE_IN_PROGRESS';
  }

  private of(logicalId: string): readonly ResourceEvent[] {
    return (this.events ?? []).filter(event => event.logicalId === logicalId);
  }
}
