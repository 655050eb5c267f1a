import type { Handlers } from './handlers';
import { shortcutThroughTheSdk } from './in-process-app-runner';
import { MUTATIONS } from './mutations';
import { play } from './play';
import type { Play } from './play';
import { counterExample } from './proof/prove';
import { CHAPTERS } from './scenarios';
import type { Chapter } from './scenarios';
import { TELLING_PAIRS } from './version-pairs';

let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
afterAll(() => shortcut.end());

describe('the proof notices when', () => {
  test.each(MUTATIONS)('$name', async ({ handlers, breaks, chapter }) => {
    const chapters = chapter ? [CHAPTERS[chapter]] : Object.values(CHAPTERS);
    const found = await firstToBreak(breaks, handlers, chapters);
    if (found && process.env.SHOW_COUNTER_EXAMPLE) process.stdout.write(`${counterExample(found)}\n`);
    expect(found).toBeDefined();
  }, 120_000);
});

async function firstToBreak(promise: string, handlers: Handlers, chapters: readonly Chapter[]): Promise<Play | undefined> {
  for (const scenarios of chapters) {
    for await (const scenario of scenarios(TELLING_PAIRS)) {
      const result = await play(scenario, handlers);
      if (result.broken.some(broken => broken.promise === promise)) return result;
    }
  }
  return undefined;
}
