import type { Handlers } from './handlers';
import type { StackRecords } from './stack-records';
import { IDLE_SECONDS } from './timeline';
import type { CustomResourceEvent } from '../../lambda/deployment/request';
import { timeLimitOf } from '../../lambda/deployment/time-limit';
import type { AppRunnerSimulator } from '../simulator';

/** The requests to the handlers, their calls, and CloudFormation's updates, since `begin`. */
export class Observations {
  events: CustomResourceEvent[] = [];
  polls = 0;
  /** The App Runner calls of the handlers, by operation. */
  calls: string[] = [];
  /** The status of the service at each UpdateService of CloudFormation. */
  updatesWhile: string[] = [];
  /** Requests that took longer than they may. */
  late: string[] = [];
  /** Calls of the handlers that none of their policies allowed. */
  readonly refused = new Set<string>();

  /** When the latest request to assert the declared state began, by the logical id of the service. It is kept from one step to the next. */
  readonly assertedAt = new Map<string, number>();

  private readonly limits = new Map<string, number>();

  constructor(private readonly simulator: AppRunnerSimulator, private readonly records: StackRecords) {}

  begin(): void {
    this.events = [];
    this.polls = 0;
    this.calls = [];
    this.updatesWhile = [];
    this.late = [];
    this.refused.clear();
  }

  /** Whether a request asked to look at this service. Restore only does when it is deleted. */
  concern(serviceId: string, serviceArn: string): boolean {
    return this.events.some(({ RequestType, ResourceType, ResourceProperties: { ServiceLogicalId, ServiceArn } }) =>
      (ServiceLogicalId === serviceId || ServiceArn === serviceArn) && (ResourceType !== 'Custom::AppRunnerRestore' || RequestType === 'Delete'));
  }

  /** All that was declared and is declared now, in the resources that were asked about. */
  desiredStates(): string[] {
    return this.events.flatMap(({ ResourceProperties, OldResourceProperties }) => [ResourceProperties, OldResourceProperties])
      .flatMap(properties => properties?.DesiredState === undefined ? [] : [properties.DesiredState as string]);
  }

  answered(event: CustomResourceEvent, seconds: number): void {
    // The poll that notices comes up to an interval late.
    if (seconds > (this.limits.get(event.RequestId) ?? 0) + IDLE_SECONDS + 20) this.late.push(`${event.RequestType} ${event.LogicalResourceId} took ${Math.round(seconds)} s`);
  }

  refuse(call: string): void {
    this.refused.add(call);
  }

  listeningIn(handlers: Handlers): Handlers {
    return {
      ...handlers,
      onEvent: async (event, dependencies) => {
        this.events.push(event);
        if (asserts(event)) this.assertedAt.set(String(event.ResourceProperties.ServiceLogicalId), this.simulator.clock.now());
        // Two requests can have one id.
        const limit = timeLimitOf(event, this.records.live.get(event.LogicalResourceId)?.metadata);
        this.limits.set(event.RequestId, Math.max(limit, this.limits.get(event.RequestId) ?? 0));
        return handlers.onEvent(event, dependencies);
      },
      isComplete: async (event, dependencies) => {
        this.polls += 1;
        return handlers.isComplete(event, dependencies);
      },
    };
  }

  /** All operations that began in App Runner since then, foreign ones included. */
  operationsSince(time: number): string[] {
    return this.simulator.services().flatMap(({ operations }) => operations).filter(({ startedAt }) => startedAt >= time)
      .sort((a, b) => a.startedAt - b.startedAt).map(({ type }) => type);
  }
}

/** State does when it is created or updated, Restore when it is deleted. */
function asserts({ ResourceType, RequestType }: CustomResourceEvent): boolean {
  return ResourceType === (RequestType === 'Delete' ? 'Custom::AppRunnerRestore' : 'Custom::AppRunnerServiceState');
}
