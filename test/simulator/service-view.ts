import type { OperationStatus, OperationType, ServiceStatus } from '@aws-sdk/client-apprunner';
import { imageOf } from './configuration';
import type { SimulatedService } from './service';

export interface OperationView {
  readonly id: string;
  readonly type: OperationType;
  readonly status: OperationStatus;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** The real state of a service, which the API may show differently. */
export interface ServiceView {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly url: string;
  readonly status: ServiceStatus;
  /** What serves requests, or would after a resume. */
  readonly image: string;
  /** How many deployments were put into service. */
  readonly version: number;
  readonly pausedEver: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Newest first. */
  readonly operations: readonly OperationView[];
}

export function viewOf(service: SimulatedService, now: number): ServiceView {
  const { arn, name, region, url } = service.identity;
  return {
    arn,
    name,
    region,
    url,
    status: service.status,
    image: imageOf(service.running),
    version: service.version,
    pausedEver: service.pausedEver,
    tags: Object.fromEntries(service.tags),
    operations: service.operations.map((operation) => ({
      id: operation.id,
      type: operation.type,
      status: operation.statusAt(now),
      startedAt: operation.startedAt,
      ...(now >= operation.endsAt && { endedAt: operation.endsAt }),
    })).reverse(),
  };
}
