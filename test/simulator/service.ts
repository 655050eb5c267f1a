import type { EncryptionConfiguration, OperationType, ServiceStatus } from '@aws-sdk/client-apprunner';
import { changed, Configuration, ConfigurationChange } from './configuration';
import { deploys, STARTS_FROM, statusAfter } from './lifecycle';
import { Operation } from './operation';

/** DescribeService goes on answering DELETED for a while; how long is not documented. */
export const DELETED_SERVICE_IS_KEPT_SECONDS = 3600;

export interface ServiceIdentity {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly url: string;
  readonly encryption?: EncryptionConfiguration;
}

interface Busy {
  readonly endsAt: number;
  finish(): void;
}

/**
 * One service: a history of statuses and, while it is busy, the one thing that keeps it busy.
 * Every reader calls `settle` first, where an operation that is over takes effect.
 */
export class SimulatedService {
  readonly tags = new Map<string, string>();
  readonly createdAt: number;
  /** Oldest first. */
  readonly operations: Operation[] = [];
  /** How often a deployment was put into service. */
  version: number;
  private readonly history: { readonly at: number; readonly status: ServiceStatus }[];
  /** What an update that still runs is about to put into service. */
  private coming?: Configuration;
  private busy?: Busy;
  private removed = false;

  constructor(readonly identity: ServiceIdentity, private deployed: Configuration, status: ServiceStatus, now: number) {
    this.createdAt = now;
    this.history = [{ at: now, status }];
    this.version = status === 'RUNNING' || status === 'PAUSED' ? 1 : 0;
  }

  get status(): ServiceStatus {
    return this.history[this.history.length - 1].status;
  }

  get updatedAt(): number {
    return this.history[this.history.length - 1].at;
  }

  get pausedEver(): boolean {
    return this.history.some(({ status }) => status === 'PAUSED');
  }

  /** What serves requests, or last did. */
  get running(): Configuration {
    return this.deployed;
  }

  /** What DescribeService shows: configuration that is still being applied counts. */
  get configuration(): Configuration {
    return this.coming ?? this.deployed;
  }

  get deletedAt(): number | undefined {
    return this.status === 'DELETED' ? this.updatedAt : undefined;
  }

  settle(now: number): void {
    if (this.busy !== undefined && now >= this.busy.endsAt) {
      this.busy.finish();
    }
  }

  isGone(now: number): boolean {
    return this.removed || (this.deletedAt !== undefined && now >= this.deletedAt + DELETED_SERVICE_IS_KEPT_SECONDS * 1000);
  }

  statusAt(past: number): ServiceStatus {
    for (let i = this.history.length - 1; i > 0; i -= 1) {
      if (this.history[i].at <= past) return this.history[i].status;
    }
    return this.history[0].status;
  }

  canStart(type: OperationType): boolean {
    return STARTS_FROM[type].includes(this.status);
  }

  start(operation: Operation, change?: ConfigurationChange): void {
    const before = this.status;
    this.operations.push(operation);
    this.coming = change && changed(this.deployed, change);
    this.occupy(operation.startedAt, operation.endsAt, () => {
      if (operation.outcome === 'STUCK') return before;
      if (deploys(operation.type, operation.outcome)) {
        this.deployed = this.coming ?? this.deployed;
        this.version += 1;
      }
      this.coming = undefined;
      return statusAfter(operation.type, operation.outcome, before);
    });
  }

  /** The platform works on the service; no operation is listed. */
  maintain(now: number, seconds: number): void {
    const before = this.status;
    this.occupy(now, now + seconds * 1000, () => before);
  }

  remove(): void {
    this.removed = true;
  }

  private occupy(now: number, endsAt: number, result: () => ServiceStatus): void {
    this.history.push({ at: now, status: 'OPERATION_IN_PROGRESS' });
    const finish = () => {
      this.busy = undefined;
      this.history.push({ at: endsAt, status: result() });
    };
    this.busy = { endsAt, finish };
    this.settle(now); // an operation that takes no time is over at once
  }
}
