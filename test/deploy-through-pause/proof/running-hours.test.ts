import { prove } from './prove';
import { HOURS_PAIRS } from '../hours-pairs';
import { boundaries } from '../scenarios/running-hours';

test('the promises hold wherever in a deployment a boundary of the running hours is', async () => {
  await prove('boundaries of running hours', boundaries, 600, HOURS_PAIRS);
});
