import * as fc from 'fast-check';
import type { Operation } from '../../../lambda/aws/app-runner';
import { decide } from '../../../lambda/reconciler/decide';
import type { Decision } from '../../../lambda/reconciler/decision';
import type { Declaration, Hours } from '../../../lambda/reconciler/declaration';
import type { Situation } from '../../../lambda/reconciler/situation';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** It is a Thursday, in whole seconds. */
export const NOW = Date.UTC(2026, 10, 26, 21);
/** When a service with hours was last to be paused, and before that to run. */
export const BOUNDARY = NOW - 3 * HOUR;

const oppositeOf = (state: 'RUNNING' | 'PAUSED') => (state === 'RUNNING' ? 'PAUSED' : 'RUNNING');

/** Running until three hours ago, or since then. */
export const hoursThatAre = (state: 'RUNNING' | 'PAUSED'): Hours => {
  return {
    stateAt: instant => (instant >= BOUNDARY ? state : oppositeOf(state)),
    lastBoundary: instant => (instant >= BOUNDARY ? { at: BOUNDARY } : undefined),
  };
};

/** An operation as App Runner lists it. */
export const operation = (type: string, status: string, startedAt: number): Operation => ({ id: `${type}-${startedAt}`, type, status, startedAt });

export const situationOf = ({ declaration, ...rest }: Partial<Omit<Situation, 'declaration'>> & { declaration?: Partial<Declaration> }): Situation => ({
  now: NOW,
  stack: { allows: 'act', reason: 'the stack is UPDATE_COMPLETE' },
  status: 'RUNNING',
  ...rest,
  declaration: { serviceArn: 'arn', desired: 'RUNNING', onDrift: 'TOLERATE', deployAfterResume: false, ...declaration },
});

/** All facts about a service, some of which the decision asks for. */
export type Known = Required<Pick<Situation, 'history' | 'stackEndedAt'>>;

/** Answers what the decision asks, and nothing else. */
export function decided(situation: Situation, known: Known): { decision: Decision; asked: string[] } {
  const asked: string[] = [];
  let step = decide(situation);
  for (let informed = situation; step.kind === 'ask'; step = decide(informed)) {
    asked.push(step.about);
    const { history, stackEndedAt } = known;
    informed = { ...informed, ...step.about === 'history' ? { history } : { stackEndedAt } };
  }
  return { decision: step, asked };
}

/** App Runner's own words most of the time, and anything at all for the rest. */
const word = (...known: string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.string() });

const minutesAgo = fc.integer({ min: 0, max: 2 * 24 * 60 });

/** Newest first, some of them without a time. */
export const histories: fc.Arbitrary<Operation[]> = fc.array(fc.record({
  type: word('PAUSE_SERVICE', 'RESUME_SERVICE', 'START_DEPLOYMENT', 'UPDATE_SERVICE', 'CREATE_SERVICE'),
  status: word('SUCCEEDED', 'SUCCEEDED', 'FAILED', 'ROLLBACK_SUCCEEDED', 'IN_PROGRESS', 'PENDING'),
  ago: minutesAgo,
  timeless: fc.integer({ min: 0, max: 9 }).map(n => n === 0),
}), { maxLength: 12 }).map(all => all.sort((a, b) => a.ago - b.ago).map(({ type, status, ago, timeless }, nth) => ({
  id: `op-${nth}`, type, status, startedAt: timeless ? NaN : NOW - ago * MINUTE,
})));

const desired = fc.oneof(
  fc.constantFrom('RUNNING' as const, 'PAUSED' as const, 'AS_FOUND' as const),
  fc.tuple(minutesAgo, fc.constantFrom('RUNNING' as const, 'PAUSED' as const), fc.boolean()).map(([ago, state, changesSoon]): Hours => ({
    stateAt: instant => (changesSoon && instant > NOW ? oppositeOf(state) : state),
    lastBoundary: () => ({ at: NOW - ago * MINUTE }),
  })),
  fc.constantFrom('RUNNING' as const, 'PAUSED' as const).map((state): Hours => ({ stateAt: () => state, lastBoundary: () => undefined })),
);

export const situations: fc.Arbitrary<Situation> = fc.record({
  declaration: fc.record({
    serviceArn: fc.constant('arn'),
    desired,
    onDrift: fc.constantFrom('TOLERATE' as const, 'REPORT' as const, 'CORRECT' as const),
    deployAfterResume: fc.boolean(),
  }),
  now: fc.constant(NOW),
  stack: fc.constantFrom('act' as const, 'act' as const, 'act' as const, 'report' as const, 'nothing' as const).map(allows => ({ allows, reason: 'so it is' })),
  status: word('RUNNING', 'PAUSED', 'OPERATION_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_FAILED', 'DELETED', 'NOT_FOUND'),
});

export const stackEnds: fc.Arbitrary<number> = fc.oneof(fc.constant(-Infinity), minutesAgo.map(ago => NOW - ago * MINUTE + 300));
