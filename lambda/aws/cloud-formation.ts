import { CloudFormationClient, DescribeStackEventsCommand, DescribeStackResourceCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClientConfig, DescribeStackEventsCommandOutput, Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { AwsCallError, awsCall } from './aws-call';

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
   * @returns undefined when that is further back than anybody looks
   */
  eventsSinceRest(stackId: string): Promise<ResourceEvent[] | undefined>;
}

/** A hundred events a page. */
const MOST_PAGES = 30;

export function cloudFormationOf(config: CloudFormationClientConfig): CloudFormation {
  const client = new CloudFormationClient(config);
  return {
    async resource(StackName, LogicalResourceId) {
      try {
        const { StackResourceDetail: detail } = await awsCall('cloudformation:DescribeStackResource', StackName,
          () => client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId })));
        return detail && {
          status: detail.ResourceStatus ?? '',
          physicalId: detail.PhysicalResourceId ?? '',
          changedAt: detail.LastUpdatedTimestamp?.getTime() ?? 0,
          metadata: detail.Metadata ?? '{}',
        };
      } catch (error) {
        // CloudFormation has one name for every bad request; this one says that the resource is not there.
        if (error instanceof AwsCallError && error.reason.name === 'ValidationError' && /does not exist/i.test(error.reason.message)) return undefined;
        throw error;
      }
    },
    async stackStatus(StackName) {
      return (await stackOf(client, StackName))?.StackStatus ?? '';
    },
    async isRollbackDisabled(StackName) {
      const { DisableRollback, DeploymentConfig } = await stackOf(client, StackName) ?? {};
      return DisableRollback === true || DeploymentConfig?.DisableRollback === true;
    },
    async eventsSinceRest(StackName) {
      const found: ResourceEvent[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer: DescribeStackEventsCommandOutput = await awsCall('cloudformation:DescribeStackEvents', StackName,
          () => client.send(new DescribeStackEventsCommand({ StackName, NextToken })));
        for (const event of answer.StackEvents ?? []) {
          if (isRest(event)) return found;
          found.push({ logicalId: event.LogicalResourceId ?? '', status: event.ResourceStatus ?? '' });
        }
        NextToken = answer.NextToken;
        if (!NextToken) return found;
      }
      return undefined;
    },
  };
}

async function stackOf(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  const { Stacks } = await awsCall('cloudformation:DescribeStacks', StackName, () => client.send(new DescribeStacksCommand({ StackName })));
  return Stacks?.[0];
}

function isRest({ StackId, PhysicalResourceId, ResourceStatus }: StackEvent): boolean {
  return PhysicalResourceId === StackId && ResourceStatus?.endsWith('_COMPLETE') === true;
}
