import type { Scenario } from './scenario';
import type { Deed, Service } from './service';
import type { Stack } from './stack';
import type { Decision } from '../../../../lambda/reconciler/decision';
import { lastBoundaryOf } from '../../../../lambda/reconciler/declaration';
import type { DesiredStateName } from '../../../../src/contract/custom-resources';

/** What was so when a tick came to the service, whatever the tick knew of it, and what it decided. */
export interface Moment {
  readonly now: number;
  readonly desired: DesiredStateName;
  readonly status: string;
  readonly isAtRest: boolean;
  readonly boundary: number;
  readonly stackEndedAt: number;
  /** The pause or resume that made the service as it is. */
  readonly change: Deed | undefined;
  /** What a tick began since the last boundary, the last deployment, or a day, towards the declared state; newest first. */
  readonly tries: readonly Deed[];
  /** The same, whoever began it. */
  readonly triesOfAnybody: readonly Deed[];
  /** The newest success of those that decide which version runs, and what was tried to deploy since. */
  readonly version: Deed | undefined;
  readonly failedDeployments: readonly Deed[];
  readonly decision: Decision;
  readonly throttled: boolean;
  /** The tick saw the stack at rest when it began. */
  readonly foundAtRest: boolean;
}

const DAY_MS = 24 * 60 * 60_000;

export function momentOf({ now, desired, decision, throttled, foundAtRest }: Pick<Moment, 'now' | 'desired' | 'decision' | 'throttled' | 'foundAtRest'>,
  { scenario, service, stack }: { scenario: Scenario; service: Service; stack: Stack }): Moment {
  const boundary = lastBoundaryOf(scenario.desired, now);
  const since = Math.max(boundary, stack.endedAt, now - DAY_MS);
  const type = desired === 'PAUSED' ? 'PAUSE_SERVICE' : 'RESUME_SERVICE';
  let change: Deed | undefined;
  let version: Deed | undefined;
  const triesOfAnybody: Deed[] = [];
  const failedDeployments: Deed[] = [];
  for (const deed of service.deeds) {
    if (deed.startedAt < since && change && version) break;
    if (deed.endsAt > now) continue;
    if (deed.type === type && deed.startedAt >= since) triesOfAnybody.push(deed);
    if (deed.type === 'START_DEPLOYMENT' && deed.ends !== 'SUCCEEDED' && !version) failedDeployments.push(deed);
    if (deed.ends !== 'SUCCEEDED') continue;
    if (deed.type !== 'PAUSE_SERVICE') version ??= deed;
    if (deed.type === 'PAUSE_SERVICE' || deed.type === 'RESUME_SERVICE') change ??= deed;
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
