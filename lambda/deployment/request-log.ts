import type { Checkpoint } from './checkpoint';
import type { Dependencies } from './dependencies';
import type { LogLine } from './log';
import type { CustomResourceEvent } from './request';
import { wantedOf } from './requested-goal';
import type { Findings } from '../core/reconcile';

/** Writes the lines of one invocation. It knows what has been found so far, for a line in the middle of a step. */
export class RequestLog {
  private found: Findings = { status: '', url: '', operation: undefined };
  private requested: Checkpoint['requested'];

  constructor(
    private readonly event: CustomResourceEvent,
    private readonly start: Checkpoint,
    private readonly dependencies: Pick<Dependencies, 'log' | 'now'>,
  ) {
    this.requested = start.requested;
  }

  /** @param requested what this invocation found out that is asked for */
  concerns(requested: Checkpoint['requested']): void {
    this.requested = requested;
  }

  add(found: Partial<Findings>): void {
    this.found = { ...this.found, ...found };
  }

  get findings(): Findings {
    return this.found;
  }

  write(decision: LogLine['decision'], reason: string): void {
    const { event, start, found, requested } = this;
    this.dependencies.log({
      requestType: event.RequestType,
      resourceType: event.ResourceType,
      logicalId: event.LogicalResourceId,
      requestId: event.RequestId,
      service: requested?.goal?.serviceArn ?? '',
      desired: requested?.goal ? wantedOf(requested.goal) : '',
      observed: found.status,
      operationId: found.operation?.id ?? '',
      decision,
      reason,
      elapsedSeconds: Math.round((this.dependencies.now() - start.at) / 1000),
    });
  }
}
