import { cured } from './cured';
import { parseRunningHours, problemOfSpecialDays } from '../../../../src/contract/running-hours';
import type { SpecialDaysProperty } from '../../../../src/contract/running-hours';

const NIGHTS = 'Mon-Sun 20:00-30:00';

/** What happens in Berlin from Christmas Eve, a Thursday, to Sunday. */
function christmas(hours: string, specialDays: readonly SpecialDaysProperty[]): string {
  const [from, to] = [Date.UTC(2026, 11, 23, 23), Date.UTC(2026, 11, 27, 23)];
  const timetable = parseRunningHours({ Hours: hours, TimeZone: 'Europe/Berlin', SpecialDays: specialDays }).value!;
  const format = (at: number) => new Date(at + 3600_000).toISOString().slice(8, 16).replace('T', ' ');
  const boundaries = timetable.nextBoundaries(from, 100).filter(({ at }) => at < to);
  return [timetable.stateAt(from), ...boundaries.map(({ at, state }) => `${state === 'RUNNING' ? '+' : '-'}${format(at)}`)].join(' ');
}

describe('A special day', () => {
  test.each([
    ['has its calendar day to itself, and the night before ends at midnight', NIGHTS, [{ First: '2026-12-25', Hours: 'never' }],
      'RUNNING -24 06:00 +24 20:00 -25 00:00 +26 00:00 -26 06:00 +26 20:00 -27 06:00 +27 20:00'],
    ['runs from midnight to midnight', 'Mon-Fri 08:00-18:00', [{ First: '2026-12-26', Hours: 'always' }],
      'PAUSED +24 08:00 -24 18:00 +25 08:00 -25 18:00 +26 00:00 -27 00:00'],
    ['has windows of its own', 'Mon-Fri 08:00-18:00', [{ First: '2026-12-24', Hours: '08:00-12:00,13:00-14:00' }],
      'PAUSED +24 08:00 -24 12:00 +24 13:00 -24 14:00 +25 08:00 -25 18:00'],
    ['may go over into the next day', 'never', [{ First: '2026-12-24', Hours: '20:00-30:00' }], 'PAUSED +24 20:00 -25 06:00'],
    ['may begin on the next day, where nothing is before', 'never', [{ First: '2026-12-24', Hours: '23:59-24:01' }], 'PAUSED +24 23:59 -25 00:01'],
    ['goes over into a day that runs anyway', 'Fri 04:00-08:00', [{ First: '2026-12-24', Hours: '20:00-30:00' }], 'PAUSED +24 20:00 -25 08:00'],
    ['does not go over into another special day', 'always', [{ First: '2026-12-24', Hours: '20:00-30:00' }, { First: '2026-12-25', Hours: 'never' }],
      'PAUSED +24 20:00 -25 00:00 +26 00:00'],
    ['holds on each of several days', 'Mon-Sun 08:00-18:00', [{ First: '2026-12-24', Last: '2026-12-26', Hours: '20:00-30:00' }],
      'PAUSED +24 20:00 -25 00:00 +25 20:00 -26 00:00 +26 20:00 -27 06:00 +27 08:00 -27 18:00'],
    ['interrupts a span for its own day only', 'Thu 08:00-Sun 18:00', [{ First: '2026-12-25', Last: '2026-12-25', Hours: 'Never' }],
      'PAUSED +24 08:00 -25 00:00 +26 00:00 -27 18:00'],
    ['may change nothing', 'always', [{ First: '2026-12-25', Hours: 'ALWAYS' }], 'RUNNING'],
  ])('%s', (_, hours, specialDays, meaning) => {
    expect(christmas(hours, specialDays)).toBe(meaning);
  });

  test('is in the line for people, up to five of them', () => {
    const words = (...SpecialDays: SpecialDaysProperty[]) => String(parseRunningHours({ Hours: 'always', TimeZone: 'Europe/Berlin', SpecialDays }).value);
    expect(words({ First: '2027-05-01', Hours: 'always' }, { First: '2026-12-24', Last: '2027-01-01', Hours: 'never' }, { First: '2027-12-31', Hours: '08:00-12:00,20:00-26:00' }))
      .toBe('always (Europe/Berlin), but 2026-12-24 to 2027-01-01 paused, 2027-05-01 running, 2027-12-31 08:00-12:00 and 20:00-02:00 on the next day');
    const many = Array.from({ length: 9 }, (_, index) => ({ First: `203${index}-01-01`, Hours: 'never' }));
    expect(words(...many)).toMatch(/2034-01-01 paused, 4 more$/);
  });
});

