import type { EncryptionConfiguration, OperationType, ServiceStatus, Tag } from '@aws-sdk/client-apprunner';
import { Clock } from './clock';
import { Configuration, ConfigurationChange } from './configuration';
import { Ids } from './ids';
import { Operation, Outcome } from './operation';
import { SimulatedService } from './service';

export interface NewService {
  readonly name: string;
  readonly region: string;
  readonly status: ServiceStatus;
  readonly configuration: Configuration;
  readonly encryption?: EncryptionConfiguration;
  readonly tags?: readonly Tag[];
}

export interface Course {
  readonly seconds: number;
  readonly outcome: Outcome;
  readonly change?: ConfigurationChange;
}

/** The services of one AWS account in all Regions. A service that is asked for is up to date. */
export class Account {
  private readonly ids = new Ids();
  private readonly byArn = new Map<string, SimulatedService>();

  constructor(readonly id: string, readonly clock: Clock) {}

  add(spec: NewService): SimulatedService {
    const { name, region } = spec;
    const id = this.ids.serviceId(region, name);
    const service = new SimulatedService({
      arn: `arn:aws:apprunner:${region}:${this.id}:service/${name}/${id}`,
      id,
      name,
      region,
      url: `${id.slice(0, 10)}.${region}.awsapprunner.com`,
      encryption: spec.encryption,
    }, spec.configuration, spec.status, this.clock.now());
    spec.tags?.forEach(({ Key = '', Value = '' }) => service.tags.set(Key, Value));
    this.byArn.set(service.identity.arn, service);
    return service;
  }

  find(arn: string): SimulatedService | undefined {
    const now = this.clock.now();
    const service = this.byArn.get(arn);
    service?.settle(now);
    return service?.isGone(now) ? undefined : service;
  }

  /** In order of creation, and with the records of those that are gone. */
  recordsIn(region?: string): SimulatedService[] {
    const now = this.clock.now();
    const records = [...this.byArn.values()].filter(({ identity }) => region === undefined || identity.region === region);
    records.forEach((service) => service.settle(now));
    return records;
  }

  /** Every service that App Runner still knows about. */
  servicesIn(region?: string): SimulatedService[] {
    const now = this.clock.now();
    return this.recordsIn(region).filter((service) => !service.isGone(now));
  }

  /** Starts an operation, regardless of App Runner's rules. */
  start(service: SimulatedService, type: OperationType, { seconds, outcome, change }: Course): Operation {
    const operation = new Operation(this.ids.operationId(), type, this.clock.now(), seconds, outcome);
    service.start(operation, change);
    return operation;
  }
}
