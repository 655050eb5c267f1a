import { MINUTE, offsetAt, readClockEachMinute, scan } from './minute-scan';
import type { PlainHours } from './minute-scan';
import { clockChanges, ZONES } from './zones';
import { parseRunningHours } from '../../../../src/contract/running-hours';

const DAY = 24 * 60;
const two = (value: number): string => String(value).padStart(2, '0');
const time = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Windows that begin or end every ten minutes before, in and after what the clock leaves out or reads twice. */
function hoursAround(zone: string, change: number): { hours: PlainHours; text: string }[] {
  const wall = (change + offsetAt(zone, change)) / MINUTE;
  return [-190, -130, -70, -60, -50, -40, -30, -20, -10, 0, 10, 20, 30, 40, 60, 70, 130].map((shift, index) => {
    const minutes = index % 2 === 0 ? 10 : 150;
    const start = wall + shift;
    const day = (Math.floor(start / DAY) + 3) % 7;
    const minute = start % DAY;
    return {
      hours: { week: [{ start: day * DAY + minute, minutes }], special: new Map() },
      text: `${NAMES[day]} ${time(minute)}-${time(minute + minutes)}`,
    };
  });
}

test('there are clocks that are set in many ways', () => {
  const changes = ZONES.flatMap(zone => clockChanges(zone).map(at => (offsetAt(zone, at) - offsetAt(zone, at - MINUTE)) / MINUTE));
  expect(ZONES.length).toBeGreaterThanOrEqual(14);
  expect(new Set(changes)).toEqual(new Set([60, -60, 30, -30, 120, -120]));
  expect(changes.filter(minutes => minutes > 0).length).toBeGreaterThan(80);
  expect(changes.filter(minutes => minutes < 0).length).toBeGreaterThan(80);
});

test.each(ZONES)('in %s, hours around each change of the clock are what a look at the clock at every minute says', (zone) => {
  // A zone that never changes has days like any other.
  const moments = clockChanges(zone).length > 0 ? clockChanges(zone) : [Date.UTC(2026, 2, 29, 1)];
  for (const change of moments) {
    const [from, to] = [change - 12 * 60 * MINUTE, change + 12 * 60 * MINUTE];
    const readings = readClockEachMinute(zone, from, to);
    for (const { hours, text } of hoursAround(zone, change)) {
      const { states, boundaries } = scan(hours, readings);
      const timetable = parseRunningHours({ Hours: text, TimeZone: zone }).value!;
      const found = timetable.nextBoundaries(from, 3).filter(({ at }) => at <= to);
      expect({ text, change, found }).toEqual({ text, change, found: boundaries });
      const times = [from, change - MINUTE, change, change + 29 * MINUTE, ...boundaries.flatMap(({ at }) => [at - MINUTE, at])];
      expect(times.map(at => timetable.stateAt(at))).toEqual(times.map(at => states[(at - from) / MINUTE]));
      const last = timetable.lastBoundary(to)!;
      expect({ text, last: last.at > from ? last : undefined }).toEqual({ text, last: boundaries[boundaries.length - 1] });
    }
  }
});
