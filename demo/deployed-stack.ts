import { CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';

export interface StackView {
  /** Such as `UPDATE_COMPLETE`; `gone` when there is no such stack. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The demo's stack as CloudFormation shows it. */
export class DeployedStack {
  private readonly cloudFormation: CloudFormationClient;

  constructor(config: CloudFormationClientConfig, private readonly name: string) {
    this.cloudFormation = new CloudFormationClient(config);
  }

  async look(): Promise<StackView> {
    try {
      const { Stacks: [stack] = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: this.name }));
      const outputs = (stack?.Outputs ?? []).map(({ OutputKey: key = '', OutputValue: value = '' }): [string, string] => [key, value]);
      return { status: stack?.StackStatus ?? 'gone', outputs: Object.fromEntries(outputs) };
    } catch (error) {
      if (error instanceof Error && error.message.includes('does not exist')) return { status: 'gone', outputs: {} };
      throw error;
    }
  }

  /** Why the newest resource that failed did so, in the words of its event. */
  async newestFailure(): Promise<string | undefined> {
    const { StackEvents: newestFirst = [] } = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName: this.name }));
    return newestFirst.find(({ ResourceStatus: status }) => status?.endsWith('_FAILED'))?.ResourceStatusReason;
  }
}
