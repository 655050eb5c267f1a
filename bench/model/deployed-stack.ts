import { isDeepStrictEqual } from 'util';
import type { AppRunnerSimulator } from '../../test/simulator';
import type { Contender } from '../contender';
import { appRunnerConnection } from './app-runner-connection';
import { cloudFormationConnection } from './cloud-formation-connection';
import type { ResourceRecord, StackRecords } from './cloud-formation-connection';
import { noUsage } from './cost-model';
import type { Usage } from './cost-model';
import { CustomResourceRequests } from './custom-resource-requests';
import type { CustomResourceResponse } from './custom-resource-requests';
import { randomNumbers } from './random';
import { StackFunctions } from './stack-functions';
import { dependenciesOf, resolve } from './template';
import type { Resource, Template } from './template';
import { sleep } from './virtual-time';

/** How CloudFormation's own handler of an App Runner service looks whether an update is over. */
const SERVICE_POLL_SECONDS = 10;

/** When it sees that an operation of so many seconds is over. */
export const noticedByCloudFormation = (seconds: number): number => Math.ceil(seconds / SERVICE_POLL_SECONDS) * SERVICE_POLL_SECONDS;

interface Deployed {
  readonly resource: Resource;
  readonly properties: Record<string, unknown>;
  readonly physicalId: string;
  readonly attributes: Record<string, unknown>;
}

export interface DeployResult {
  readonly usage: Usage;
  readonly failures: string[];
  /** When each resource was done, milliseconds since 1970. */
  readonly doneAt: ReadonlyMap<string, number>;
  readonly startedAt: number;
  /** With the clean-up. */
  readonly endedAt: number;
}

/** One deployment. */
interface Run {
  readonly requests: CustomResourceRequests;
  readonly functions: StackFunctions;
  isCancelled: boolean;
}

export interface DeployOptions {
  /** When somebody cancels the deployment. What is under way then goes on, and nobody waits for it. @default - nobody does */
  readonly cancelledAfterSeconds?: number;
  /** @default false */
  readonly isRollback?: boolean;
}

/**
 * CloudFormation as far as a deployment that succeeds or is cancelled needs it: all resources at once in the order of their
 * dependencies, custom resources by their real functions, App Runner services by the simulator, everything else in
 * no time, and then the clean-up of what was replaced.
 */
export class DeployedStack implements StackRecords {
  stackStatus = 'CREATE_IN_PROGRESS';
  private deployed = new Map<string, Deployed>();
  private readonly records = new Map<string, ResourceRecord>();
  private readonly random = randomNumbers(6);

  /** The account's limit of executions at one moment, for the deployments that begin from now on. */
  mostExecutions = Infinity;

  constructor(private readonly contender: Contender, private readonly simulator: AppRunnerSimulator) {}

  record(logicalId: string): ResourceRecord | undefined {
    return this.records.get(logicalId);
  }

  async deploy(template: Template, { cancelledAfterSeconds, isRollback = false }: DeployOptions = {}): Promise<DeployResult> {
    const update = this.deployed.size > 0;
    this.stackStatus = isRollback ? 'UPDATE_ROLLBACK_IN_PROGRESS' : update ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS';
    const usage = noUsage();
    const callsBefore = this.simulator.calls.length;
    const before = this.deployed;
    this.deployed = new Map();
    const failures: string[] = [];
    const startedAt = Date.now();
    const requests = new CustomResourceRequests();
    const functions = new StackFunctions({
      template,
      lookup: (logicalId, attribute) => this.lookup(template, logicalId, attribute),
      contender: this.contender,
      connections: {
        appRunner: appRunnerConnection(this.simulator),
        cloudFormation: cloudFormationConnection(this, () => { usage.cloudFormationCalls += 1; }),
      },
      usage,
      random: this.random,
      mostExecutions: this.mostExecutions,
      respond: response => requests.answered(response),
    });

    const run = { requests, functions, isCancelled: false };
    const doneAt = new Map<string, number>();
    const done = new Map<string, Promise<void>>();
    const whenDone = (logicalId: string): Promise<void> => {
      const known = done.get(logicalId) ?? Promise.all(dependenciesOf(template, logicalId).map(whenDone)).then(async () => {
        if (run.isCancelled) return;
        const failure = await this.bring(template, logicalId, before.get(logicalId), run);
        if (failure !== undefined) failures.push(`${logicalId}: ${failure}`);
        doneAt.set(logicalId, Date.now());
      });
      done.set(logicalId, known);
      return known;
    };
    const cancelled = cancelledAfterSeconds === undefined ? [] : [sleep(cancelledAfterSeconds).then(() => { run.isCancelled = true; })];
    await Promise.race([Promise.all(Object.keys(template.Resources).map(whenDone)), ...cancelled]);
    if (run.isCancelled) return { usage, failures, doneAt, startedAt, endedAt: Date.now() };

    this.stackStatus = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
    const replaced = [...before].filter(([logicalId, { physicalId }]) => physicalId !== this.deployed.get(logicalId)?.physicalId);
    await Promise.all(replaced.filter(([, old]) => isCustom(old.resource)).map(async ([logicalId, { resource, properties, physicalId }]) => {
      const response = await requests.send(functions.lambda, {
        RequestType: 'Delete', ResourceType: resource.Type, LogicalResourceId: logicalId, PhysicalResourceId: physicalId, ResourceProperties: properties,
      });
      if (response.Status === 'FAILED') failures.push(`clean-up of ${logicalId}: ${response.Reason}`);
    }));
    this.stackStatus = 'UPDATE_COMPLETE';
    usage.appRunnerCalls = this.simulator.calls.length - callsBefore;
    return { usage, failures, doneAt, startedAt, endedAt: Date.now() };
  }

