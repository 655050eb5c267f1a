import { createHash } from 'node:crypto';
import { clockChanges, ZONES } from './zones';
import { parseRunningHours } from '../../../../src/contract/running-hours';

const HOURS = ['Mon-Fri 08:00-18:00', 'Mon-Sun 20:00-30:00', 'Sun 00:00-00:30,01:15-02:15,02:30-03:45; Fri 00:00-02:00; Sat 23:30-24:00', 'Fri 20:00-Mon 06:00'];
const SPECIAL_DAYS = [{ First: '2024-03-31', Hours: '02:30-26:30' }, { First: '2024-12-24', Last: '2025-01-01', Hours: 'never' }, { First: '2025-05-01', Hours: 'always' }];

/** Up to here all is past, where the tz database hardly changes any more: a difference would be one between versions of Node. */
const PAST = Date.UTC(2025, 9, 1);
const THREE_DAYS = 3 * 24 * 3600_000;

test('boundaries about the changes of the clock in 2024 and 2025 are the same to the millisecond on every version of Node', () => {
  const lines = ZONES.flatMap(zone => HOURS.flatMap((hours) => {
    const timetable = parseRunningHours({ Hours: hours, TimeZone: zone, SpecialDays: SPECIAL_DAYS }).value!;
    const starts = [Date.UTC(2024, 11, 23), ...clockChanges(zone).filter(at => at < PAST).map(at => at - THREE_DAYS)];
    return starts.flatMap(start => timetable.nextBoundaries(start, 40).map(({ at, state }) => `${zone} ${hours} ${at} ${state}`));
  }));
  expect(lines.length).toBe(10_400);
  expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe('64467e91ab88d53d8c410cb998dc49760814f1cfda012980f0596e544c7d4122');
});
