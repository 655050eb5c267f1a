import { CloudFormationClient, DescribeStackEventsCommand, DescribeStackResourceCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClientConfig, DescribeStackEventsCommandOutput, Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import { awsCall } from './aws-call';
import { AwsCallError } from './aws-call-error';
import type { CloudFormation, ResourceEvent, Stacks } from './cloud-formation';

/** A hundred events a page. */
const MOST_PAGES = 30;

/** A nested stack that is complete can still be cleaned up, or rolled back with its root. */
const GOES_ON = /^(UPDATE_)?ROLLBACK_IN_PROGRESS$|_CLEANUP_IN_PROGRESS$/;

export function cloudFormationOf(config: CloudFormationClientConfig): CloudFormation & Stacks {
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
    async eventsSinceComplete(StackName) {
      const found: ResourceEvent[] = [];
      let next = '';
      for await (const { events, isLast } of pagesOfEvents(client, StackName)) {
        for (const event of events) {
          if (isOfStack(event)) {
            if (event.ResourceStatus?.endsWith('_COMPLETE') && !GOES_ON.test(next)) return found;
            next = event.ResourceStatus ?? '';
          }
          found.push({ logicalId: event.LogicalResourceId ?? '', status: event.ResourceStatus ?? '', at: event.Timestamp?.getTime() ?? NaN });
        }
        if (isLast) return found;
      }
      return undefined;
    },
    async stack(StackName) {
      const { StackId, StackStatus = '', RootId, LastUpdatedTime, CreationTime } = await stackOf(client, StackName) ?? {};
      return { status: StackStatus, rootId: RootId === StackId ? undefined : RootId, deployedAt: (LastUpdatedTime ?? CreationTime)?.getTime() ?? 0 };
    },
    async lastOperationEndedAt(StackName) {
      for await (const { events } of pagesOfEvents(client, StackName)) {
        const newest = events.find(isOfStack);
        if (newest) return newest.Timestamp?.getTime() ?? -Infinity;
      }
      return -Infinity;
    },
  };
}

async function stackOf(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  const { Stacks } = await awsCall('cloudformation:DescribeStacks', StackName, () => client.send(new DescribeStacksCommand({ StackName })));
  return Stacks?.[0];
}

async function* pagesOfEvents(client: CloudFormationClient, StackName: string): AsyncGenerator<{ events: StackEvent[]; isLast: boolean }> {
  let NextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: DescribeStackEventsCommandOutput = await awsCall('cloudformation:DescribeStackEvents', StackName,
      () => client.send(new DescribeStackEventsCommand({ StackName, NextToken })));
    NextToken = answer.NextToken;
    yield { events: answer.StackEvents ?? [], isLast: !NextToken };
    if (!NextToken) return;
  }
}

function isOfStack({ StackId, PhysicalResourceId }: StackEvent): boolean {
  return PhysicalResourceId === StackId;
}