  /** @returns why it did not work */
  private async bring(
    template: Template, logicalId: string, before: Deployed | undefined, run: Run,
  ): Promise<string | undefined> {
    const resource = template.Resources[logicalId];
    const properties = resolve(resource.Properties ?? {}, (id, attribute) => this.lookup(template, id, attribute)) as Record<string, unknown>;
    const changed = !before || !isDeepStrictEqual(before.properties, properties);
    const metadata = JSON.stringify(resource.Metadata ?? {});
    const note = (state: string, physicalId: string, attributes: Record<string, unknown> = before?.attributes ?? {}): void => {
      if (run.isCancelled) return;
      this.records.set(logicalId, { status: `${before ? 'UPDATE' : 'CREATE'}_${state}`, physicalId, changedAt: Date.now(), metadata });
      this.deployed.set(logicalId, { resource, properties, physicalId, attributes });
    };
    if (before && !changed) {
      this.deployed.set(logicalId, { ...before, resource });
      return undefined;
    }
    note('IN_PROGRESS', before?.physicalId ?? '');
    if (resource.Type === 'AWS::AppRunner::Service') return this.bringService(String(properties.ServiceName), before, note);
    if (!isCustom(resource)) {
      note('COMPLETE', logicalId);
      return undefined;
    }
    const response: CustomResourceResponse = await run.requests.send(run.functions.lambda, {
      RequestType: before ? 'Update' : 'Create',
      ResourceType: resource.Type,
      LogicalResourceId: logicalId,
      PhysicalResourceId: before?.physicalId,
      ResourceProperties: properties,
      OldResourceProperties: before?.properties,
    });
    note('COMPLETE', response.PhysicalResourceId, response.Data);
    return response.Status === 'FAILED' ? response.Reason : undefined;
  }

  private async bringService(
    name: string, before: Deployed | undefined, note: (state: string, physicalId: string, attributes?: Record<string, unknown>) => void,
  ): Promise<string | undefined> {
    const arn = before?.physicalId ?? this.simulator.addService({ name });
    if (before) {
      const status = this.simulator.service(arn)?.status;
      if (status !== 'RUNNING') return `CloudFormation cannot update the service ${name} while it is ${status}`;
      this.simulator.startForeign(arn, 'UPDATE_SERVICE');
      do await sleep(SERVICE_POLL_SECONDS);
      while (this.simulator.service(arn)?.status === 'OPERATION_IN_PROGRESS');
    }
    note('COMPLETE', arn, { ServiceArn: arn });
    return undefined;
  }

  private lookup(template: Template, logicalId: string, attribute?: string): unknown {
    if (logicalId.startsWith('AWS::')) return { 'AWS::Region': 'us-east-1', 'AWS::AccountId': '123456789012', 'AWS::Partition': 'aws' }[logicalId] ?? logicalId;
    if (template.Resources[logicalId]?.Type === 'AWS::Lambda::Function') return `arn:aws:lambda:us-east-1:123456789012:function:${logicalId}`;
    const deployed = this.deployed.get(logicalId);
    return (attribute === undefined ? deployed?.physicalId : deployed?.attributes[attribute]) ?? [logicalId, attribute].filter(Boolean).join('.');
  }
}

function isCustom({ Type }: Resource): boolean {
  return Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource';
}
