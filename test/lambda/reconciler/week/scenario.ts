import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE, MONDAY, SECOND, WeekOfHours } from './hours';
import type { Window } from './hours';
import type { Outcome, OperationType } from './service';
import type { Deployment } from './stack';
import type { DeclaredState } from '../../../../lambda/reconciler/declaration';
import type { OnDriftName } from '../../../../src/contract/reconcile-input';

/** An operation that a person starts by hand: once, or repeatedly. */
export interface Intervention {
  readonly at: number;
  readonly does: OperationType;
  readonly times: number;
  readonly every: number;
}

export interface Span { readonly from: number; readonly to: number }

export interface Tick {
  /** Seconds behind the clock. */
  readonly late: number;
  /** Seconds until the service has its turn. */
  readonly turn: number;
  /** Milliseconds that an act takes to App Runner. */
  readonly onItsWay: number;
  readonly goes: 'well' | 'lost' | 'throttled' | 'twice';
}

/** One week of one service. */
export interface Scenario {
  readonly desired: DeclaredState;
  readonly onDrift: OnDriftName;
  readonly deployAfterResume: boolean;
  readonly interval: number;
  readonly interventions: readonly Intervention[];
  readonly deployments: readonly Deployment[];
  /** In this order, repeatedly. */
  readonly outcomes: readonly Outcome[];
  /** Every operation that starts in one of them fails. */
  readonly outages: readonly Span[];
  /** In this order, repeatedly. */
  readonly ticks: readonly Tick[];
  /** How far back App Runner lists operations. */
  readonly historyKept: number;
  /** When the stack was last deployed before that week; minus infinity when its events no longer show it. */
  readonly deployedBefore: number;
}

export const DURING = { from: MONDAY, to: MONDAY + 7 * DAY } as const;

const instants = fc.integer({ min: 0, max: 7 * DAY - 1 }).map(after => MONDAY + after);

const windows: fc.Arbitrary<Window | undefined> = fc.option(
  fc.tuple(fc.integer({ min: 0, max: 1420 }), fc.integer({ min: 10, max: 1439 }))
    .map(([from, length]) => ({ from, to: Math.min(1439, from + length) })),
  { nil: undefined, freq: 4 },
);

export const hours: fc.Arbitrary<WeekOfHours> = fc.array(windows, { minLength: 7, maxLength: 7 }).map(days => new WeekOfHours(days));

const interventions: fc.Arbitrary<Intervention> = fc.record({
  at: instants,
  does: fc.constantFrom('PAUSE_SERVICE' as const, 'RESUME_SERVICE' as const, 'RESUME_SERVICE' as const, 'PAUSE_SERVICE' as const, 'START_DEPLOYMENT' as const),
  times: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 12 }) }),
  every: fc.integer({ min: 3, max: 40 }).map(minutes => minutes * MINUTE),
});

const deployments = (nested: boolean): fc.Arbitrary<Deployment> => fc.record({
  at: instants,
  updates: fc.boolean(),
  ends: fc.constantFrom('UPDATE_COMPLETE' as const, 'UPDATE_COMPLETE' as const, 'UPDATE_ROLLBACK_COMPLETE' as const, 'UPDATE_FAILED' as const, 'UPDATE_ROLLBACK_FAILED' as const),
  rootSeconds: nested ? fc.integer({ min: 0, max: 1800 }) : fc.constant(0),
});

const outcomes: fc.Arbitrary<Outcome> = fc.record({
  seconds: fc.integer({ min: 20, max: 240 }),
  ends: fc.oneof(
    { weight: 9, arbitrary: fc.constant('SUCCEEDED' as const) },
    { weight: 1, arbitrary: fc.constantFrom('FAILED' as const, 'ROLLBACK_SUCCEEDED' as const) },
  ),
});

const ticks: fc.Arbitrary<Tick> = fc.record({
  late: fc.integer({ min: 0, max: 59 }),
  turn: fc.integer({ min: 0, max: 45 }),
  onItsWay: fc.integer({ min: 0, max: 3 * SECOND }),
  goes: fc.oneof(
    { weight: 24, arbitrary: fc.constant('well' as const) },
    { weight: 1, arbitrary: fc.constantFrom('lost' as const, 'throttled' as const, 'twice' as const) },
  ),
});

const outages: fc.Arbitrary<Span> = fc.tuple(instants, fc.integer({ min: 1, max: 10 }))
  .map(([from, length]) => ({ from, to: from + length * HOUR }));

const weeks = (nested: boolean, onDrift: OnDriftName, desired: fc.Arbitrary<DeclaredState>): fc.Arbitrary<Scenario> => fc.record({
  desired,
  onDrift: fc.constant(onDrift),
  deployAfterResume: fc.boolean(),
  interval: fc.constantFrom(5, 10, 15, 20, 30, 30, 60, 60).map(minutes => minutes * MINUTE),
  interventions: fc.array(interventions, { maxLength: 6 }),
  deployments: fc.array(deployments(nested), { maxLength: 4 }).map(all => [...all].sort((a, b) => a.at - b.at)),
  outcomes: fc.array(outcomes, { minLength: 3, maxLength: 9 }),
  outages: fc.array(outages, { maxLength: 1 }),
  ticks: fc.array(ticks, { minLength: 5, maxLength: 40 }),
  historyKept: fc.constantFrom(Infinity, Infinity, 2 * DAY, 0),
  deployedBefore: fc.constantFrom(-Infinity, MONDAY - 3 * HOUR),
});

export const scenarios = (onDrift: OnDriftName, desired: fc.Arbitrary<DeclaredState> = hours): fc.Arbitrary<Scenario> =>
  fc.boolean().chain(nested => weeks(nested, onDrift, desired));

export const fixedStates: fc.Arbitrary<DeclaredState> = fc.constantFrom('RUNNING' as const, 'PAUSED' as const);
