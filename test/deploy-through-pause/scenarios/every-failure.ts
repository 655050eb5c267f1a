import { momentsOf } from '../moments-of';
import { ROLLBACK_READINGS, SOME_READING } from '../readings';
import { FOUND } from '../scenario';
import type { Scenario } from '../scenario';
import type { VersionPair } from '../version-pairs';

/** Every update, undisturbed, and with another resource failing at each of its moments. */
export async function* everyFailure(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const { name, from, to } of pairs) {
    for (const found of FOUND) {
      const undisturbed: Scenario = { name, from, found, readings: SOME_READING, steps: [{ deploy: to }] };
      yield undisturbed;
      for (const moment of await momentsOf(undisturbed, 'update')) {
        for (const readings of ROLLBACK_READINGS) yield { ...undisturbed, readings, steps: [{ deploy: to, failAt: [moment] }] };
      }
    }
  }
}

/** Another resource fails in the rollback as well, and somebody has CloudFormation go on with it. */
export async function* everyFailureOfARollback(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  for (const { name, from, to } of pairs.filter(pair => !pair.variant)) {
    for (const readings of ROLLBACK_READINGS) {
      const rolledBack: Scenario = { name, from, found: 'as declared', readings, steps: [{ deploy: to, failAt: ['end of update'] }] };
      for (const moment of await momentsOf(rolledBack, 'rollback')) {
        yield { ...rolledBack, steps: [{ deploy: to, failAt: ['end of update', moment] }] };
      }
    }
  }
}