describe('Work is bounded', () => {
  const timetable = (Hours: string, SpecialDays: readonly SpecialDaysProperty[]) => parseRunningHours({ Hours, TimeZone: 'Europe/Berlin', SpecialDays }).value!;
  const now = Date.UTC(2026, 0, 1, 12);
  const boundary = (state: string, date: string) => ({ state, at: Date.parse(`${date}T23:00:00Z`) });

  test.each(['always', 'never'])('where the hours are %s: there is no boundary', (hours) => {
    expect([timetable(hours, []).nextBoundaries(now, 5), timetable(hours, []).lastBoundary(now)]).toEqual([[], undefined]);
  });

  test('where a pause lasts for thousands of years', () => {
    const paused = timetable('always', [{ First: '2001-01-01', Last: '9998-12-31', Hours: 'never' }]);
    expect(paused.lastBoundary(now)).toEqual(boundary('PAUSED', '2000-12-31'));
    expect(paused.nextBoundaries(now, 5)).toEqual([boundary('RUNNING', '9998-12-31')]);
    expect(paused.lastBoundary(Date.UTC(9999, 11, 31))).toEqual(boundary('RUNNING', '9998-12-31'));
    expect(paused.nextBoundaries(Date.UTC(1980, 0, 1), 1)).toEqual([boundary('PAUSED', '2000-12-31')]);
    expect(paused.lastBoundary(Date.UTC(1980, 0, 1))).toBeUndefined();
  });

  test('where thousands of special days follow each other', () => {
    const day = (index: number) => new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
    const series = timetable('Mon-Fri 08:00-18:00', Array.from({ length: 5000 }, (_, index) => ({ First: day(index), Hours: 'never' })));
    expect(series.stateAt(now)).toBe('PAUSED');
    expect(series.lastBoundary(now)).toEqual({ state: 'PAUSED', at: Date.UTC(2019, 11, 31, 17) });
    expect(series.nextBoundaries(now, 1)).toEqual([{ state: 'RUNNING', at: Date.UTC(2033, 8, 9, 6) }]);
  });

  test('where none is asked for', () => {
    expect(timetable('Mon 08:00-18:00', []).nextBoundaries(now, 0)).toEqual([]);
  });
});

