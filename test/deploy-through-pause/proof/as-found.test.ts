import { prove } from './prove';
import { AS_FOUND_PAIRS, REPRESENTATIVE_AS_FOUND_PAIRS, TELLING_AS_FOUND_PAIRS } from '../as-found-pairs';
import { AS_FOUND_GROUPS } from '../scenarios/as-found';

test.each([
  ['every failure', 1600, AS_FOUND_PAIRS],
  ['there and back', 90, AS_FOUND_PAIRS],
  ['express', 400, AS_FOUND_PAIRS],
  ['differing clocks', 8, TELLING_AS_FOUND_PAIRS],
  ['nested', 300, AS_FOUND_PAIRS],
  // The others are left to proof/as-found-everywhere.test.ts.
  ['visitors', 500, REPRESENTATIVE_AS_FOUND_PAIRS],
  ['after a deployment without rollback', 900, REPRESENTATIVE_AS_FOUND_PAIRS],
  ['after a rollback', 80, REPRESENTATIVE_AS_FOUND_PAIRS],
] as const)('a service as found ends as it was before, or as somebody wanted it: %s', async (group, fewest, pairs) => {
  await prove(`as found, ${group}`, AS_FOUND_GROUPS[group], fewest, pairs);
}, 300_000);
