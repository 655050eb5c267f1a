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

describe('docs/rights-and-cost.md says of running hours what npm run bench wrote:', () => {
  const oursOf = (section: string, question: string): number => Number(cellsOf(SECTIONS.find(text => text.startsWith(section)) ?? '', question)[0]);
  const month = (services: string, question: string): number => oursOf(`A month of running hours for ${services}\n`, question);
  const looks = month('one service', 'Scheduler invocations');
  const gbSeconds = (services: string): number => month(services, 'Lambda GB-seconds');

  it.each<[string, string]>([
    ['the looks of a month', `**${looks.toLocaleString('en-US')} looks**`],
    ['the time of a look', `a look with 128 MB takes ${(gbSeconds('one service') / 0.125 / looks).toFixed(2)} s`],
    ['the time of a look at 150 services', `150 services take ${(gbSeconds('150 services') / 0.125 / looks).toFixed(0)} s`],
    ['its cost', `= USD ${(gbSeconds('150 services') * 0.0000133334).toFixed(2)} a month`],
    ['the metrics of one service', `= USD ${(month('one service', 'US dollars') - month('one service', 'the same without custom metrics')).toFixed(3)}`],
    ['the cost of a month', `**${month('one service', 'the same without custom metrics').toFixed(4)}**`],
  ])('%s', (_, said) => {
    expect(PAGE).toContain(said);
  });

  it('how long a boundary of 150 services takes', () => {
    expect(PAGE).toContain('95 % are paused after three minutes, and all after little more than six');
    const minutes = (question: string): number => oursOf('A boundary of 150 services', question) / 60;
    expect(minutes('seconds until 95 % are paused')).toBeCloseTo(3, 0);
    expect(Math.floor(minutes('seconds until all are paused'))).toBe(6);
  });

  it('each formula gives its figure, and all together the sum', () => {
    const rows = [...PAGE.matchAll(/^\|.*\| ([\d,. ×/]+) \| (0\.\d{4}) \|$/gm)].map(([, formula, figure]) => ({ formula, figure }));
    expect(rows).toHaveLength(4);
    const values = rows.map(({ formula }) => formula.replaceAll(',', '').split(' / ').map(part => part.split(' × ').map(Number).reduce((a, b) => a * b)).reduce((a, b) => a / b));
    expect(values.map(value => value.toFixed(4))).toEqual(rows.map(({ figure }) => figure));
    expect(values.reduce((a, b) => a + b).toFixed(4)).toBe(cellsOf(PAGE, '**together**').at(-1)!.replaceAll('*', ''));
  });
});