describe('The message about invalid special days says what to write:', () => {
  const HOURS = (Hours: string) => [{ First: '2026-12-24', Hours }];
  test.each([
    [[{ First: '12-24', Hours: 'never' }],
      '"12-24" has no year; write the date with its year, as in 2026-12-24: what differs from year to year is named for each', '12-24'],
    [[{ First: '2026-12-24', Last: '2026-12-23', Hours: 'never' }], '2026-12-23 is before 2026-12-24, the first of the special days; write the earlier date first', '2026-12-23'],
    [[{ First: '2026-12-24', Last: '2027-01-01', Hours: 'never' }, { First: '2026-12-31', Hours: '08:00-12:00' }], '2026-12-31 is in two special days; name each date once', '2026-12-31'],
    [[{ First: '2026-12-31', Hours: '08:00-12:00' }, { First: '2026-12-24', Last: '2026-12-31', Hours: 'never' }], '2026-12-31 is in two special days; name each date once', '2026-12-31'],
    [[{ First: '2026-02-30', Hours: 'never' }], 'the calendar has no 2026-02-30; write a date that exists', '2026-02-30'],
    [[{ First: '2026-13-01', Hours: 'never' }], 'the calendar has no 2026-13-01; write a date that exists', '2026-13-01'],
    [[{ First: '0026-12-24', Hours: 'never' }], '0026-12-24 is long past; write a year from 2000 on', '0026-12-24'],
    [[{ First: '2026/1/5', Hours: 'never' }], '"2026/1/5" is not how a date is written here; write 2026-01-05', '2026/1/5'],
    [[{ First: '2026-12-24T00:00:00Z', Hours: 'never' }], '"2026-12-24T00:00:00Z" is not how a date is written here; write 2026-12-24', '2026-12-24T00:00:00Z'],
    [[{ First: '24.12.2026', Hours: 'never' }], '"24.12.2026" is not a date; write the year, the month and the day, as in 2026-12-24', '24.12.2026'],
    [[{ First: '', Hours: 'never' }], 'a date is missing here; write the year, the month and the day, as in 2026-12-24', ''],
    [[{ First: '2026-12-24', Hours: '' }], 'the hours of a special day are empty; write windows such as 08:00-12:00, or always, or never', ''],
    [[{ First: '2026-12-24', Hours: 'Thu 08:00-12:00' }],
      '"Thu 08:00-12:00" is more than windows; write windows only, as in 08:00-12:00,13:00-15:00: the date says which day', 'Thu 08:00-12:00'],
    [[{ First: '2026-12-24', Hours: '20:00-06:00' }], '20:00-06:00 ends before it starts; write 20:00-30:00, which ends at 06:00 on the next day', '20:00-06:00'],
    [[{ First: '2026-12-24', Hours: '08:00-12:00,11:00-13:00' }],
      '"11:00-13:00" overlaps "08:00-12:00"; let one end where the other starts, or write both as one', '11:00-13:00'],
    [HOURS('08:00-40:00'), '08:00-40:00 is longer than 24 hours; write 08:00-24:00, and name the next date as a special day with the rest', '08:00-40:00'],
    [HOURS('08:00-12:00,24:00-30:00'), '24:00-30:00 starts on the next day; name the next date as a special day with 00:00-06:00', '24:00-30:00'],
    [HOURS('off'), '"off" is not how hours are written here; write never, which is at no time', 'off'],
    [HOURS('RUNNING'), '"RUNNING" is not how hours are written here; write always, which is at all times', 'RUNNING'],
    [HOURS('1'), '"1" is not a window; write its start and its end, as in 08:00-18:00', '1'],
  ])('%j: %s', (entries, message, place) => {
    const { fault, cure, text, position, length } = problemOfSpecialDays(entries)!;
    expect({ message: `${fault}; ${cure}`, place: text.slice(position, position + length) }).toEqual({ message, place });
  });

  test.each([
    ['00:00-48:00', [{ First: '2026-12-24', Hours: '00:00-24:00' }, { First: '2026-12-25', Hours: 'always' }], 'RUNNING -26 00:00'],
    ['08:00-40:00', [{ First: '2026-12-24', Hours: '08:00-24:00' }, { First: '2026-12-25', Hours: '00:00-16:00' }], 'PAUSED +24 08:00 -25 16:00'],
    ['24:00-30:00', [{ First: '2026-12-25', Hours: '00:00-06:00' }], 'PAUSED +25 00:00 -25 06:00'],
  ])('%s: whoever does so gets what was meant', (_, entries, meaning) => {
    expect(christmas('never', entries)).toBe(meaning);
  });

  test.each([['off', 'never'], ['paused', 'never'], ['RUNNING', 'always'], ['from 8 to 12 and 13-15', '08:00-12:00,13:00-15:00'], ['22-6', '22:00-30:00']])(
    '%s: whoever follows the messages gets %s', (text, meant) => {
      expect(cured(text, hours => problemOfSpecialDays(HOURS(hours)))).toEqual({ text: meant });
    });
});
