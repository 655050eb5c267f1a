import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStacksCommand,
  type Parameter, type Stack as StackDescription, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Stack, Stage } from 'aws-cdk-lib';
import type { Emulator } from '../../emulator/emulator';

const POLL_MS = 100;
const LIMIT_MS = 400_000;

/** What one event of a stack says. */
export interface StackEvent {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly physicalId: string;
}

/** How one operation on a stack ended. */
export interface StackResult {
  readonly stackId: string;
  /** Such as `UPDATE_ROLLBACK_COMPLETE`. */
  readonly status: string;
  readonly outputs: Record<string, string>;
  /** The events of this operation only, oldest first; none when there was nothing to update. */
  readonly events: StackEvent[];
}

export interface DeployOptions {
  /** Values for CloudFormation parameters; one that is left out keeps the value it has, or its default. */
  readonly parameters?: Record<string, string>;
  /** Leave a failed stack as it is. @default false */
  readonly disableRollback?: boolean;
  /** Called between polls, with the stack's status. @default - none */
  readonly onPoll?: (status: string) => void;
}

/** Deploys synthesized CDK stacks through CloudFormation's API, as the CLI would, in a fraction of its time. */
export class StackHarness {
  readonly cloudFormation: CloudFormationClient;

  constructor(private readonly emulator: Emulator) {
    this.cloudFormation = new CloudFormationClient(emulator.clientConfig);
  }

  /** Synthesizes the stack's app, publishes its assets, and creates or updates the stack. */
  async deploy(stack: Stack, options: DeployOptions = {}): Promise<StackResult> {
    const assembly = Stage.of(stack)!.synth({ force: true });
    const artifact = assembly.getStackArtifact(stack.artifactId);
    await this.emulator.publishAssets(assembly.directory);
    return this.deployTemplate(artifact.stackName, await readFile(artifact.templateFullPath, 'utf8'), options);
  }

  /** Creates or updates a stack from a template's text. */
  async deployTemplate(stackName: string, template: string, options: DeployOptions = {}): Promise<StackResult> {
    const token = randomUUID();
    const existing = await this.find(stackName);
    const request = {
      StackName: stackName,
      // In one piece of any size: the emulator sets no limit, and S3 would only cost time.
      TemplateBody: template,
      Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const, 'CAPABILITY_AUTO_EXPAND' as const],
      Parameters: parametersFor(template, options.parameters ?? {}, existing),
      DisableRollback: options.disableRollback,
      ClientRequestToken: token,
    };
    if (existing === undefined) {
      await this.cloudFormation.send(new CreateStackCommand(request));
    } else {
      try {
        await this.cloudFormation.send(new UpdateStackCommand(request));
      } catch (error) {
        if (!(error instanceof Error) || !error.message.includes('No updates are to be performed')) throw error;
      }
    }
    return this.end(stackName, token, options.onPoll);
  }

  async destroy(stack: Stack | string): Promise<StackResult> {
    const stackName = typeof stack === 'string' ? stack : stack.stackName;
    const stackId = (await this.find(stackName))?.StackId;
    if (stackId === undefined) throw new Error(`There is no stack ${stackName}.`);
    const token = randomUUID();
    await this.cloudFormation.send(new DeleteStackCommand({ StackName: stackId, ClientRequestToken: token }));
    return this.end(stackId, token);
  }

  /** The events of a stack, oldest first; of one operation, or all. */
  async events(stack: string, token?: string): Promise<StackEvent[]> {
    const found: StackEvent[] = [];
    let next: string | undefined;
    do {
      const page = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName: stack, NextToken: next }));
      for (const event of page.StackEvents ?? []) {
        if (token !== undefined && event.ClientRequestToken !== token) continue;
        found.push({
          logicalId: event.LogicalResourceId ?? '',
          type: event.ResourceType ?? '',
          status: event.ResourceStatus ?? '',
          reason: event.ResourceStatusReason ?? '',
          physicalId: event.PhysicalResourceId ?? '',
        });
      }
      next = page.NextToken;
    } while (next !== undefined);
    return found.reverse();
  }

  /** Waits until no operation runs on the stack any more. */
  async end(stack: string, token: string, onPoll?: (status: string) => void): Promise<StackResult> {
    for (const deadline = Date.now() + LIMIT_MS; Date.now() < deadline; await delay(POLL_MS)) {
      const described = await this.find(stack);
      if (described === undefined) throw new Error(`There is no stack ${stack}.`);
      const status = described.StackStatus ?? '';
      onPoll?.(status);
      if (status.endsWith('_IN_PROGRESS')) continue;
      const stackId = described.StackId ?? '';
      const outputs = Object.fromEntries((described.Outputs ?? []).map((output) => [output.OutputKey ?? '', output.OutputValue ?? '']));
      return { stackId, status, outputs, events: await this.events(stackId, token) };
    }
    throw new Error(`The operation on ${stack} did not end within ${LIMIT_MS / 1000} s; the emulator's log is ${this.emulator.log}`);
  }

  private async find(stack: string): Promise<StackDescription | undefined> {
    try {
      const { Stacks: stacks = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
      return stacks[0];
    } catch (error) {
      if (error instanceof Error && error.message.includes('does not exist')) return undefined;
      throw error;
    }
  }
}

function parametersFor(template: string, given: Record<string, string>, existing: StackDescription | undefined): Parameter[] {
  const { Parameters: declared = {} } = JSON.parse(template) as { Parameters?: Record<string, unknown> };
  const known = new Set((existing?.Parameters ?? []).map((parameter) => parameter.ParameterKey));
  return Object.keys(declared).flatMap((name): Parameter[] => {
    const value = given[name];
    if (value !== undefined) return [{ ParameterKey: name, ParameterValue: value }];
    return known.has(name) ? [{ ParameterKey: name, UsePreviousValue: true }] : [];
  });
}
