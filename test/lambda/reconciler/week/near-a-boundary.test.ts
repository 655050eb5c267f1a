import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE, MONDAY, SECOND, WeekOfHours } from './hours';
import { WITHOUT_LOOKING_AHEAD } from './mutations';
import { RULES } from './rules';
import type { Rules } from './rules';
import { run } from './run';
import type { Scenario } from './scenario';

const BOUNDARY = MONDAY + 18 * HOUR;

/** Somebody paused the service while it was to run. A tick puts that right, and the service is to be paused some seconds later. */
const scenario = (secondsBefore: number, onItsWay: number, onDrift: Scenario['onDrift']): Scenario => ({
  desired: new WeekOfHours([{ from: 8 * 60, to: 18 * 60 }]),
  onDrift,
  deployAfterResume: false,
  interval: 5 * MINUTE,
  interventions: [{ at: BOUNDARY - 4 * MINUTE, does: 'PAUSE_SERVICE', times: 1, every: 0 }],
  // It cannot resume the service. A pause before its end no longer counts as a person's.
  deployments: [{ at: BOUNDARY - 80 * SECOND, updates: false, ends: 'UPDATE_COMPLETE', rootSeconds: 0 }],
  outcomes: [{ seconds: 20, ends: 'SUCCEEDED' }],
  outages: [{ from: BOUNDARY - 80 * SECOND, to: BOUNDARY - 40 * SECOND }],
  ticks: [{ late: 0, turn: 5 * 60 - secondsBefore, onItsWay, goes: 'well' }],
  historyKept: Infinity,
  deployedBefore: MONDAY - DAY,
});

const statusAtNight = (rules: Rules, ...asked: Parameters<typeof scenario>): string | undefined =>
  run(scenario(...asked), rules).ticks.find(({ now }) => now > BOUNDARY + 30 * MINUTE)?.status;

describe('A tick within seconds of a boundary', () => {
  const asked = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 3 * SECOND }), fc.constantFrom('TOLERATE' as const, 'REPORT' as const, 'CORRECT' as const));

  test('does nothing that would look like a change by hand after the boundary', () => {
    fc.assert(fc.property(asked, (args) => {
      expect(statusAtNight(RULES, ...args)).toBe('PAUSED');
    }));
  });

  test('leaves the service running all night if it does not look ahead', () => {
    expect(statusAtNight(WITHOUT_LOOKING_AHEAD, 2, 3 * SECOND, 'TOLERATE')).toBe('RUNNING');
  });
});
