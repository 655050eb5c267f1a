import { readFileSync } from 'fs';
import * as path from 'path';

const read = (file: string): string => readFileSync(path.join(__dirname, '..', '..', file), 'utf8');
const PAGE = read('docs/rights-and-cost.md');
const SECTIONS = read('docs/benchmarks.md').split(/^### /m);

function cellsOf(text: string, question: string): string[] {
  const row = text.split('\n').find(line => line.startsWith('|') && line.split('|')[1].trim() === question);
  if (row === undefined) throw new Error(`there is no row '${question}'`);
  return row.split('|').slice(2, -1).map(cell => cell.trim());
}

describe('docs/rights-and-cost.md quotes what npm run bench wrote:', () => {
  it.each<{ said: string; section: string; question: string }>([
    { said: 'delay from the end of the operation to the answer, mean, in seconds', section: 'Delay from the end', question: '180 s, mean' },
    { said: 'the same, worst', section: 'Delay from the end', question: '180 s, worst' },
    { said: 'App Runner calls', section: 'What an operation of 3 minutes uses', question: 'App Runner calls' },
    { said: 'Step Functions transitions', section: 'What an operation of 3 minutes uses', question: 'Step Functions transitions' },
    { said: 'Lambda GB-seconds', section: 'What an operation of 3 minutes uses', question: 'Lambda GB-seconds' },
    { said: 'resources of a provider', section: 'What a template gains', question: 'resources of a provider' },
    { said: 'longest chain of resources on a first deploy', section: 'What a template gains', question: 'longest chain on a first deploy' },
    {
      said: '150 services in one deployment, while App Runner answers 5 calls a second: failed, of 3 × 150',
      section: '150 services of other stacks',
      question: 'resources that failed, in all runs',
    },
  ])('$said', ({ said, section, question }) => {
    const [ours, plainProvider, , , threeSeconds] = cellsOf(SECTIONS.find(text => text.startsWith(section)) ?? '', question);
    expect(cellsOf(PAGE, said)).toEqual([ours, plainProvider, threeSeconds]);
  });
});
