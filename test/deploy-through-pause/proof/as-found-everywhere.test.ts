import { prove } from './prove';
import { AS_FOUND_PAIRS } from '../as-found-pairs';
import { AS_FOUND_GROUPS } from '../scenarios/as-found';

/** What proof/as-found.test.ts proves for two updates, for all of them. */
test.each([
  ['visitors', 4000],
  ['after a deployment without rollback', 4000],
  ['after a rollback', 400],
] as const)('every service as found ends as it was before, or as somebody wanted it: %s', async (group, fewest) => {
  await prove(`as found everywhere, ${group}`, AS_FOUND_GROUPS[group], fewest, AS_FOUND_PAIRS);
}, 600_000);
