import { cured } from './cured';
import { scan } from './minute-scan';
import { explainProblem, parseRunningHours, problemOfHours } from '../../../../src/contract/running-hours';

/** When a service runs in the week from Monday, 2026-06-01, in UTC. */
function weekOf(text: string): string {
  const from = Date.UTC(2026, 5, 1);
  const timetable = parseRunningHours({ Hours: text, TimeZone: 'UTC' }).value!;
  const format = (at: number) => new Date(at).toUTCString().replace(/^(\w+), .* (\d\d:\d\d):00 GMT$/, '$1 $2');
  const boundaries = timetable.nextBoundaries(from - 1, 100).filter(({ at }) => at < from + 7 * 24 * 3600_000);
  const changes = boundaries.map(({ at, state }) => `${state === 'RUNNING' ? '+' : '-'}${format(at)}`);
  return [timetable.stateAt(from), ...changes].join(' ');
}

describe('Hours mean', () => {
  test.each([
    ['always', 'RUNNING'],
    ['NEVER', 'PAUSED'],
    ['Mon 08:00-18:00', 'PAUSED +Mon 08:00 -Mon 18:00'],
    ['mon,WED 08:00-18:00', 'PAUSED +Mon 08:00 -Mon 18:00 +Wed 08:00 -Wed 18:00'],
    ['Sat-Sun 10:00-12:00;Mon 08:00-09:00', 'PAUSED +Mon 08:00 -Mon 09:00 +Sat 10:00 -Sat 12:00 +Sun 10:00 -Sun 12:00'],
    ['Sun-Mon 10:00-12:00; Tue 08:00-09:00', 'PAUSED +Mon 10:00 -Mon 12:00 +Tue 08:00 -Tue 09:00 +Sun 10:00 -Sun 12:00'],
    ['Tue 13:00-18:00,08:00-12:00', 'PAUSED +Tue 08:00 -Tue 12:00 +Tue 13:00 -Tue 18:00'],
    ['Tue 08:00-12:00,12:00-18:00', 'PAUSED +Tue 08:00 -Tue 18:00'],
    ['Tue 00:00-24:00', 'PAUSED +Tue 00:00 -Wed 00:00'],
    ['Tue-Wed 00:00-24:00', 'PAUSED +Tue 00:00 -Thu 00:00'],
    ['Fri 20:00-30:00', 'PAUSED +Fri 20:00 -Sat 06:00'],
    ['Fri 20:00-44:00', 'PAUSED +Fri 20:00 -Sat 20:00'],
    ['Fri-Sat 20:00-44:00', 'PAUSED +Fri 20:00 -Sun 20:00'],
    ['Sun 20:00-30:00', 'RUNNING -Mon 06:00 +Sun 20:00'],
    ['Mon 08:00-Fri 18:00', 'PAUSED +Mon 08:00 -Fri 18:00'],
    ['Fri 20:00-Mon 06:00', 'RUNNING -Mon 06:00 +Fri 20:00'],
    ['Mon 18:00-Mon 08:00', 'RUNNING -Mon 08:00 +Mon 18:00'],
    ['Mon 08:00-Wed 12:00; Wed 14:00-18:00', 'PAUSED +Mon 08:00 -Wed 12:00 +Wed 14:00 -Wed 18:00'],
    ['Mon 00:00-Fri 24:00', 'RUNNING +Mon 00:00 -Sat 00:00'],
    ['Mon-Sun 00:00-24:00', 'RUNNING'],
    ['Mon-Sun 08:00-32:00', 'RUNNING'],
    ['Mon 00:00-Sun 24:00', 'RUNNING'],
  ])('%s: %s', (text, meaning) => {
    expect(weekOf(text)).toBe(meaning);
  });
});

