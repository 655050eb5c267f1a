import { prove } from './prove';
import { SCENARIO_GROUPS } from '../scenarios';

test.each([
  ['after a deployment without rollback', 5500],
  ['after a rollback', 600],
] as const)('the promises hold %s', async (group, fewest) => {
  await prove(group, SCENARIO_GROUPS[group], fewest);
});
