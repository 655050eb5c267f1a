import type { OperationType } from '@aws-sdk/client-apprunner';
import type { Account } from '../account';
import { resourceNotFound } from '../aws-error';
import type { ConfigurationChange } from '../configuration';
import type { FaultList, FaultTarget } from '../faults';
import type { IdempotentAnswer } from '../options';
import type { SimulatedService } from '../service';
import { Input } from './input';

/** What a call can reach. */
export interface Surroundings {
  readonly account: Account;
  readonly faults: FaultList;
  readonly idempotentAnswer: IdempotentAnswer;
  secondsFor(type: OperationType): number;
}

/** One call that got past the front door. */
export class ApiCall {
  readonly now: number;
  /** The operation that this call started. */
  startedOperationId?: string;
  /** The service that this call created. */
  createdServiceArn?: string;

  constructor(readonly region: string, readonly target: FaultTarget, readonly input: Input, readonly surroundings: Surroundings) {
    this.now = surroundings.account.clock.now();
  }

  /** The service the call is about. An endpoint knows nothing of other Regions. */
  service(member: 'ServiceArn' | 'ResourceArn' = 'ServiceArn'): SimulatedService {
    const arn = this.input.arn(member);
    const service = this.surroundings.account.find(arn);
    if (service === undefined || service.identity.region !== this.region) {
      throw resourceNotFound(arn);
    }
    return service;
  }

  /** Starts an operation and gives the id to answer. */
  start(service: SimulatedService, type: OperationType, change?: ConfigurationChange): string | undefined {
    const { account, faults } = this.surroundings;
    const { id } = account.start(service, type, {
      seconds: faults.take(['operation-lasts'], this.target)?.seconds ?? this.surroundings.secondsFor(type),
      outcome: faults.take(['operation-ends'], this.target)?.outcome ?? 'SUCCEEDED',
      change,
    });
    this.startedOperationId = id;
    return faults.take(['no-operation-id'], this.target) ? undefined : id;
  }
}
