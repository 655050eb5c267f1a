import { prove } from './prove';
import { CHAPTERS } from '../scenarios';

test.each([
  ['after a deployment without rollback', 5500],
  ['after a rollback', 600],
] as const)('the promises hold %s', async (chapter, fewest) => {
  await prove(chapter, CHAPTERS[chapter], fewest);
}, 300_000);
