import { ROLLBACK_ASSUMPTIONS, DEFAULT_ASSUMPTIONS } from '../assumptions';
import { pointsOf } from '../points-of';
import { FOUND } from '../scenario';
import type { Scenario } from '../scenario';
import type { VersionPair } from '../version-pairs';

/** Every update, undisturbed, and with another resource failing at each of its points. */
export async function* everyFailure(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const { name, from, to } of pairs) {
    for (const found of FOUND) {
      const undisturbed: Scenario = { name, from, found, assumptions: DEFAULT_ASSUMPTIONS, steps: [{ deploy: to }] };
      yield undisturbed;
      for (const point of await pointsOf(undisturbed, 'update')) {
        for (const assumptions of ROLLBACK_ASSUMPTIONS) yield { ...undisturbed, assumptions, steps: [{ deploy: to, failAt: [point] }] };
      }
    }
  }
}

/** Another resource fails in the rollback as well, and the owner continues the rollback. */
export async function* everyFailureOfARollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const { name, from, to } of pairs.filter(pair => !pair.variant)) {
    for (const assumptions of ROLLBACK_ASSUMPTIONS) {
      const rolledBack: Scenario = { name, from, found: 'as declared', assumptions, steps: [{ deploy: to, failAt: ['end of update'] }] };
      for (const point of await pointsOf(rolledBack, 'rollback')) {
        yield { ...rolledBack, steps: [{ deploy: to, failAt: ['end of update', point] }] };
      }
    }
  }
}
