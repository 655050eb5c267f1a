import { TimeZone } from 'aws-cdk-lib';
import { parseRunningHours, problemOfTimeZone } from '../../../../src/contract/running-hours';

describe('A time zone is', () => {
  test.each(['Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince', 'Antarctica/McMurdo', 'US/Eastern', 'UTC', 'Etc/UTC', 'Etc/GMT'])('%s', (name) => {
    expect(problemOfTimeZone(name)).toBeUndefined();
  });

  test('each that Intl lists', () => {
    const places = Intl.supportedValuesOf('timeZone').filter(name => name.includes('/'));
    expect(places.filter(name => problemOfTimeZone(name) !== undefined)).toEqual([]);
  });

  test('each constant of aws-cdk-lib that names a place', () => {
    const names = Object.values(TimeZone).filter(value => value instanceof TimeZone).map(({ timezoneName }) => timezoneName);
    expect(names.length).toBeGreaterThan(300);
    expect(names.filter(name => problemOfTimeZone(name) !== undefined && !/^Etc\/GMT[+-]/.test(name)).sort())
      .toEqual(['CET', 'CST6CDT', 'EET', 'EST', 'EST5EDT', 'Factory', 'HST', 'MET', 'MST', 'MST7MDT', 'PST8PDT', 'WET']);
  });
});

describe('The message about an invalid time zone says what to write:', () => {
  const notOne = (text: string) => `"${text}" is not a time zone of the form Area/Place`;
  const anyPlace = 'write one, as in Europe/Berlin, or UTC';
  test.each([
    ['EST', `${notOne('EST')}; write America/New_York, if you mean that`],
    ['CET', `${notOne('CET')}; write Europe/Berlin, if you mean that`],
    ['ist', `${notOne('ist')}; write Asia/Kolkata, if you mean that`],
    ['CEST', `${notOne('CEST')}; write Europe/Berlin, if you mean that`],
    ['utc', `${notOne('utc')}; write UTC, if you mean that`],
    ['GMT', `${notOne('GMT')}; write UTC, if you mean that`],
    ['Berlin', `${notOne('Berlin')}; write Europe/Berlin, if you mean that`],
    ['America/New York', `${notOne('America/New York')}; write America/New_York, if you mean that`],
    ['Europe/Berln', `${notOne('Europe/Berln')}; write Europe/Berlin, if you mean that`],
    ['Mars/Phobos', `${notOne('Mars/Phobos')}; ${anyPlace}`],
    ['XYZ', `${notOne('XYZ')}; ${anyPlace}`],
    ['Factory', `${notOne('Factory')}; ${anyPlace}`],
    ['+02:00', '"+02:00" is an offset, and does not follow summer time; name a place, as in Europe/Berlin, or UTC'],
    ['UTC+2', '"UTC+2" is an offset, and does not follow summer time; name a place, as in Europe/Berlin, or UTC'],
    ['Etc/GMT+5', '"Etc/GMT+5" is UTC-5, in spite of its sign, and does not follow summer time; name a place, as in Europe/Berlin, or UTC'],
    ['etc/gmt-12', '"etc/gmt-12" is UTC+12, in spite of its sign, and does not follow summer time; name a place, as in Europe/Berlin, or UTC'],
    ['', 'the time zone is empty; name a place, as in Europe/Berlin, or UTC'],
    ['europe/berlin', '"europe/berlin" is not how the time zone is written; write Europe/Berlin'],
    ['america/port-AU-prince', '"america/port-AU-prince" is not how the time zone is written; write America/Port-au-Prince'],
    ['us/eastern', '"us/eastern" is not how the time zone is written; write US/Eastern'],
  ])('%s: %s', (name, message) => {
    const { fault, cure, position, length } = problemOfTimeZone(name)!;
    expect({ message: `${fault}; ${cure}`, place: [position, length] }).toEqual({ message, place: [0, name.length] });
    expect(parseRunningHours({ Hours: 'always', TimeZone: name }).problem).toEqual(problemOfTimeZone(name));
  });
});

describe('A boundary is the first instant at which the clock shows that time, or later:', () => {
  test.each([
    ['02:30 on the day that has none, at the jump', 'Europe/Berlin', 'Sun 02:30-05:00', '2026-03-29', ['2026-03-29T01:00Z', '2026-03-29T03:00Z']],
    ['what is left out altogether does not happen', 'Europe/Berlin', 'Sun 02:00-03:00', '2026-03-29', []],
    ['a pause that is left out does not happen', 'Europe/Berlin', 'Sun 01:00-02:00,03:00-05:00', '2026-03-29', ['2026-03-29T00:00Z', '2026-03-29T03:00Z']],
    ['02:30 on the day that has two, the first', 'Europe/Berlin', 'Sun 02:30-05:00', '2026-10-25', ['2026-10-25T00:30Z', '2026-10-25T04:00Z']],
    ['an hour that comes twice, once', 'Europe/Berlin', 'Sun 02:00-03:00', '2026-10-25', ['2026-10-25T00:00Z', '2026-10-25T02:00Z']],
    ['midnight where the day begins at 01:00', 'Africa/Cairo', 'Fri 00:00-02:00', '2026-04-24', ['2026-04-23T22:00Z', '2026-04-23T23:00Z']],
    ['half an hour on Lord Howe', 'Australia/Lord_Howe', 'Sun 02:15-04:00', '2026-10-04', ['2026-10-03T15:30Z', '2026-10-03T17:00Z']],
    ['two hours at Troll', 'Antarctica/Troll', 'Sun 01:30-02:30', '2026-03-29', []],
  ])('%s', (_, zone, hours, date, expected) => {
    const timetable = parseRunningHours({ Hours: hours, TimeZone: zone }).value!;
    const noon = Date.parse(`${date}T12:00Z`);
    const found = timetable.nextBoundaries(noon - 36 * 3600_000, 4).filter(({ at }) => at < noon).map(({ at }) => new Date(at).toISOString().replace(':00.000', ''));
    expect(found).toEqual(expected);
  });

  test('a day that an island skipped', () => {
    const timetable = parseRunningHours({ Hours: 'always', TimeZone: 'Pacific/Apia', SpecialDays: [{ First: '2011-12-30', Hours: 'never' }] }).value!;
    expect(timetable.nextBoundaries(Date.UTC(2011, 0, 1), 3)).toEqual([]);
  });
});
