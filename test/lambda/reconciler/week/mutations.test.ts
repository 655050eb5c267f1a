import * as fc from 'fast-check';
import { MUTATIONS } from './mutations';
import { brokenPromises } from './promises';
import type { PromiseName } from './promises';
import { run } from './run';
import { scenarios } from './scenario';

const MOST_RUNS = 400;
const SEED = 15;

/** @returns the promises broken up to and including that one */
function brokenUntil({ breaks, onDrift, rules, desired }: typeof MUTATIONS[number]): Set<PromiseName> {
  const broken = new Set<PromiseName>();
  for (const scenario of fc.sample(scenarios(onDrift, desired), { numRuns: MOST_RUNS, seed: SEED })) {
    for (const { promise } of brokenPromises(run(scenario, rules), scenario)) broken.add(promise);
    if (broken.has(breaks)) break;
  }
  return broken;
}

describe('A week of ticks breaks a promise with', () => {
  test.each(MUTATIONS)('$name: $breaks', (mutation) => {
    expect([...brokenUntil(mutation)]).toContain(mutation.breaks);
  });
});
