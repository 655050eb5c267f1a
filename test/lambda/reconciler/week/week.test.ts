import * as fc from 'fast-check';
import { brokenPromises } from './promises';
import { RULES } from './rules';
import { run } from './run';
import { fixedStates, scenarios } from './scenario';

const ON_DRIFT = ['TOLERATE', 'REPORT', 'CORRECT'] as const;

describe('A week of ticks, with people, deployments and failures in it, keeps every promise', () => {
  test.each(ON_DRIFT)('with running hours and %s', (onDrift) => {
    fc.assert(fc.property(scenarios(onDrift), (scenario) => {
      expect(brokenPromises(run(scenario, RULES), scenario)).toEqual([]);
    }), { numRuns: 500 });
  });

  test.each(ON_DRIFT)('with a fixed state and %s', (onDrift) => {
    fc.assert(fc.property(scenarios(onDrift, fixedStates), (scenario) => {
      expect(brokenPromises(run(scenario, RULES), scenario)).toEqual([]);
    }), { numRuns: 200 });
  });
});
