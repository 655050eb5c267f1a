import * as fc from 'fast-check';
import { hoursAround } from './arbitrary-hours';
import type { Hours } from './arbitrary-hours';
import { MINUTE, readClockEachMinute, scan } from './minute-scan';
import { clockChanges, YEARS, ZONES } from './zones';
import { parseRunningHours } from '../../../../src/contract/running-hours';

const DAY = 24 * 60 * MINUTE;
const LENGTH = 3 * DAY;

/** Half of them about the time at which a clock is set. */
const times = fc.constantFrom(...ZONES).chain(zone => fc.record({
  zone: fc.constant(zone),
  from: fc.oneof(
    fc.integer({ min: YEARS.from / DAY, max: YEARS.to / DAY }).map(day => day * DAY),
    fc.constantFrom(Date.UTC(2026, 11, 23), ...clockChanges(zone)).map(at => at - LENGTH / 2),
  ),
}));
const cases = times.chain(({ zone, from }) => hoursAround(Math.floor(from / DAY) + 1).map(hours => ({ zone, from, hours })));

const timetableOf = (zone: string, { property }: Hours) => parseRunningHours({ ...property, TimeZone: zone }).value!;

test('next and last boundaries are the minutes at which a look at the clock at every minute sees a change', () => {
  fc.assert(fc.property(cases, fc.nat(LENGTH / MINUTE), ({ zone, from, hours }, minute) => {
    const { states, boundaries } = scan(hours.plain, readClockEachMinute(zone, from, from + LENGTH));
    const timetable = timetableOf(zone, hours);
    const until = from + LENGTH;
    expect(timetable.nextBoundaries(from, boundaries.length + 1).filter(({ at }) => at <= until)).toEqual(boundaries);
    const at = from + minute * MINUTE;
    expect(timetable.stateAt(at)).toEqual(states[minute]);
    const last = timetable.lastBoundary(at);
    expect(last !== undefined && last.at > from ? last : undefined).toEqual(boundaries.filter(boundary => boundary.at <= at).pop());
    expect(last?.state ?? states[minute]).toEqual(states[minute]);
  }), { numRuns: 2000 });
});

test('the state is that of the clock at every minute', () => {
  fc.assert(fc.property(cases, ({ zone, from, hours }) => {
    const { states } = scan(hours.plain, readClockEachMinute(zone, from, from + LENGTH));
    const timetable = timetableOf(zone, hours);
    expect(states.map((_, minute) => timetable.stateAt(from + minute * MINUTE))).toEqual(states);
  }), { numRuns: 12 });
});

test('from boundary to boundary, the state is the one that each boundary names, up to its last millisecond', () => {
  fc.assert(fc.property(cases, ({ zone, from, hours }) => {
    const timetable = timetableOf(zone, hours);
    const boundaries = timetable.nextBoundaries(from, 6);
    boundaries.forEach((boundary, index) => {
      expect(timetable.stateAt(boundary.at)).toBe(boundary.state);
      expect(timetable.stateAt(boundary.at - 1)).not.toBe(boundary.state);
      expect(timetable.lastBoundary(boundary.at)).toEqual(boundary);
      expect(timetable.nextBoundaries(boundary.at - 1, 1)).toEqual([boundary]);
      if (index > 0) expect(timetable.lastBoundary(boundary.at - 1)).toEqual(boundaries[index - 1]);
    });
  }), { numRuns: 500 });
});
