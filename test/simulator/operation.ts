import type { OperationStatus, OperationSummary, OperationType } from '@aws-sdk/client-apprunner';
import { epochSeconds, Wire } from './wire';

export type FinalStatus = Extract<OperationStatus, 'SUCCEEDED' | 'FAILED' | 'ROLLBACK_SUCCEEDED' | 'ROLLBACK_FAILED'>;
/** How an operation ends; STUCK is one that never does. */
export type Outcome = FinalStatus | 'STUCK';

/** How long App Runner's operations take, in seconds, about as seen in real accounts. */
export const REALISTIC_DURATIONS: Readonly<Record<OperationType, number>> = {
  CREATE_SERVICE: 180,
  DELETE_SERVICE: 90,
  PAUSE_SERVICE: 60,
  RESUME_SERVICE: 90,
  START_DEPLOYMENT: 180,
  UPDATE_SERVICE: 180,
};

const PENDING_MS = 1000;

/** One asynchronous operation. Its whole course is known when it starts; its status only depends on when one looks. */
export class Operation {
  readonly endsAt: number;

  constructor(
    readonly id: string,
    readonly type: OperationType,
    readonly startedAt: number,
    seconds: number,
    readonly outcome: Outcome,
  ) {
    this.endsAt = outcome === 'STUCK' ? Infinity : startedAt + seconds * 1000;
  }

  statusAt(now: number): OperationStatus {
    if (this.outcome !== 'STUCK') {
      if (now >= this.endsAt) return this.outcome;
      if (now >= this.rollbackStartsAt) return 'ROLLBACK_IN_PROGRESS';
    }
    return now < this.startedAt + PENDING_MS ? 'PENDING' : 'IN_PROGRESS';
  }

  summary(targetArn: string, now: number): Wire<OperationSummary> {
    return {
      Id: this.id,
      Type: this.type,
      Status: this.statusAt(now),
      TargetArn: targetArn,
      StartedAt: epochSeconds(this.startedAt),
      ...(now >= this.endsAt && { EndedAt: epochSeconds(this.endsAt) }),
      UpdatedAt: epochSeconds(this.updatedAt(now)),
    };
  }

  /** App Runner notices half-way that things go wrong. */
  private get rollbackStartsAt(): number {
    return this.outcome.startsWith('ROLLBACK') ? (this.startedAt + this.endsAt) / 2 : Infinity;
  }

  private updatedAt(now: number): number {
    const changes = [this.endsAt, this.rollbackStartsAt, this.startedAt + PENDING_MS];
    return changes.find((change) => change <= now) ?? this.startedAt;
  }
}
