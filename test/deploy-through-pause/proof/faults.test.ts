import { prove } from './prove';
import { SCENARIO_GROUPS } from '../scenarios';

test.each([
  ['every failure of a rollback', 800],
  ['updates that fail', 150],
  ['pauses and resumes that fail', 1500],
  ['permanent faults', 2000],
  ['transient faults', 500],
  ['interventions', 800],
] as const)('the promises hold through %s', async (group, fewest) => {
  await prove(group, SCENARIO_GROUPS[group], fewest);
});
