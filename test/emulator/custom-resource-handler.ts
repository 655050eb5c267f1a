/** The handler of CustomResourceStack: does what its resource's properties say, and reports what it sees. */
import { AppRunnerClient, DescribeServiceCommand } from '@aws-sdk/client-apprunner';
import { CloudFormationClient, DescribeStackResourceCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

interface Properties {
  /** Where to fail: `onEventCreate`, `isCompleteUpdate` and so on; `reportOnDelete` fails with what it sees. */
  readonly Fail?: string;
  /** Part of the physical id. */
  readonly Id?: string;
  readonly ServiceArn?: string;
}

export async function onEvent(event: CloudFormationCustomResourceEvent): Promise<unknown> {
  const { Fail, Id = 'fixed' } = event.ResourceProperties as unknown as Properties;
  if (Fail === `onEvent${event.RequestType}`) throw new Error('onEvent failed on purpose');
  if (Fail === 'reportOnDelete' && event.RequestType === 'Delete') throw new Error(JSON.stringify(await stackAsSeen(event)));
  return { PhysicalResourceId: event.RequestType === 'Delete' ? event.PhysicalResourceId : `${event.LogicalResourceId}-${Id}` };
}

export async function isComplete(event: CloudFormationCustomResourceEvent): Promise<unknown> {
  const { Fail, ServiceArn } = event.ResourceProperties as unknown as Properties;
  if (Fail === `isComplete${event.RequestType}`) throw new Error('isComplete failed on purpose');
  if (event.RequestType === 'Delete') return { IsComplete: true };
  const service = ServiceArn === undefined ? {} : { Service: await serviceAsSeen(ServiceArn) };
  return { IsComplete: true, Data: { ...await stackAsSeen(event), ...service } };
}

async function stackAsSeen(event: CloudFormationCustomResourceEvent): Promise<Record<string, string>> {
  const client = new CloudFormationClient();
  const request = { StackName: event.StackId, LogicalResourceId: event.LogicalResourceId };
  const { StackResourceDetail: detail } = await client.send(new DescribeStackResourceCommand(request));
  const { Stacks: stacks } = await client.send(new DescribeStacksCommand({ StackName: event.StackId }));
  return {
    StackStatus: stacks?.[0]?.StackStatus ?? '',
    ResourceStatus: detail?.ResourceStatus ?? '',
    PhysicalId: detail?.PhysicalResourceId ?? '',
    Metadata: detail?.Metadata ?? '',
    LogGroup: process.env.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
  };
}

async function serviceAsSeen(ServiceArn: string): Promise<string> {
  try {
    const { Service } = await new AppRunnerClient().send(new DescribeServiceCommand({ ServiceArn }));
    return Service?.Status ?? '';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
