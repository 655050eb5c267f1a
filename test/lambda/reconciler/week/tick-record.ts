import type { Scenario } from './scenario';
import type { SimulatedOperation, Service } from './service';
import type { Stack } from './stack';
import type { Decision } from '../../../../lambda/reconciler/decision';
import { lastBoundaryOf } from '../../../../lambda/reconciler/declaration';
import type { DesiredStateName } from '../../../../src/contract/custom-resources';

/** The real situation when a tick reached the service, whether or not the tick knew it, and what it decided. */
export interface TickRecord {
  readonly now: number;
  readonly desired: DesiredStateName;
  readonly status: string;
  readonly isAtRest: boolean;
  readonly boundary: number;
  readonly stackEndedAt: number;
  /** The pause or resume that made the service as it is. */
  readonly change: SimulatedOperation | undefined;
  /** What a tick began since the last boundary, the last deployment, or a day, towards the declared state; newest first. */
  readonly tries: readonly SimulatedOperation[];
  /** The same, foreign ones included. */
  readonly triesOfAnybody: readonly SimulatedOperation[];
  /** The newest success of those that decide which version runs, and what was tried to deploy since. */
  readonly version: SimulatedOperation | undefined;
  readonly failedDeployments: readonly SimulatedOperation[];
  readonly decision: Decision;
  readonly throttled: boolean;
  /** The tick saw the stack at rest when it began. */
  readonly foundAtRest: boolean;
}

const DAY_MS = 24 * 60 * 60_000;

export function recordOf({ now, desired, decision, throttled, foundAtRest }: Pick<TickRecord, 'now' | 'desired' | 'decision' | 'throttled' | 'foundAtRest'>,
  { scenario, service, stack }: { scenario: Scenario; service: Service; stack: Stack }): TickRecord {
  const boundary = lastBoundaryOf(scenario.desired, now);
  const since = Math.max(boundary, stack.endedAt, now - DAY_MS);
  const type = desired === 'PAUSED' ? 'PAUSE_SERVICE' : 'RESUME_SERVICE';
  let change: SimulatedOperation | undefined;
  let version: SimulatedOperation | undefined;
  const triesOfAnybody: SimulatedOperation[] = [];
  const failedDeployments: SimulatedOperation[] = [];
  for (const operation of service.operations) {
    if (operation.startedAt < since && change && version) break;
    if (operation.endsAt > now) continue;
    if (operation.type === type && operation.startedAt >= since) triesOfAnybody.push(operation);
    if (operation.type === 'START_DEPLOYMENT' && operation.ends !== 'SUCCEEDED' && !version) failedDeployments.push(operation);
    if (operation.ends !== 'SUCCEEDED') continue;
    if (operation.type !== 'PAUSE_SERVICE') version ??= operation;
    if (operation.type === 'PAUSE_SERVICE' || operation.type === 'RESUME_SERVICE') change ??= operation;
  }
  return {
    now,
    desired,
    boundary,
    status: service.status,
    isAtRest: stack.isAtRest,
    stackEndedAt: stack.endedAt,
    change,
    tries: triesOfAnybody.length === 0 ? triesOfAnybody : triesOfAnybody.filter(({ actor }) => actor === 'tick'),
    triesOfAnybody,
    version,
    failedDeployments,
    decision,
    throttled,
    foundAtRest,
  };
}
