import { ALL_ASSUMPTIONS, ROLLBACK_ASSUMPTIONS, twoOf } from '../assumptions';
import { pointsOf } from '../points-of';
import { FOUND } from '../scenario';
import type { Scenario, Step } from '../scenario';
import type { VersionPair } from '../version-pairs';

/** Going back and forth between those can be made safe. */
export const changing = (pairs: readonly VersionPair[]): readonly VersionPair[] =>
  pairs.filter(pair => (pair.updatesInPlace || pair.replaces) && !pair.variant);

/** Nothing disturbs a deployment without rollback, nor the way back. */
function* withoutRollback(pairs: readonly VersionPair[]): Generator<Scenario> {
  for (const [turn, { name, from, to }] of pairs.entries()) {
    for (const found of FOUND) {
      for (const assumptions of twoOf(ALL_ASSUMPTIONS, turn)) {
        const goes: Step = { deploy: to, rollback: false };
        const next: Step[][] = [[], [{ deploy: from }], [{ deploy: from, rollback: false }]];
        for (const steps of next) yield { name, from, found, assumptions, steps: [goes, ...steps] };
      }
    }
  }
}

/** A deployment fails at some point and is not rolled back; the next one goes there, back, elsewhere, or is rolled back. */
export async function* afterNoRollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  yield* withoutRollback(pairs);
  for (const { name, from, to, third } of changing(pairs)) {
    const undisturbed: Scenario = { name, from, found: 'as declared', assumptions: ALL_ASSUMPTIONS[0], steps: [{ deploy: to }] };
    for (const [turn, point] of (await pointsOf(undisturbed, 'update')).entries()) {
      const failing: Step = { deploy: to, rollback: false, failAt: [point] };
      const next: Step[][] = [
        [{ deploy: to }],
        [{ deploy: from }],
        [{ deploy: third() }],
        ['roll back'],
        [{ deploy: to, failAt: ['end of update'] }],
        [{ deploy: third(), failAt: ['end of update'] }],
        [{ deploy: third(), rollback: false, failAt: ['end of update'] }, { deploy: from }],
        [{ deploy: to, rollback: false }],
        [{ deploy: from, rollback: false }],
        [{ deploy: third(), rollback: false }],
        [{ deploy: from, failAt: ['end of update'] }],
        [{ deploy: third(), rollback: false, failAt: ['end of update'] }, { deploy: from, rollback: false }],
        [{ deploy: to, rollback: false, failAt: ['end of update'] }, 'roll back'],
        [{ deploy: to, rollback: false }, { deploy: third(), failAt: ['end of update'] }],
      ];
      for (const [way, steps] of next.entries()) {
        for (const assumptions of twoOf(ALL_ASSUMPTIONS, turn + way)) yield { ...undisturbed, assumptions, steps: [failing, ...steps] };
      }
    }
  }
}

/** A deployment fails and is rolled back, and the next one comes at once, while waiters of the first may still poll. */
export async function* afterARollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const { name, from, to, third } of changing(pairs)) {
    const undisturbed: Scenario = { name, from, found: 'as declared', assumptions: ROLLBACK_ASSUMPTIONS[0], steps: [{ deploy: to }] };
    for (const [turn, point] of (await pointsOf(undisturbed, 'update')).entries()) {
      for (const assumptions of twoOf(ROLLBACK_ASSUMPTIONS, turn)) {
        const failing: Step = { deploy: to, failAt: [point] };
        yield { ...undisturbed, assumptions, steps: [failing, { deploy: to }] };
        yield { ...undisturbed, assumptions, steps: [failing, failing, { deploy: third() }] };
      }
    }
  }
}
