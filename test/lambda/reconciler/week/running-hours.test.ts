import * as fc from 'fast-check';
import { DAY, MINUTE, MONDAY } from './hours';
import { brokenPromises } from './promises';
import { RULES } from './rules';
import { run } from './run';
import { DURING, scenarios } from './scenario';
import type { Hours } from '../../../../lambda/reconciler/declaration';
import { parseRunningHours } from '../../../../src/contract/running-hours';

/** It begins at another time in every time zone. */
const SPECIAL_DAY = new Date(MONDAY + 2 * DAY).toISOString().slice(0, 10);

function hoursOf(text: string, timeZone: string): Hours {
  const { value, problem } = parseRunningHours({ Hours: text, TimeZone: timeZone, SpecialDays: [{ First: SPECIAL_DAY, Hours: 'never' }] });
  if (!value) throw new Error(problem.fault);
  // The weeks ask for the same minutes again and again, and every boundary is at the start of one.
  return { stateAt: oncePerMinute(instant => value.stateAt(instant)), lastBoundary: oncePerMinute(instant => value.lastBoundary(instant)) };
}

function oncePerMinute<T>(answer: (instant: number) => T): (instant: number) => T {
  const known = new Map<number, T>();
  return (instant) => {
    const minute = Math.floor(instant / MINUTE);
    if (!known.has(minute)) known.set(minute, answer(instant));
    return known.get(minute)!;
  };
}

const HOURS = [
  hoursOf('Mon-Fri 08:00-18:00', 'Europe/Berlin'),
  hoursOf('Mon-Thu 08:00-12:00,13:00-18:03; Fri 20:00-30:00', 'America/Havana'),
  hoursOf('Mon 08:00-Fri 18:00', 'UTC'),
  hoursOf('always', 'Australia/Lord_Howe'),
  hoursOf('never', 'Asia/Kolkata'),
];

describe('A week with running hours as they are declared', () => {
  test.each(['TOLERATE', 'REPORT', 'CORRECT'] as const)('keeps every promise with %s', (onDrift) => {
    fc.assert(fc.property(scenarios(onDrift, fc.constantFrom(...HOURS)), (scenario) => {
      expect(brokenPromises(run(scenario, RULES), scenario)).toEqual([]);
    }), { numRuns: 40 });
  });

  test('has boundaries at which the state changes, and none in between', () => {
    const instants = fc.integer({ min: DURING.from, max: DURING.to });
    fc.assert(fc.property(fc.constantFrom(...HOURS), instants, (hours, now) => {
      const at = hours.lastBoundary(now)?.at;
      if (at === undefined) return;
      expect(hours.stateAt(at)).toBe(hours.stateAt(now));
      expect(hours.stateAt(at - 1)).not.toBe(hours.stateAt(at));
    }));
  });
});
