import { TELLING_AS_FOUND_PAIRS } from './as-found-pairs';
import { REAL_HANDLERS } from './handlers';
import type { Handlers } from './handlers';
import { shortcutThroughTheSdk } from './in-process-app-runner';
import { MUTATIONS } from './mutations';
import { MUTATIONS_OF_AS_FOUND } from './mutations-of-as-found';
import { MUTATIONS_OF_RIGHTS, mutatedPair } from './mutations-of-rights';
import { MUTATIONS_OF_TICKS } from './mutations-of-ticks';
import { counterExample } from './proof/prove';
import { run } from './run';
import type { Run } from './run';
import { SCENARIO_GROUPS } from './scenarios';
import type { ScenarioGroup } from './scenarios';
import { AS_FOUND_GROUPS } from './scenarios/as-found';
import { TICK_GROUPS, TICK_PAIRS } from './scenarios/ticks';
import { TELLING_PAIRS } from './version-pairs';

let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
afterAll(() => shortcut.end());

describe('the proof notices when', () => {
  test.each(MUTATIONS)('$name', async ({ handlers, breaks, group }) => {
    const groups = group ? [SCENARIO_GROUPS[group]] : Object.values(SCENARIO_GROUPS);
    expect(await firstToBreak(breaks, handlers, groups)).toBeDefined();
  });

  test.each(MUTATIONS_OF_TICKS)('$name', async ({ handlers, breaks, group, pairs = TICK_PAIRS }) => {
    expect(await firstToBreak(breaks, handlers, [TICK_GROUPS[group]], pairs)).toBeDefined();
  }, 120_000);

  test.each(MUTATIONS_OF_AS_FOUND)('$name', async ({ handlers, breaks, group }) => {
    expect(await firstToBreak(breaks, handlers, [AS_FOUND_GROUPS[group]], TELLING_AS_FOUND_PAIRS)).toBeDefined();
  }, 120_000);

  test.each(MUTATIONS_OF_RIGHTS)('$name', async mutation => {
    expect(await firstToBreak('no request of ours is refused for a right', REAL_HANDLERS, [SCENARIO_GROUPS['every failure']], [mutatedPair(mutation)])).toBeDefined();
  });
});

async function firstToBreak(promise: string, handlers: Handlers, groups: readonly ScenarioGroup[], pairs = TELLING_PAIRS): Promise<Run | undefined> {
  for (const scenarios of groups) {
    for await (const scenario of scenarios(pairs)) {
      const result = await run(scenario, handlers);
      if (result.broken.every(broken => broken.promise !== promise)) continue;
      if (process.env.SHOW_COUNTER_EXAMPLE) process.stdout.write(`${counterExample(result)}\n`);
      return result;
    }
  }
  return undefined;
}
