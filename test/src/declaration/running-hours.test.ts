import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { CfnParameter, Stack, TimeZone } from 'aws-cdk-lib';
import { DesiredState, RunningHours, SpecialDays } from '../../../src';
import type { RunningHoursOptions } from '../../../src';

const { EUROPE_BERLIN } = TimeZone;
const office = RunningHours.weekly('Mon-Fri 08:00-18:00', { timeZone: EUROPE_BERLIN, specialDays: [SpecialDays.paused('2026-12-24', '2027-01-01')] });
const MONDAY_NOON = new Date('2026-11-23T11:00:00Z');

describe('Running hours can be asked', () => {
  test.each([
    ['2026-11-23T06:59:59Z', 'PAUSED'], ['2026-11-23T07:00:00Z', 'RUNNING'], ['2026-11-23T16:59:59Z', 'RUNNING'], ['2026-11-23T17:00:00Z', 'PAUSED'],
    ['2026-12-24T11:00:00Z', 'PAUSED'],
  ])('what holds at %s: %s', (instant, state) => {
    expect(office.stateAt(new Date(instant))).toBe(state);
  });

  test('for their next boundaries', () => {
    expect(office.nextBoundaries(MONDAY_NOON, 2)).toEqual([
      { at: new Date('2026-11-23T17:00:00Z'), state: 'PAUSED' }, { at: new Date('2026-11-24T07:00:00Z'), state: 'RUNNING' },
    ]);
  });

  test('for boundaries that never come', () => {
    const always = RunningHours.weekly('always', { timeZone: TimeZone.ETC_UTC });
    expect([always.stateAt(MONDAY_NOON), always.nextBoundaries(MONDAY_NOON, 1)]).toEqual(['RUNNING', []]);
  });

  test('for one line to print', () => {
    expect(String(office)).toBe('Mon-Fri 08:00-18:00 (Europe/Berlin), but 2026-12-24 to 2027-01-01 paused');
  });

  test.each([[new Date(NaN), 'Invalid Date'], [new Date('1999-12-31'), String(new Date('1999-12-31'))], ['2026-11-23' as never, "'2026-11-23'"], [undefined as never, 'undefined']])(
    'not at %s', (instant, written) => {
      const message = `'instant' must be a Date in the years 2000 to 9999, but is ${written}`;
      expect(() => office.stateAt(instant)).toThrow(new Error(message));
      expect(() => office.nextBoundaries(instant, 1)).toThrow(new Error(message));
    });

  test.each([0, 1.5, 1001, NaN])('not for %d boundaries', count => {
    expect(() => office.nextBoundaries(MONDAY_NOON, count)).toThrow(new Error(`'count' must be a whole number from 1 to 1000, but is ${count}`));
  });
});

