import * as fc from 'fast-check';
import { ROLLBACK_ASSUMPTIONS } from '../assumptions';
import { HOURS_PAIRS, HOURS_REMOVED_ALONE, PAIRS_WITH_LATE_ACTS, REPRESENTATIVE_HOURS_PAIRS } from '../hours-pairs';
import { pointsOf } from '../points-of';
import { FOUND } from '../scenario';
import type { Scenario, Step, TickPlan } from '../scenario';
import type { VersionPair } from '../version-pairs';

/** Ticks before this find something to do: a boundary has passed a moment ago. */
const JUST_PASSED = -10;
const AT_END = ['end of update'];

/** Much happens while an act is on its way, or a short deployment is over before it arrives. */
const [SLOW, FAST] = [0.7, 0.1];

/**
 * How long before a deployment a tick begins, and how long CloudFormation takes from one resource to the next. The last look of
 * the slowest tick is answered after three seconds, and its act arrives after seven. In between, a deployment can begin that
 * the tick does not see. The first one is a deployment that it does see.
 */
const BEGINNINGS = [[0.3, FAST], [3.1, SLOW], [3.6, SLOW], [4.1, FAST], [4.6, FAST], [5.1, SLOW], [5.6, SLOW], [6.1, FAST], [6.6, FAST]] as const;

/** A deployment begins while a tick is under way. */
export async function* beginningsOfDeployments(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const [turn, pair] of pairs.entries()) {
    const { to } = pair;
    const undisturbed = scenarioOf(pair, [{ deploy: to }], turn, { secondsBefore: [] });
    const points = REPRESENTATIVE_HOURS_PAIRS.includes(pair) ? await pointsOf(undisturbed, 'update') : AT_END;
    for (const steps of [[{ deploy: to }], ...points.map(point => [{ deploy: to, failAt: [point] }])]) {
      for (const [nth, [seconds, betweenResourcesSeconds]] of BEGINNINGS.entries()) {
        if (points === AT_END && nth % 2 !== turn % 2) continue;
        const found = FOUND[isCorrected(pair) ? 1 : 0];
        yield { ...scenarioOf(pair, steps, turn + nth, { secondsBefore: [seconds] }), found, betweenResourcesSeconds };
      }
    }
  }
}

/** Ticks at every point, also between a deployment that failed without rollback and what comes after it. */
export function* everyPoint(pairs: readonly VersionPair[]): Generator<Scenario> {
  const ticks: TickPlan = { secondsBefore: [8, 4], atEveryPoint: true };
  for (const [turn, pair] of pairs.entries()) {
    const { from, to } = pair;
    const fails: Step = { deploy: to, rollback: false, failAt: AT_END };
    const courses: Step[][] = [[{ deploy: to, failAt: AT_END }], [fails, 'roll back'], [fails, { deploy: from }], [fails, { deploy: to }]];
    for (const steps of courses) {
      yield scenarioOf(pair, steps, turn, ticks);
      yield { ...scenarioOf(pair, steps, turn + 1, ticks), boundaryAfter: 20, found: 'the other way round' };
    }
  }
}

/** The stack is nested, and the boundary is while only the root is being deployed, or behind that. */
export function* nested(): Generator<Scenario> {
  for (const pair of [HOURS_REMOVED_ALONE, ...REPRESENTATIVE_HOURS_PAIRS]) {
    for (const rootFails of [true, false]) {
      for (const turn of ROLLBACK_ASSUMPTIONS.keys()) {
        for (const boundaryAfter of [JUST_PASSED, 40, 75, 85]) {
          const ticks: TickPlan = { secondsBefore: [4], atEveryPoint: true };
          yield { ...scenarioOf(pair, [{ deploy: pair.to, rootFails }], turn, ticks), nested: true, boundaryAfter };
        }
      }
    }
  }
}

/** The Schedule has sent its input before a deployment, and it comes after it. */
export function* lateInput(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const [turn, pair] of pairs.entries()) {
    yield { ...scenarioOf(pair, [{ deploy: pair.to }], turn, { secondsBefore: [1], isLate: true }), boundaryAfter: 0.5 };
  }
}

/** A pause fails in the clean-up after a rollback, so that the service runs because of the deployment. */
export function* pausesThatFail(): Generator<Scenario> {
  const [pair] = REPRESENTATIVE_HOURS_PAIRS;
  for (const [turn, { deleteTries }] of ROLLBACK_ASSUMPTIONS.entries()) {
    const times = deleteTries === 'one' ? 2 : 6; // Restore tries twice a request
    const rule = { operation: 'PauseService', times, fault: { kind: 'operation-ends', outcome: 'FAILED' } } as const;
    yield { ...scenarioOf(pair, [{ deploy: pair.to, failAt: AT_END }], turn, { secondsBefore: [] }), faults: [{ from: 'start of clean-up', rule }] };
  }
}

/** Any of all that at once. TICKS_SEED chooses others. */
export function* sample(pairs: readonly VersionPair[]): Generator<Scenario> {
  const any = fc.record({
    // Otherwise nothing resumes the service for the next update: a limit, with ticks or without.
    pair: fc.constantFrom(...pairs.filter(({ to }) => Object.values(to.template.Resources).some(({ Type }) => Type === 'Custom::AppRunnerRestore'))),
    failAt: fc.constantFrom([], AT_END, ['update: before ShopState'], ['update: ShopState, poll 1'], ['update: Shop, poll 1'], ['start of rollback']),
    next: fc.constantFrom('nothing', 'roll back', 'back', 'third'),
    turn: fc.nat(3),
    found: fc.constantFrom(...FOUND),
    boundaryAfter: fc.integer({ min: -12, max: 240 }),
    secondsBefore: fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 3 }),
    atEveryPoint: fc.boolean(),
    callTimes: fc.record({ askSeconds: fc.constantFrom(0.1, 0.5, 1), actSeconds: fc.constantFrom(0.1, 1, 2, 3) }),
  });
  const seed = Number(process.env.TICKS_SEED ?? 1);
  for (const { pair, failAt, next, turn, found, boundaryAfter, ...ticks } of fc.sample(any, { numRuns: 120, seed })) {
    const first: Step = { deploy: pair.to, failAt, rollback: next === 'nothing' };
    const second: Record<typeof next, Step[]> = {
      'nothing': [],
      'roll back': failAt.length > 0 && !failAt.includes('start of rollback') ? ['roll back'] : [],
      'back': [{ deploy: pair.from }],
      'third': [{ deploy: pair.third() }],
    };
    yield { ...scenarioOf(pair, [first, ...second[next]], turn, ticks), found, boundaryAfter };
  }
}

function scenarioOf({ name, from }: VersionPair, steps: readonly Step[], turn: number, ticks: TickPlan): Scenario {
  return { name, from, found: 'as declared', assumptions: ROLLBACK_ASSUMPTIONS[turn % ROLLBACK_ASSUMPTIONS.length], steps, boundaryAfter: JUST_PASSED, ticks };
}

function isCorrected({ name }: VersionPair): boolean {
  return name.includes('corrected');
}

export const TICK_GROUPS = {
  'beginnings of deployments': beginningsOfDeployments,
  'every point': everyPoint,
  'nested': nested,
  'late input': lateInput,
  'pauses that fail': pausesThatFail,
  'sample': sample,
} as const;

export const TICK_PAIRS: readonly VersionPair[] = [...HOURS_PAIRS, ...PAIRS_WITH_LATE_ACTS];
