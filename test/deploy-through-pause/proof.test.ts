import { exceptionsNeverNeeded } from './documented-exceptions';
import { shortcutThroughTheSdk } from './in-process-app-runner';
import { play } from './play';
import type { Play } from './play';
import type { Scenario } from './scenario';
import { CHAPTERS } from './scenarios';
import { VERSION_PAIRS } from './version-pairs';

/** One in so many scenarios is played once more with nothing of the SDK left out. */
const SAMPLE = 60;

const played: Record<string, number> = {};
const sample: Scenario[] = [];

afterAll(() => {
  const total = Object.values(played).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(played).map(([chapter, count]) => `${chapter} ${count}`).join(', ');
  process.stdout.write(`Deploying through a pause: ${total} scenarios (${parts}), ${sample.length} of them also through the whole SDK.\n`);
});

describe('the promises hold', () => {
  let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
  beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
  afterAll(() => shortcut.end());

  test.each(Object.keys(CHAPTERS))('%s', async chapter => {
    const broken: Play[] = [];
    let count = 0;
    for await (const scenario of CHAPTERS[chapter](VERSION_PAIRS)) {
      const result = await play(scenario);
      if (result.broken.length > 0) broken.push(result);
      if (count % SAMPLE === 0) sample.push(scenario);
      count += 1;
    }
    played[chapter] = count;
    if (broken.length > 0) throw new Error(`${broken.length} of ${count} scenarios break a promise. The shortest of them:\n\n${shortest(broken)}`);
  }, 300_000);
});

test('nothing of that is owed to what the scenarios leave out of the SDK', async () => {
  for (const scenario of sample) {
    const whole = await play(scenario);
    const shortcut = shortcutThroughTheSdk();
    const short = await play(scenario);
    shortcut.end();
    expect(String(whole.stage.story)).toBe(String(short.stage.story));
  }
}, 300_000);

test('every documented exception is needed', () => {
  expect(exceptionsNeverNeeded()).toEqual([]);
});

test('there are thousands of scenarios', () => {
  expect(Object.values(played).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(8000);
});

function shortest(plays: readonly Play[]): string {
  const [{ scenario, stage: { story } }] = [...plays].sort((a, b) => a.stage.story.lines.length - b.stage.story.lines.length);
  const { found, readings: { rollbackOrder, replacedInRollback, formerIds, retriedFrom } } = scenario;
  return [
    `The service is found ${found}. A rollback goes through ${rollbackOrder}; what was replaced is ${replacedInRollback};`,
    `former ids are deleted ${formerIds}; what failed is tried again from the ${retriedFrom}.`,
    String(story),
  ].join('\n');
}
