import { momentsOf } from '../moments-of';
import { ALL_READINGS, ROLLBACK_READINGS, twoOf } from '../readings';
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
      for (const readings of twoOf(ALL_READINGS, turn)) {
        const goes: Step = { deploy: to, rollback: false };
        const next: Step[][] = [[], [{ deploy: from }], [{ deploy: from, rollback: false }]];
        for (const steps of next) yield { name, from, found, readings, steps: [goes, ...steps] };
      }
    }
  }
}

/** A deployment fails at some moment and is not rolled back; the next one goes there, back, elsewhere, or is rolled back. */
export async function* afterNoRollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  yield* withoutRollback(pairs);
  for (const { name, from, to, third } of changing(pairs)) {
    const undisturbed: Scenario = { name, from, found: 'as declared', readings: ALL_READINGS[0], steps: [{ deploy: to }] };
    for (const [turn, moment] of (await momentsOf(undisturbed, 'update')).entries()) {
      const failing: Step = { deploy: to, rollback: false, failAt: [moment] };
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
        for (const readings of twoOf(ALL_READINGS, turn + way)) yield { ...undisturbed, readings, steps: [failing, ...steps] };
      }
    }
  }
}

/** A deployment fails and is rolled back, and the next one comes at once, while waiters of the first may still poll. */
export async function* afterARollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const { name, from, to, third } of changing(pairs)) {
    const undisturbed: Scenario = { name, from, found: 'as declared', readings: ROLLBACK_READINGS[0], steps: [{ deploy: to }] };
    for (const [turn, moment] of (await momentsOf(undisturbed, 'update')).entries()) {
      for (const readings of twoOf(ROLLBACK_READINGS, turn)) {
        const failing: Step = { deploy: to, failAt: [moment] };
        yield { ...undisturbed, readings, steps: [failing, { deploy: to }] };
        yield { ...undisturbed, readings, steps: [failing, failing, { deploy: third() }] };
      }
    }
  }
}