describe('In words for people,', () => {
  test.each([
    ['always', 'always (UTC)'],
    ['Mon-Sun 08:00-32:00', 'always (UTC)'],
    ['Never', 'never (UTC)'],
    ['mon-fri 08:00-18:00', 'Mon-Fri 08:00-18:00 (UTC)'],
    ['Mon,Tue,Wed,Fri 08:00-12:00,13:00-18:00; Sat 09:00-12:00', 'Mon-Wed,Fri 08:00-12:00 and 13:00-18:00; Sat 09:00-12:00 (UTC)'],
    ['Fri 20:00-30:00', 'Fri 20:00-06:00 on the next day (UTC)'],
    ['Sun 20:00-30:00; Mon 12:00-13:00', 'Mon 12:00-13:00; Sun 20:00-06:00 on the next day (UTC)'],
    ['Fri 20:00-Mon 06:00', 'Fri 20:00 to Mon 06:00 (UTC)'],
    ['Mon-Fri 00:00-24:00', 'Mon 00:00 to Fri 24:00 (UTC)'],
    ['Mon 00:00-24:00; Wed 12:00-24:00', 'Mon 00:00-24:00; Wed 12:00-24:00 (UTC)'],
  ])('%s is %s', (text, words) => {
    expect(String(parseRunningHours({ Hours: text, TimeZone: 'UTC' }).value)).toBe(words);
  });
});

