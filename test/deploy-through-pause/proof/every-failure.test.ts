import { prove } from './prove';
import { CHAPTERS } from '../scenarios';

test('the promises hold through every failure', async () => {
  await prove('every failure', CHAPTERS['every failure'], 4000);
}, 300_000);