test('docs/running-hours.md prints what its example gives', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'running-hours.md'), 'utf8');
  const [, code, output] = /^```ts\n([^`]*addInfo.*?)^```\n\n^```text\n(.*?)^```/ms.exec(page)!;
  const printed: string[] = [];
  const lines = code.replace(/^import .*\n/m, '').replaceAll('Annotations.of(this).addInfo', 'print');
  runInNewContext(lines, { Date, TimeZone, RunningHours, SpecialDays, print: (line: string) => printed.push(`[Info at /Shop] ${line}\n`) });
  expect(printed.join('')).toBe(output);
});

describe('Running hours in a template', () => {
  const stack = new Stack();
  const parameter = (id: string): string => new CfnParameter(stack, id).valueAsString;

  test('are as a person writes them', () => {
    const hours = RunningHours.weekly('Mon 08:00-Fri 18:00', {
      timeZone: TimeZone.of('Europe/Stockholm'),
      specialDays: [SpecialDays.running('2027-05-01'), SpecialDays.during('2027-12-31', '08:00-12:00'), SpecialDays.paused('2026-12-24', '2027-01-01')],
    });
    expect(hours._property).toEqual({
      Hours: 'Mon 08:00-Fri 18:00',
      TimeZone: 'Europe/Stockholm',
      SpecialDays: [{ First: '2027-05-01', Hours: 'always' }, { First: '2027-12-31', Hours: '08:00-12:00' }, { First: '2026-12-24', Last: '2027-01-01', Hours: 'never' }],
    });
  });

  test('may be parameters, which only the deployment can check', () => {
    const hours = RunningHours.weekly(parameter('Hours'), { timeZone: TimeZone.of(parameter('Zone')), specialDays: [SpecialDays.paused(parameter('Day'))] });
    expect(stack.resolve(hours._property)).toEqual({ Hours: { Ref: 'Hours' }, TimeZone: { Ref: 'Zone' }, SpecialDays: [{ First: { Ref: 'Day' }, Hours: 'never' }] });
    for (const ask of [() => hours.stateAt(MONDAY_NOON), () => hours.nextBoundaries(MONDAY_NOON, 1)]) {
      expect(ask).toThrow(/^The hours '.*' are known only in the deployment, because there is a token in them$/);
    }
  });

  test.each<[string, (text: string) => SpecialDays]>([
    ['the last of the days', last => SpecialDays.paused('2026-12-24', last)],
    ['the windows of a day', windows => SpecialDays.during('2026-12-24', windows)],
  ])('may be a token in only a part of their special days: %s', (part, specialDays) => {
    const hours = RunningHours.weekly('always', { timeZone: TimeZone.ETC_UTC, specialDays: [specialDays(parameter(part.replace(/ /g, '')))] });
    expect(DesiredState.runningDuring(hours)._problem).toBeUndefined();
  });

  test('are checked as far as they are known', () => {
    expect(() => RunningHours.weekly(parameter('Text'), { timeZone: TimeZone.CET })).toThrow('"CET" is not a time zone of the form Area/Place; write Europe/Berlin');
    expect(() => RunningHours.weekly('8-18', { timeZone: TimeZone.of(parameter('OtherZone')) })).toThrow('RunningHours.weekly: ');
  });
});

describe('Refused at synthesis, with the place and the cure, is', () => {
  const weekly = (hours: string, options: Partial<RunningHoursOptions> = {}) => (): unknown =>
    RunningHours.weekly(hours, { timeZone: EUROPE_BERLIN, ...options });
  test.each<[string, () => unknown, string[]]>([
    ['a window that ends before it starts', weekly('Mon-Fri 20:00-06:00'), [
      'RunningHours.weekly: 20:00-06:00 ends before it starts; write 20:00-30:00, which ends at 06:00 on the next day (character 9):',
      '  Mon-Fri 20:00-06:00',
      '          ^^^^^^^^^^^',
    ]],
    ['an abbreviation as a zone', weekly('always', { timeZone: TimeZone.CET }), [
      'RunningHours.weekly: \'timeZone\': "CET" is not a time zone of the form Area/Place; write Europe/Berlin, if you mean that (character 1):', '  CET', '  ^^^',
    ]],
    ['a date in two special days', weekly('always', { specialDays: [SpecialDays.paused('2026-12-24', '2027-01-01'), SpecialDays.running('2026-12-31')] }), [
      "RunningHours.weekly: 'specialDays': 2026-12-31 is in two special days; name each date once (character 1):", '  2026-12-31', '  ^^^^^^^^^^',
    ]],
    ['a date without a year', () => SpecialDays.paused('12-24'), [
      'SpecialDays.paused: "12-24" has no year; write the date with its year, as in 2026-12-24: what differs from year to year is named for each (character 1):', '  12-24', '  ^^^^^',
    ]],
    ['a last day before the first', () => SpecialDays.running('2027-01-01', '2026-12-24'), [
      'SpecialDays.running: 2026-12-24 is before 2027-01-01, the first of the special days; write the earlier date first (character 1):', '  2026-12-24', '  ^^^^^^^^^^',
    ]],
    ['more than windows on a special day', () => SpecialDays.during('2026-12-24', 'Mon 08:00-12:00'), [
      'SpecialDays.during: "Mon 08:00-12:00" is more than windows; write windows only, as in 08:00-12:00,13:00-15:00: the date says which day (character 1):',
      '  Mon 08:00-12:00', '  ^^^^^^^^^^^^^^^',
    ]],
    ['no text', weekly(8 as never), ["RunningHours.weekly: 'hours' must be a text, such as 'Mon-Fri 08:00-18:00', but is 8"]],
    ['no time zone', () => RunningHours.weekly('always', undefined as never), [
      "RunningHours.weekly: 'timeZone' must be a TimeZone, such as TimeZone.EUROPE_BERLIN or TimeZone.of('Europe/Stockholm'), but is undefined",
    ]],
    ...([
      ['a text for special days', '2026-12-24', "is '2026-12-24'"],
      ['one special day without a list', SpecialDays.paused('2026-12-24'), 'is another object'],
      ['a text among special days', [SpecialDays.paused('2026-12-24'), '2026-12-31'], "'2026-12-31' is in it"],
      ['hours among special days', [office], 'another object is in it'],
      ['a state among special days', [DesiredState.PAUSED], 'another object is in it'],
    ] as const).map(([what, specialDays, found]): [string, () => unknown, string[]] => [what, weekly('always', { specialDays: specialDays as never }), [
      `RunningHours.weekly: 'specialDays' must be a list of what SpecialDays.paused and the like make, but ${found}`,
    ]]),
  ])('%s', (_, make, lines) => {
    expect(make).toThrow(new Error(lines.join('\n')));
  });
});
