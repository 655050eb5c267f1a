import { everyFailure } from './every-failure';
import { changing } from './one-after-the-other';
import { ALL_ASSUMPTIONS, ROLLBACK_ASSUMPTIONS, twoOf } from '../assumptions';
import { pointsOf } from '../points-of';
import { FOUND } from '../scenario';
import type { Scenario, Step } from '../scenario';
import type { VersionPair } from '../version-pairs';

const AT_END = ['end of update'];
/** Between two points, and longer before the next than the clocks differ. */
const BETWEEN = { secondsLater: 3, betweenResourcesSeconds: 6 };

const inPlace = (pairs: readonly VersionPair[]): readonly VersionPair[] =>
  pairs.filter(({ updatesInPlace, onlyPausesOrResumes }) => updatesInPlace || onlyPausesOrResumes);

/** Somebody pauses or resumes the service at every point of an update and of its rollback, and between any two of them. */
export async function* visitors(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const [turn, { name, from, to }] of inPlace(pairs).entries()) {
    for (const found of FOUND) {
      for (const failAt of [[], AT_END, ['update: before ShopState']]) {
        for (const assumptions of twoOf(ROLLBACK_ASSUMPTIONS, turn)) {
          const { secondsLater, ...unhurried } = BETWEEN;
          const undisturbed: Scenario = { name, from, found, assumptions, steps: [{ deploy: to, failAt }], ...unhurried };
          for (const at of await pointsOf(undisturbed)) {
            const act = { at, what: 'pause or resume by hand', serviceId: 'Shop' } as const;
            yield { ...undisturbed, interventions: [{ ...act, secondsLater }] };
            yield { ...undisturbed, interventions: [act] };
          }
          if (failAt.length === 0) break; // nothing is rolled back
        }
      }
    }
  }
}

/** A deployment fails and is not rolled back; the next one goes there, back, elsewhere, or is rolled back. */
export async function* afterNoRollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const [first, { name, from, to, third }] of changing(pairs).entries()) {
    for (const [side, found] of FOUND.entries()) {
      const undisturbed: Scenario = { name, from, found, assumptions: ALL_ASSUMPTIONS[0], steps: [{ deploy: to }] };
      for (const [turn, point] of (await pointsOf(undisturbed, 'update')).entries()) {
        const failing: Step = { deploy: to, rollback: false, failAt: [point] };
        const next: Step[][] = [
          [{ deploy: to }], [{ deploy: from }], [{ deploy: third() }], ['roll back'], [{ deploy: to, failAt: AT_END }],
          [{ deploy: third(), failAt: AT_END }], [{ deploy: third(), rollback: false, failAt: AT_END }, { deploy: from }],
          [{ deploy: to, rollback: false }], [{ deploy: from, rollback: false }],
          [{ deploy: from, failAt: AT_END }], [{ deploy: from, rollback: false, failAt: AT_END }, { deploy: third() }],
        ];
        for (const [way, steps] of next.entries()) {
          for (const assumptions of twoOf(ALL_ASSUMPTIONS, first + side + turn + way)) {
            yield { ...undisturbed, assumptions, steps: [failing, ...steps], secondsBetweenSteps: 600 };
          }
        }
      }
    }
  }
}

/** Two deployments, the first of which is rolled back at some point. What was ours in it is not ours in the second. */
export async function* afterARollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const [first, { name, from, to, third }] of changing(pairs).entries()) {
    for (const [side, found] of FOUND.entries()) {
      const undisturbed: Scenario = { name, from, found, assumptions: ROLLBACK_ASSUMPTIONS[0], steps: [{ deploy: to }] };
      for (const [turn, point] of (await pointsOf(undisturbed, 'update')).entries()) {
        for (const assumptions of twoOf(ROLLBACK_ASSUMPTIONS, first + side + turn)) {
          yield { ...undisturbed, assumptions, steps: [{ deploy: to, failAt: [point] }, { deploy: third() }] };
        }
      }
    }
  }
}

/** There and back. What the first deployment has resumed runs by wish in the second one, which leaves it. */
export function* thereAndBack(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const [turn, { name, from, to }] of inPlace(pairs).entries()) {
    for (const found of FOUND) {
      for (const failAt of [[], AT_END]) {
        for (const assumptions of twoOf(ROLLBACK_ASSUMPTIONS, turn)) {
          yield { name, from, found, assumptions, steps: [{ deploy: to }, { deploy: from, failAt }] };
        }
      }
    }
  }
}

export function* express(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const [turn, { name, from, to }] of pairs.entries()) {
    for (const found of FOUND) {
      const goes: Step = { deploy: to, express: true };
      const fails: Step = { ...goes, failAt: AT_END };
      const courses: Step[][] = [[goes], [{ ...goes, rollback: true }], [goes, { deploy: from }], [fails, { ...goes, deploy: from }], [fails, goes]];
      for (const [way, steps] of courses.entries()) {
        for (const assumptions of twoOf(ALL_ASSUMPTIONS, turn + way)) yield { name, from, found, assumptions, steps };
      }
    }
  }
}

/** The clocks of App Runner and CloudFormation differ. A deployment that succeeds needs no times. */
export function* differingClocks(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const { name, from, to } of pairs.filter(({ updatesInPlace }) => updatesInPlace)) {
    for (const found of FOUND) yield { name, from, found, assumptions: ROLLBACK_ASSUMPTIONS[0], steps: [{ deploy: to }], appRunnerBehindSeconds: 20 };
  }
}

/** The stack is nested in another one, which fails after it or not. */
export function* nested(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const { name, from, to } of pairs) {
    for (const found of FOUND) {
      for (const assumptions of ROLLBACK_ASSUMPTIONS) {
        for (const rootFails of [true, false]) yield { name, from, found, assumptions, steps: [{ deploy: to, rootFails }], nested: true };
      }
    }
  }
}

export const AS_FOUND_GROUPS = {
  'every failure': everyFailure,
  'visitors': visitors,
  'after a deployment without rollback': afterNoRollback,
  'after a rollback': afterARollback,
  'there and back': thereAndBack,
  'express': express,
  'differing clocks': differingClocks,
  'nested': nested,
} as const;
