import { REAL_HANDLERS } from './handlers';
import type { Handlers } from './handlers';
import { shortcutThroughTheSdk } from './in-process-app-runner';
import { MUTATIONS } from './mutations';
import { MUTATIONS_OF_RIGHTS, mutatedPair } from './mutations-of-rights';
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
    expect(await firstToBreak(breaks, handlers, chapters)).toBeDefined();
  }, 120_000);

  test.each(MUTATIONS_OF_RIGHTS)('$name', async mutation => {
    expect(await firstToBreak('no request of ours is refused for a right', REAL_HANDLERS, [CHAPTERS['every failure']], [mutatedPair(mutation)])).toBeDefined();
  }, 120_000);
});

async function firstToBreak(promise: string, handlers: Handlers, chapters: readonly Chapter[], pairs = TELLING_PAIRS): Promise<Play | undefined> {
  for (const scenarios of chapters) {
    for await (const scenario of scenarios(pairs)) {
      const result = await play(scenario, handlers);
      if (result.broken.every(broken => broken.promise !== promise)) continue;
      if (process.env.SHOW_COUNTER_EXAMPLE) process.stdout.write(`${counterExample(result)}\n`);
      return result;
    }
  }
  return undefined;
}
