import { prove } from './prove';
import { CHAPTERS } from '../scenarios';

test.each([
  ['express deployments', 450],
  ['express deployments that fail', 3000],
  ['express updates that App Runner does not make', 400],
] as const)('the promises hold through %s', async (chapter, fewest) => {
  await prove(chapter, CHAPTERS[chapter], fewest);
}, 300_000);
