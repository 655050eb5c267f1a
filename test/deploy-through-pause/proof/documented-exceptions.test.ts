import { REPRESENTATIVE_AS_FOUND_PAIRS } from '../as-found-pairs';
import { REASONS, wasNeeded } from '../documented-exceptions';
import { shortcutThroughTheSdk } from '../in-process-app-runner';
import { run } from '../run';
import type { Scenario } from '../scenario';
import { SCENARIO_GROUPS } from '../scenarios';
import { AS_FOUND_GROUPS } from '../scenarios/as-found';
import { TELLING_PAIRS, VERSION_PAIRS } from '../version-pairs';

let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
afterAll(() => shortcut.end());

describe('what is not promised cannot be, because', () => {
  test.each(REASONS)('%s', async because => {
    expect(await isNeeded(because)).toBe(true);
  });
});

const needed = new Set<string>();
const scenarios = everyScenario();

/** An exception that no scenario needs any more has to go. No scenario is run twice: the next exception goes on where the last one was found. */
async function isNeeded(because: string): Promise<boolean> {
  while (!needed.has(because)) {
    const { done, value } = await scenarios.next();
    if (done) return false;
    await run(value);
    REASONS.filter(wasNeeded).forEach(reason => needed.add(reason));
  }
  return true;
}

async function* everyScenario(): AsyncGenerator<Scenario, undefined> {
  for (const group of Object.values(AS_FOUND_GROUPS)) yield* group(REPRESENTATIVE_AS_FOUND_PAIRS);
  for (const pairs of [TELLING_PAIRS, VERSION_PAIRS]) {
    for (const group of Object.values(SCENARIO_GROUPS)) yield* group(pairs);
  }
  return undefined;
}
