import { ROLLBACK_ASSUMPTIONS, twoOf } from '../assumptions';
import { pointsOf } from '../points-of';
import type { Scenario, Intervention } from '../scenario';
import type { VersionPair } from '../version-pairs';

const INTERVENTIONS: readonly Intervention['what'][] = ['maintenance', 'deployment', 'pause or resume by hand'];

/** Somebody else starts an operation of the service, at each point of an update and of its rollback. */
export async function* interventions(pairs: readonly VersionPair[]): AsyncGenerator<Scenario> {
  const updates = pairs.filter(pair => pair.updatesInPlace && !pair.variant);
  for (const [turn, { name, from, to }] of updates.entries()) {
    for (const failAt of [[], ['end of update']]) {
      for (const assumptions of twoOf(ROLLBACK_ASSUMPTIONS, turn)) {
        const undisturbed: Scenario = { name, from, found: 'as declared', assumptions, steps: [{ deploy: to, failAt }] };
        for (const at of await pointsOf(undisturbed)) {
          for (const what of INTERVENTIONS) yield { ...undisturbed, interventions: [{ at, what, serviceId: 'Shop' }] };
        }
        if (failAt.length === 0) break; // nothing is rolled back
      }
    }
  }
}
