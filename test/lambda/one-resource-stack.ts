import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { AppRunnerClientConfig } from '@aws-sdk/client-apprunner';
import { CloudFormationEndpoint } from './cloud-formation-endpoint';
import { Provider } from './provider';
import type { AppRunner } from '../../lambda/aws/app-runner';
import { appRunnerOf } from '../../lambda/aws/app-runner-client';
import { cloudFormationOf } from '../../lambda/aws/cloud-formation-client';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import { isComplete } from '../../lambda/deployment/is-complete';
import type { LogLine } from '../../lambda/deployment/log';
import { onEvent } from '../../lambda/deployment/on-event';
import { parseServiceArn } from '../../lambda/deployment/service-arn';
import type { CloudFormationResponse } from '../provider-framework/provider-request';
import { AppRunnerSimulator, SimulatorOptions, VirtualClock } from '../simulator';

export type Properties = Readonly<Record<string, unknown>>;
type RequestType = 'Create' | 'Update' | 'Delete';

export interface DeploymentOptions extends Omit<SimulatorOptions, 'clock'> {
  /** On top of what the client of every Region gets. */
  readonly client?: AppRunnerClientConfig;
  /** @default Custom::AppRunnerServiceState */
  readonly resourceType?: string;
  /** The name server for App Runner's host, asked for every call. @default - no name has to be looked up */
  readonly nameServer?: LookupFunction;
  /** How far App Runner's clock is ahead of ours; negative where it is behind. @default 0 */
  readonly appRunnerAheadSeconds?: number;
}

export const LOGICAL_ID = 'State';
export const STACK_ID = 'arn:aws:cloudformation:us-east-1:123456789012:stack/app/0a1b2c3d-0000-1111-2222-333344445555';
/** With this URL anybody can answer CloudFormation, so it is a secret. */
export const RESPONSE_URL = 'https://cloudformation-custom-resource-response.s3.amazonaws.com/response?X-Amz-Signature=presigned';

/** A stack with one resource of ours: CloudFormation's part, and the handlers behind the real SDK. */
export class Deployment {
  static async open(options: DeploymentOptions = {}): Promise<Deployment> {
    const clock = new VirtualClock();
    const aheadMs = (options.appRunnerAheadSeconds ?? 0) * 1000;
    const simulator = new AppRunnerSimulator({ ...options, clock: { now: () => clock.now() + aheadMs } });
    const cloudFormation = new CloudFormationEndpoint();
    return new Deployment(options, clock, simulator, cloudFormation, await simulator.listen(), await cloudFormation.listen());
  }

  readonly logLines: LogLine[] = [];
  readonly dependencies: Dependencies;
  readonly provider: Provider;
  /** That of the resource, as CloudFormation resolved it. */
  metadata: object | undefined;
  private physicalId = '';
  private properties: Properties = {};
  private requests = 0;

  private constructor(
    private readonly options: DeploymentOptions,
    readonly clock: VirtualClock,
    readonly simulator: AppRunnerSimulator,
    readonly cloudFormation: CloudFormationEndpoint,
    appRunnerUrl: string,
    cloudFormationUrl: string,
  ) {
    const client = { credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    const named = options.nameServer && {
      requestHandler: { httpAgent: new Agent({ lookup: options.nameServer }) },
      endpoint: appRunnerUrl.replace('127.0.0.1', 'apprunner.amazonaws.com'),
    };
    const clients = new Map<string, AppRunner>();
    this.dependencies = {
      appRunner: (arn) => {
        const { region } = parseServiceArn(arn);
        const appRunner = clients.get(region) ?? appRunnerOf({ ...client, region, endpoint: appRunnerUrl, ...named, ...options.client });
        clients.set(region, appRunner);
        return appRunner;
      },
      superseded: new Set(),
      // One attempt: what the handlers do about a fault is to be seen, not what the SDK does.
      cloudFormation: cloudFormationOf({ ...client, region: 'us-east-1', endpoint: cloudFormationUrl, maxAttempts: 1 }),
      now: () => clock.now(),
      sleep: async (milliseconds) => clock.advance(milliseconds / 1000),
      log: (line) => this.logLines.push(line),
    };
    this.provider = new Provider({
      onEvent: async event => onEvent(event, this.dependencies),
      isComplete: async event => isComplete(event, this.dependencies),
    }, clock);
  }

  async close(): Promise<void> {
    await this.simulator.close();
    await this.cloudFormation.close();
  }

  async create(properties: Properties): Promise<CloudFormationResponse> {
    return this.request('Create', properties);
  }

  async update(properties: Properties): Promise<CloudFormationResponse> {
    return this.request('Update', properties);
  }

  /** @param physicalId the resource to delete, when it is not the current one */
  async delete(physicalId: string = this.physicalId, properties: Properties = this.properties): Promise<CloudFormationResponse> {
    return this.request('Delete', properties, physicalId);
  }

  /** The resource has long been in the stack, and its state was not asserted lately. */
  adopt(physicalId: string, properties: Properties): void {
    this.physicalId = physicalId;
    this.properties = properties;
    this.record('CREATE_COMPLETE');
    this.clock.advance(3600);
  }

  /** @returns the ARN of a running service that has long been declared RUNNING */
  adoptRunningService(): string {
    const ServiceArn = this.simulator.addService({ name: 'shop' });
    this.adopt(ServiceArn, { ServiceArn, DesiredState: 'RUNNING' });
    return ServiceArn;
  }

  /** What CloudFormation says about the resource from now on. */
  record(status: string): void {
    this.cloudFormation.records.set(LOGICAL_ID, { status, physicalId: this.physicalId, changedAt: this.clock.now(), metadata: this.metadata });
  }

  /** The event as CloudFormation would send it, for tests that call the handlers themselves. */
  event(type: RequestType, properties: Properties, physicalId: string = this.physicalId) {
    this.requests += 1;
    return {
      RequestType: type,
      ResponseURL: RESPONSE_URL,
      StackId: STACK_ID,
      RequestId: `request-${this.requests}`,
      LogicalResourceId: LOGICAL_ID,
      ResourceType: this.options.resourceType ?? 'Custom::AppRunnerServiceState',
      ...(type !== 'Create' && { PhysicalResourceId: physicalId }),
      ResourceProperties: { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:framework', ...properties },
      ...(type === 'Update' && { OldResourceProperties: this.properties }),
    };
  }

  /** An Update of a service that CloudFormation has just sent, for tests that call the handlers themselves. */
  updateInProgress(properties: Properties) {
    const event = this.event('Update', { DesiredState: 'PAUSED', ...properties });
    this.record('UPDATE_IN_PROGRESS');
    return event;
  }

  /** How long something takes, by the clock of the stack. */
  async secondsOf(work: Promise<unknown>): Promise<number> {
    const startedAt = this.clock.now();
    await work;
    return (this.clock.now() - startedAt) / 1000;
  }

  private async request(type: RequestType, properties: Properties, physicalId: string = this.physicalId): Promise<CloudFormationResponse> {
    const event = this.event(type, properties, physicalId);
    this.record(`${type.toUpperCase()}_IN_PROGRESS`);
    const response = await this.provider.serve(event);
    if (type !== 'Delete') {
      this.physicalId = response.PhysicalResourceId;
      this.properties = properties;
    }
    this.record(`${type.toUpperCase()}_${response.Status === 'SUCCESS' ? 'COMPLETE' : 'FAILED'}`);
    return response;
  }
}
