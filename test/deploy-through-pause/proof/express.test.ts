import { prove } from './prove';
import { SCENARIO_GROUPS } from '../scenarios';

test.each([
  ['express deployments', 450],
  ['express deployments that fail', 3000],
  ['express updates that App Runner does not make', 400],
] as const)('the promises hold through %s', async (group, fewest) => {
  await prove(group, SCENARIO_GROUPS[group], fewest);
});
