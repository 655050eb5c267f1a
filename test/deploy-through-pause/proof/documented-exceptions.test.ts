import { REASONS, wasNeeded } from '../documented-exceptions';
import { shortcutThroughTheSdk } from '../in-process-app-runner';
import { play } from '../play';
import { CHAPTERS } from '../scenarios';
import { TELLING_PAIRS, VERSION_PAIRS } from '../version-pairs';

let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
afterAll(() => shortcut.end());

describe('what is not promised cannot be, because', () => {
  test.each(REASONS)('%s', async because => {
    expect(await isNeeded(because)).toBe(true);
  }, 120_000);
});

/** An exception that no scenario needs any more has to go. */
async function isNeeded(because: string): Promise<boolean> {
  for (const pairs of [TELLING_PAIRS, VERSION_PAIRS]) {
    for (const scenarios of Object.values(CHAPTERS)) {
      for await (const scenario of scenarios(pairs)) {
        await play(scenario);
        if (wasNeeded(because)) return true;
      }
    }
  }
  return false;
}
