import type { Operation } from '../../../../lambda/aws/app-runner';

export type Actor = 'tick' | 'person' | 'deployment';
export type OperationType = 'PAUSE_SERVICE' | 'RESUME_SERVICE' | 'START_DEPLOYMENT' | 'UPDATE_SERVICE';

/** How long one operation takes, and how it ends. */
export interface Outcome {
  readonly seconds: number;
  readonly ends: 'SUCCEEDED' | 'FAILED' | 'ROLLBACK_SUCCEEDED';
}

/** An operation, and who started it, which App Runner does not tell. */
export interface SimulatedOperation {
  readonly id: string;
  readonly type: OperationType;
  readonly actor: Actor;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly ends: Outcome['ends'];
}

/** One App Runner service, as far as its operations go. */
export class Service {
  /** Newest first. */
  readonly operations: SimulatedOperation[] = [];
  private settled: 'RUNNING' | 'PAUSED' = 'RUNNING';
  private current: SimulatedOperation | undefined;

  constructor(private readonly outcomeAt: (instant: number, nth: number) => Outcome) {}

  get busyUntil(): number {
    return this.current?.endsAt ?? -Infinity;
  }

  get status(): string {
    return this.current ? 'OPERATION_IN_PROGRESS' : this.settled;
  }

  advance(now: number): void {
    if (!this.current || this.current.endsAt > now) return;
    const { type, ends } = this.current;
    if (ends === 'SUCCEEDED' && type === 'PAUSE_SERVICE') this.settled = 'PAUSED';
    if (ends === 'SUCCEEDED' && type === 'RESUME_SERVICE') this.settled = 'RUNNING';
    this.current = undefined;
  }

  /** @returns undefined when App Runner refuses, or has nothing to do */
  begin(type: OperationType, actor: Actor, now: number): SimulatedOperation | undefined {
    this.advance(now);
    if (this.current || (type === 'RESUME_SERVICE') !== (this.settled === 'PAUSED')) return undefined;
    const { seconds, ends } = this.outcomeAt(now, this.operations.length);
    this.current = { id: `op-${this.operations.length}`, type, actor, startedAt: now, endsAt: now + seconds * 1000, ends };
    this.operations.unshift(this.current);
    return this.current;
  }

  /** Page by page, in whole seconds, and nothing that is older than App Runner keeps. */
  list(now: number, keptFor: number, areEnough: (found: readonly Operation[]) => boolean): Operation[] {
    const found: Operation[] = [];
    for (const { id, type, startedAt, endsAt, ends } of this.operations) {
      if (startedAt <= now - keptFor) break;
      found.push({ id, type, startedAt: wholeSeconds(startedAt), ...endsAt > now ? { status: 'IN_PROGRESS' } : { status: ends, endedAt: wholeSeconds(endsAt) } });
      if (found.length % PAGE === 0 && areEnough(found)) break;
    }
    return found;
  }
}

/** Small, so that paging matters. */
const PAGE = 2;

function wholeSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
