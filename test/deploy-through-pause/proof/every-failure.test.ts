import { prove } from './prove';
import { SCENARIO_GROUPS } from '../scenarios';

test('the promises hold through every failure', async () => {
  await prove('every failure', SCENARIO_GROUPS['every failure'], 4000);
});