describe('The message about an invalid text says what to write:', () => {
  const DAY_NAMES = 'the days are Mon, Tue, Wed, Thu, Fri, Sat and Sun';
  const ONE_WORD = 'write its start and its end, as in 08:00-18:00';
  test.each([
    // windows
    ['Mon 20:00-06:00', '20:00-06:00 ends before it starts; write 20:00-30:00, which ends at 06:00 on the next day', '20:00-06:00'],
    ['Mon 00:00-00:00', '00:00-00:00 ends when it starts; write 00:00-24:00 for 24 hours, or leave it out', '00:00-00:00'],
    ['Mon 08:00-08:00', '08:00-08:00 ends when it starts; write 08:00-32:00 for 24 hours, or leave it out', '08:00-08:00'],
    ['Mon 08:00-33:00', '08:00-33:00 is longer than 24 hours; name the day it ends on as well, as in Mon 08:00-Fri 18:00', '08:00-33:00'],
    ['Mon 24:00-30:00', '24:00-30:00 starts on the next day; write 00:00-06:00 in a rule for that day', '24:00-30:00'],
    ['Mon 24:00-06:00', '24:00-06:00 starts on the next day; write 00:00-06:00 in a rule for that day', '24:00-06:00'],
    ['Mon 99:00-99:30', '99:00-99:30 starts after its day; write a start before 24:00', '99:00-99:30'],
    ['Mon 24:00-50:00', '24:00-50:00 starts after its day; write a start before 24:00', '24:00-50:00'],
    ['Mon 22-6', '"22-6" is not how times are written here; write 22:00-30:00, which ends at 06:00 on the next day', '22-6'],
    ['Mon 8pm-6am', '"8pm-6am" is not how times are written here; write 20:00-30:00, which ends at 06:00 on the next day', '8pm-6am'],
    ['Mon 9-5', '"9-5" is not how times are written here; write 09:00-17:00, or 09:00-29:00 if it ends at 05:00 on the next day', '9-5'],
    ['Mon 0-0', '"0-0" is not how times are written here; write 00:00-24:00 for 24 hours, or leave it out', '0-0'],
    ['Mon 8-18', '"8-18" is not how times are written here; write 08:00-18:00', '8-18'],
    ['Mon 8am-6.30pm', '"8am-6.30pm" is not how times are written here; write 08:00-18:30', '8am-6.30pm'],
    ['Mon 0800-18:00', '"0800-18:00" is not how times are written here; write 08:00-18:00', '0800-18:00'],
    ['Mon 08:00-18:60', '"18:60" is not a time; write it as HH:MM, such as 08:00', '18:60'],
    ['Mon 08:00-', 'a time is missing here; write it as HH:MM, such as 08:00', ''],
    ['Mon 8-noon', '"8" is not how a time is written here; write 08:00', '8'],
    ['Mon 8-49', '"8" is not how a time is written here; write 08:00', '8'],
    ['Mon 08:00', `"08:00" is not a window; ${ONE_WORD}`, '08:00'],
    ['Mon 08:00-12:00,', `a window is missing here; ${ONE_WORD}`, ''],
    ['Mon 08:00-12:00-18:00', `"08:00-12:00-18:00" is not a window; ${ONE_WORD}`, '08:00-12:00-18:00'],
    ['Mon 08:00-12:00,11:00-18:00', '"11:00-18:00" overlaps "08:00-12:00" on Mon 11:00; let one end where the other starts, or write both as one', '11:00-18:00'],
    ['Mon 20:00-30:00; Tue 05:00-08:00', '"05:00-08:00" overlaps "20:00-30:00" on Tue 05:00; let one end where the other starts, or write both as one', '05:00-08:00'],
    // days
    ['Mo-Fr 08:00-18:00', '"Mo-Fr" is not how days are written here; write Mon-Fri', 'Mo-Fr'],
    ['monday-F 08:00-18:00', '"monday-F" is not how days are written here; write Mon-Fri', 'monday-F'],
    ['Mon,Thurs 08:00-18:00', '"Thurs" is not how a day is written here; write Thu', 'Thurs'],
    ['S 08:00-18:00', `"S" is not a day; ${DAY_NAMES}`, 'S'],
    ['Mon-Xyz 08:00-18:00', `"Xyz" is not a day; ${DAY_NAMES}`, 'Xyz'],
    ['Mon- 08:00-18:00', 'here is a space too many; take it out', ' '],
    ['Mon-,Tue 08:00-18:00', `a day is missing here; ${DAY_NAMES}`, ''],
    ['Mon-Wed-Fri 08:00-18:00', '"Mon-Wed-Fri" is not a range of days; write the first and the last day, as in Mon-Fri, or single days, as in Mon,Wed', 'Mon-Wed-Fri'],
    ['Mon-Mon 08:00-18:00', '"Mon-Mon" starts and ends on the same day; write Mon for that day, or Mon-Sun for all days', 'Mon-Mon'],
    ['Mon-Fri,Wed 08:00-18:00', '"Wed" names Wed for the second time; name each day once', 'Wed'],
    ['Mon 08:00-12:00; Sun-Mon 13:00-18:00', 'Mon is in two rules; write all its windows in one, as in Mon 08:00-12:00,13:00-18:00', 'Sun-Mon 13:00-18:00'],
    ['PH 08:00-12:00', '"PH" is not a day; take the rule out and name the dates as special days', 'PH'],
    // spans
    ['Mon 08:00-Fri 30:00', 'Fri 30:00 is on a later day; write Sat 06:00', 'Fri 30:00'],
    ['Mon 24:00-Fri 18:00', 'Mon 24:00 is not a start; write Tue 00:00', 'Mon 24:00'],
    ['Mon 08:00-Mon 08:00', '"Mon 08:00-Mon 08:00" ends when it starts; write always for all of the time, or take it out', 'Mon 08:00-Mon 08:00'],
    ['Mon,Tue 08:00-Fri 18:00', '"Mon,Tue" is more than one day; name the one on which the span starts, or ends', 'Mon,Tue'],
    ['Mon 08:00-Tue-Fri 18:00', '"08:00-Tue-Fri" has more than one hyphen; write a span as in Mon 08:00-Fri 18:00', '08:00-Tue-Fri'],
    ['Mon 08:00-Fr 18:00', '"Fr" is not how a day is written here; write Fri', 'Fr'],
    ['Mon 08:00-Wed 18:00; Wed 12:00-19:00', '"12:00-19:00" overlaps "Mon 08:00-Wed 18:00" on Wed 12:00; let one end where the other starts, or write both as one', '12:00-19:00'],
    ['Fri 20:00-Mon 06:00; Mon 05:00-Mon 07:00', '"Mon 05:00-Mon 07:00" overlaps "Fri 20:00-Mon 06:00" on Mon 05:00; let one end where the other starts, or write both as one', 'Mon 05:00-Mon 07:00'],
    // rules
    ['', 'the hours are empty; write rules such as Mon-Fri 08:00-18:00, or always, or never', ''],
    ['08:00-18:00', '"08:00-18:00" names no day; write Mon-Sun 08:00-18:00 for every day, or a comma before a second window of the same days', '08:00-18:00'],
    ['Mon 08:00-12:00;13:00-18:00', '"13:00-18:00" names no day; write Mon-Sun 13:00-18:00 for every day, or a comma before a second window of the same days', '13:00-18:00'],
    ['8-18', '"8-18" is not how times are written here; write 08:00-18:00', '8-18'],
    ['1', '"1" is not a rule; write days, a space and windows, as in Mon-Fri 08:00-18:00', '1'],
    ['2026-12-24 08:00-12:00', '"2026-12-24" is a date; take it out and name it as a special day', '2026-12-24'],
    ['Mon-Fri', '"Mon-Fri" has no window; write Mon-Fri 00:00-24:00 for whole days', 'Mon-Fri'],
    ['sometimes', `"sometimes" is not a day; ${DAY_NAMES}`, 'sometimes'],
    ['08:00-18:00 Mon-Fri', 'the days come first; write Mon-Fri 08:00-18:00', '08:00-18:00 Mon-Fri'],
    ['Mon 08:00-12:00; always', 'always stands beside another rule; write always alone, or take it out', 'always'],
    ['Mon always', '"always" is not a window; write 00:00-24:00 for whole days', 'always'],
    ['Sun off', '"off" is not a window; take the rule out: a day that is not named is paused', 'Sun off'],
    ['Mon 08:00-12:00;;Tue 08:00-12:00', 'a rule is missing here; take out the semicolon, or write a rule such as Mon-Fri 08:00-18:00', ''],
    ['Mon 08:00-12:00;', 'no rule follows this semicolon; take it out', ';'],
    ['Mon 08:00-12:00,Tue 08:00-12:00', 'a window is expected after a comma; write a semicolon before the days of another rule', 'Tue'],
    ['Mon 08:00-12:00 Tue 08:00-12:00', 'another rule begins here; write a semicolon before it', 'Tue'],
    ['Mon 08:00-12:00 13:00-18:00', 'another window begins here; write a comma before it, and no space', '13:00-18:00'],
    ['Mon 08:00-12:00 please', '"please" is not expected here; write days, a space and windows, as in Mon-Fri 08:00-18:00', 'please'],
    ['24/7', '"24/7" is not how hours are written here; write always, which is at all times', '24/7'],
    ['RUNNING', '"RUNNING" is not how hours are written here; write always, which is at all times', 'RUNNING'],
    ['PAUSED', '"PAUSED" is not how hours are written here; write never, which is at no time', 'PAUSED'],
    ['Mon to Fri 08:00-18:00', '"to" is not how a range is written here; write a hyphen, -', ' to '],
    ['Every day 08:00-18:00', '"Every day" is not how days are written here; write Mon-Sun', 'Every day'],
    ['Mon Tue 08:00-18:00', 'a space does not separate days here; write Mon,Tue', 'Mon Tue'],
    // characters
    ['Mon–Fri 08:00-18:00', '"–" is a dash; write a hyphen, -', '–'],
    ['Mon\u00a008:00-18:00', 'this is not an ordinary space; write one space', '\u00a0'],
    ['Mon  08:00-18:00', 'here is more than one space; write one', '  '],
    ['Mon 08:00-18:00 ', 'here is a space too many; take it out', ' '],
    ['Mon 08:00 -18:00', 'here is a space too many; take it out', ' '],
    ['Mon 08:00-18:00\n', 'here is a line break too many; take it out', '\n'],
    ['Mon 08:00-18:00\r\nTue 08:00-12:00', 'here is a line break; write a semicolon in its place', '\r\n'],
    // time zones
    ['Mon 08:00-18:00 Europe/Berlin', '"Europe/Berlin" looks like a time zone; take it out here: the time zone is a property of its own, and holds for all rules', ' Europe/Berlin'],
    ['Mon 08:00-18:00 (CET); Tue 08:00-18:00', '"(CET)" looks like a time zone; take it out here: the time zone is a property of its own, and holds for all rules', ' (CET)'],
    ['Mon 08:00-18:00 +02:00', '"+02:00" looks like a time zone; take it out here: the time zone is a property of its own, and holds for all rules', ' +02:00'],
  ])('%s: %s', (text, message, place) => {
    const { position, length, fault, cure } = problemOfHours(text)!;
    expect({ message: `${fault}; ${cure}`, place: text.slice(position, position + length) }).toEqual({ message, place });
  });

  test.each([
    ['Mon to Fri 08:00-18:00', 'Mon-Fri 08:00-18:00'],
    ['Every day 08:00-18:00', 'Mon-Sun 08:00-18:00'],
    ['daily 8-18', 'Mon-Sun 08:00-18:00'],
    ['Weekdays from 8 AM to 6 PM', 'Mon-Fri 08:00-18:00'],
    ['Mon-Fri from 08:00 to 18:00', 'Mon-Fri 08:00-18:00'],
    ['Mon-Fri between 08:00 and 18:00', 'Mon-Fri 08:00-18:00'],
    ['Mon-Fri: 08:00 - 18:00', 'Mon-Fri 08:00-18:00'],
    ['Mon-Fri, 08:00-12:00 and 13:00-18:00', 'Mon-Fri 08:00-12:00,13:00-18:00'],
    ['Mondays and every Wed 08:00-18:00', 'Mon,Wed 08:00-18:00'],
    ['Mon Tue Wed 08:00-18:00', 'Mon,Tue,Wed 08:00-18:00'],
    ['Fri 20:00-06:00 on the next day (Europe/Berlin)', 'Fri 20:00-30:00'],
    ['Mon-Fri 22-6', 'Mon-Fri 22:00-30:00'],
    ['8pm-6am', 'Mon-Sun 20:00-30:00'],
    ['8-18', 'Mon-Sun 08:00-18:00'],
    ['Mon-Fri 08:00-18:00\nSat 09:00-13:00\n', 'Mon-Fri 08:00-18:00; Sat 09:00-13:00'],
    ['always\n', 'always'],
    ['PAUSED', 'never'], ['off', 'never'], ['none', 'never'], ['RUNNING', 'always'], ['on', 'always'], ['24/7', 'always'],
  ])('%j: whoever follows the messages gets %s', (text, meant) => {
    expect(cured(text, problemOfHours)).toEqual({ text: meant });
  });

  test('with the place underlined', () => {
    expect(explainProblem(problemOfHours('Mon-Fri 20:00-06:00')!)).toBe([
      '20:00-06:00 ends before it starts; write 20:00-30:00, which ends at 06:00 on the next day (character 9):',
      '  Mon-Fri 20:00-06:00',
      '          ^^^^^^^^^^^',
    ].join('\n'));
  });

  test('of a long text, with what stands around the place', () => {
    const before = 'Mon 00:00-01:00; Tue 00:00-01:00; Wed 00:00-01:00; ';
    const after = '; Fri 00:00-01:00; Sat 00:00-01:00; Sun 00:00-01:00';
    expect(explainProblem(problemOfHours(`${before}Thu 8-18${after}`)!)).toBe([
      '"8-18" is not how times are written here; write 08:00-18:00 (character 56):',
      '  …; Tue 00:00-01:00; Wed 00:00-01:00; Thu 8-18; Fri 00:00-01:00; Sat 00:00-01:00; Sun …',
      '                                           ^^^^',
    ].join('\n'));
  });
});

test('the plain look at the clock that the other tests compare with counts as a person does', () => {
  const friday = Date.UTC(2026, 5, 5) / 60_000;
  const plain = { week: [{ start: 4 * 1440 + 20 * 60, minutes: 10 * 60 }], special: new Map([['2026-06-06', [{ start: 23 * 60, end: 25 * 60 }]]]) };
  const { boundaries } = scan(plain, { from: 0, latest: Array.from({ length: 3 * 1440 }, (_, minute) => friday + minute) });
  expect(boundaries.map(({ at, state }) => `${at / 3600_000} ${state}`)).toEqual(['20 RUNNING', '24 PAUSED', '47 RUNNING', '49 PAUSED']);
});
