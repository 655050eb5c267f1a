import type { CreateServiceRequest, CreateServiceResponse, DescribeServiceResponse, UpdateServiceRequest } from '@aws-sdk/client-apprunner';
import type { Outcome } from './custom-resource';
import type { Connection } from './in-process-app-runner';
import { changesAny } from './template';
import type { Properties } from './template';
import type { Timeline } from './timeline';

const POLL_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 3600;
/** Changing one of these makes CloudFormation create another service. */
const REPLACING_PROPERTIES = ['ServiceName', 'Tags', 'EncryptionConfiguration'];

export function replaces(before: Properties, after: Properties): boolean {
  return changesAny(REPLACING_PROPERTIES, before, after);
}

/** CloudFormation's own handler of AWS::AppRunner::Service, as far as its public source shows. */
export class ServiceResources {
  private created = 0;

  /** @param waits whether a change is complete only when the service has settled, which it is not in Express mode */
  constructor(private readonly appRunner: Connection, private readonly timeline: Timeline, private readonly waits: () => boolean) {}

  /** @param onStarted gets the ARN, which CloudFormation records at once */
  async create(logicalId: string, properties: Properties, steer: (polls: number) => 'fail' | void, onStarted: (arn: string) => void): Promise<Outcome> {
    this.created += 1;
    const input = { ServiceName: `stack-${logicalId}-${this.created}`, ...properties } as CreateServiceRequest;
    return this.during('', async () => {
      const { Service } = this.appRunner.call<CreateServiceResponse>('CreateService', input);
      const arn = Service?.ServiceArn ?? '';
      onStarted(arn);
      return this.untilRunning(arn, steer);
    });
  }

  /** One UpdateService, then it waits for RUNNING; how the operation ended is never asked. */
  async update(arn: string, properties: Properties, steer: (polls: number) => 'fail' | void): Promise<Outcome> {
    return this.during(arn, async () => {
      const { SourceConfiguration } = properties as Pick<UpdateServiceRequest, 'SourceConfiguration'>;
      this.appRunner.call('UpdateService', { ServiceArn: arn, SourceConfiguration });
      return this.untilRunning(arn, steer);
    });
  }

  async delete(arn: string): Promise<Outcome> {
    return this.during(arn, async () => {
      this.appRunner.call('DeleteService', { ServiceArn: arn });
      while (this.waits() && this.describe(arn)?.Status !== 'DELETED') await this.timeline.sleep(POLL_SECONDS);
      return { kind: 'succeeded', physicalId: arn, attributes: {} };
    });
  }

  private async untilRunning(arn: string, steer: (polls: number) => 'fail' | void): Promise<Outcome> {
    const start = this.timeline.now();
    for (let polls = 0; ; polls++) {
      if (this.waits() && steer(polls) === 'fail') return { kind: 'cancelled' };
      const service = this.describe(arn);
      if (service?.Status === 'RUNNING' || !this.waits()) {
        return { kind: 'succeeded', physicalId: arn, attributes: { ServiceArn: arn, ServiceUrl: service?.ServiceUrl, Status: service?.Status } };
      }
      const waits = service?.Status === 'OPERATION_IN_PROGRESS' && this.timeline.now() - start < LONGEST_WAIT_SECONDS * 1000;
      if (!waits) return { kind: 'failed', physicalId: arn, reason: `the service did not stabilize: it is ${service?.Status}` };
      await this.timeline.sleep(POLL_SECONDS);
    }
  }

  private describe(arn: string): DescribeServiceResponse['Service'] {
    return this.appRunner.call<DescribeServiceResponse>('DescribeService', { ServiceArn: arn }).Service;
  }

  /** Any error that App Runner answers fails the resource. */
  private async during(physicalId: string, course: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await course();
    } catch (error) {
      if (!(error instanceof Error) || !('$metadata' in error)) throw error;
      return { kind: 'failed', physicalId, reason: `${error.name}: ${error.message}` };
    }
  }
}
