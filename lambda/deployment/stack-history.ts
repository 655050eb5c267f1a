import { AwsCallError } from '../aws/aws-call-error';
import type { CloudFormation, ResourceEvent } from '../aws/cloud-formation';

/** Milliseconds since 1970. */
export interface Period {
  readonly from: number;
  /** Infinity while it lasts. */
  readonly to: number;
  readonly hasFailed: boolean;
}

/** What CloudFormation has done to a stack since that was last `*_COMPLETE`, in however many deployments that failed. */
export class StackHistory {
  static async of(stackId: string, cloudFormation: CloudFormation): Promise<StackHistory> {
    try {
      return await StackHistory.read(stackId, cloudFormation);
    } catch (error) {
      if (error instanceof AwsCallError) return new StackHistory(stackId, undefined);
      throw error;
    }
  }

  /** @throws AwsCallError when the events cannot be read */
  static async read(stackId: string, cloudFormation: CloudFormation): Promise<StackHistory> {
    return new StackHistory(stackId, await cloudFormation.eventsSinceComplete(stackId));
  }

  /** @param events newest first; undefined when they are not available, and then the worst is assumed */
  private constructor(private readonly stackId: string, private readonly events: readonly ResourceEvent[] | undefined) {}

  hasTouched(logicalId: string): boolean {
    return this.events === undefined || this.of(logicalId).length > 0;
  }

  /** Whether a resource that is there now was there before all that. */
  beganWith(logicalId: string): boolean {
    return this.events !== undefined && this.of(logicalId).at(-1)?.status !== 'CREATE_IN_PROGRESS';
  }

  /** When it began, milliseconds since 1970. Undefined when that is not known, or when nothing has happened. */
  get since(): number | undefined {
    return this.events?.at(-1)?.at;
  }

  /** When the last deployment began, without its rollback, milliseconds since 1970. Those before it have failed. */
  get lastDeploymentBegan(): number {
    const stackName = this.stackId.split('/')[1];
    return this.of(stackName).find(({ status }) => /^(CREATE|UPDATE)_IN_PROGRESS$/.test(status))?.at ?? -Infinity;
  }

  /** When CloudFormation waited for a resource to be created or updated, one after the other. */
  changesOf(logicalId: string): Period[] {
    const periods: Period[] = [];
    let from: number | undefined;
    for (const { status, at } of [...this.of(logicalId)].reverse()) {
      if (/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status)) {
        from ??= at;
      } else if (from !== undefined) {
        periods.push({ from, to: at, hasFailed: status.endsWith('_FAILED') });
        from = undefined;
      }
    }
    return from === undefined ? periods : [...periods, { from, to: Infinity, hasFailed: false }];
  }

  private of(logicalId: string): readonly ResourceEvent[] {
    return (this.events ?? []).filter(event => event.logicalId === logicalId);
  }
}
