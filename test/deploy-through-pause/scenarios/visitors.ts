import { momentsOf } from '../moments-of';
import { ROLLBACK_READINGS, twoOf } from '../readings';
import type { Scenario, Visit } from '../scenario';
import type { VersionPair } from '../version-pairs';

const VISITS: readonly Visit['what'][] = ['maintenance', 'deployment', 'pause or resume by hand'];

/** Somebody else has App Runner do something to the service, at each moment of an update and of its rollback. */
export async function* visitors(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  const updates = pairs.filter(pair => pair.updatesInPlace && !pair.variant);
  for (const [turn, { name, from, to }] of updates.entries()) {
    for (const failAt of [[], ['end of update']]) {
      for (const readings of twoOf(ROLLBACK_READINGS, turn)) {
        const undisturbed: Scenario = { name, from, found: 'as declared', readings, steps: [{ deploy: to, failAt }] };
        for (const at of await momentsOf(undisturbed)) {
          for (const what of VISITS) yield { ...undisturbed, visits: [{ at, what, serviceId: 'Shop' }] };
        }
        if (failAt.length === 0) break; // nothing is rolled back
      }
    }
  }
}
