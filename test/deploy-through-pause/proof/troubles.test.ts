import { prove } from './prove';
import { CHAPTERS } from '../scenarios';

test.each([
  ['every failure of a rollback', 800],
  ['updates that fail', 150],
  ['pauses and resumes that fail', 1500],
  ['trouble for good', 2000],
  ['passing trouble', 500],
  ['visitors', 800],
] as const)('the promises hold through %s', async (chapter, fewest) => {
  await prove(chapter, CHAPTERS[chapter], fewest);
}, 300_000);
