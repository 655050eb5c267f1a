import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { COST } from './cost-model';
import { sleep } from './virtual-time';

/** What CloudFormation remembers of a resource. */
export interface ResourceRecord {
  readonly status: string;
  readonly physicalId: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  readonly metadata: string;
}

/** The two questions that the functions of a stack may ask CloudFormation. */
export interface StackRecords {
  readonly stackStatus: string;
  record(logicalId: string): ResourceRecord | undefined;
}

/**
 * What the SDK's client needs to talk to the model of CloudFormation instead of AWS.
 *
 * @param onCall hears of every call
 */
export function cloudFormationConnection(records: StackRecords, onCall: () => void): CloudFormationClientConfig {
  return {
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      handle: async ({ body }: { body: string | Uint8Array }) => {
        onCall();
        await sleep(COST.awsCallSeconds);
        const parameters = new URLSearchParams(Buffer.from(body).toString());
        const xml = parameters.get('Action') === 'DescribeStacks'
          ? describedStacks(records)
          : describedResource(parameters.get('LogicalResourceId') ?? '', records);
        return { response: { statusCode: xml.includes('<Error>') ? 400 : 200, headers: {}, body: Buffer.from(xml) } };
      },
    },
  };
}

function describedStacks({ stackStatus }: StackRecords): string {
  return '<DescribeStacksResponse><DescribeStacksResult><Stacks><member>'
    + `<StackName>bench</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${stackStatus}</StackStatus>`
    + '</member></Stacks></DescribeStacksResult></DescribeStacksResponse>';
}

function describedResource(logicalId: string, records: StackRecords): string {
  const record = records.record(logicalId);
  if (!record) {
    return `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Resource ${logicalId} does not exist for stack bench</Message></Error></ErrorResponse>`;
  }
  return '<DescribeStackResourceResponse><DescribeStackResourceResult><StackResourceDetail>'
    + `<LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${record.physicalId}</PhysicalResourceId>`
    + `<LastUpdatedTimestamp>${new Date(record.changedAt).toISOString()}</LastUpdatedTimestamp><ResourceStatus>${record.status}</ResourceStatus>`
    + `<Metadata>${record.metadata.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</Metadata>`
    + '</StackResourceDetail></DescribeStackResourceResult></DescribeStackResourceResponse>';
}
