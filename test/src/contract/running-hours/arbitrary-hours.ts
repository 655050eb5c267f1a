import * as fc from 'fast-check';
import type { PlainHours } from './minute-scan';
import type { RunningHoursProperty } from '../../../../src/contract/running-hours';

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface Hours {
  readonly plain: PlainHours;
  readonly property: Omit<RunningHoursProperty, 'TimeZone'>;
}

interface Window {
  readonly start: number;
  readonly end: number;
}

const two = (value: number): string => String(value).padStart(2, '0');
const time = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const text = ({ start, end }: Window): string => `${time(start)}-${time(end)}`;
const isoDate = (day: number): string => new Date(day * DAY * 60_000).toISOString().slice(0, 10);

/** Pairs of the points, in order: intervals that do not overlap, some of which adjoin. */
function pairs(points: readonly number[]): Window[] {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => ({ start: sorted[index], end })).filter((_, index) => index % 3 !== 2);
}

/** Mostly in the first hours of a day, where clocks are set. */
const minuteOfDay = fc.oneof(fc.integer({ min: 0, max: 8 }).map(quarter => quarter * 30), fc.nat(DAY - 1));

/** Windows of one day, the last of which may go over into the next. */
const windowsOfDay: fc.Arbitrary<Window[]> = fc.tuple(
  fc.array(minuteOfDay, { minLength: 2, maxLength: 6 }),
  fc.boolean(),
  fc.nat(DAY),
).map(([points, goesOver, more]) => {
  const windows = pairs(points);
  const last = windows[windows.length - 1];
  if (last === undefined) return [{ start: points[0], end: points[0] + DAY }];
  return goesOver ? [...windows.slice(0, -1), { start: last.start, end: Math.min(last.start + DAY, last.end + more) }] : windows;
});

/** Stretches of the week, written as windows where they are at most a day, else as spans. */
const stretches = fc.array(fc.tuple(fc.nat(6), minuteOfDay), { minLength: 2, maxLength: 8 }).map((points) => {
  const spans = pairs(points.map(([day, minute]) => day * DAY + minute));
  const windows = new Map<number, string[]>();
  const rules: string[] = [];
  for (const { start, end } of spans) {
    const [first, last] = [Math.floor(start / DAY), Math.floor(end / DAY)];
    if (end - start > DAY) rules.push(`${NAMES[first]} ${time(start % DAY)}-${NAMES[last % 7]} ${time(end % DAY)}`);
    else windows.set(first, [...windows.get(first) ?? [], text({ start: start - first * DAY, end: end - first * DAY })]);
  }
  windows.forEach((ofDay, day) => rules.push(`${NAMES[day].toUpperCase()} ${ofDay.join(',')}`));
  return { week: spans.map(({ start, end }) => ({ start, minutes: end - start })), text: rules.join(';') || 'never' };
});

/** The same windows on several days, going over into the next and around the week's end. */
const sameEachDay = fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 7 }), windowsOfDay).map(([first, days, windows]) => {
  // What goes over must not meet the first window of the next day.
  const fitting = windows.filter(({ end }) => end <= DAY + windows[0].start);
  const chosen = fitting.length > 0 ? fitting : [{ start: 600, end: 700 }];
  const indices = Array.from({ length: days }, (_, index) => (first + index) % 7);
  const names = days === 1 ? NAMES[first] : `${NAMES[first]}-${NAMES[indices[days - 1]].toLowerCase()}`;
  return {
    week: indices.flatMap(day => chosen.map(({ start, end }) => ({ start: day * DAY + start, minutes: end - start }))),
    text: `${names} ${chosen.map(text).join(',')}`,
  };
});

const weeks = fc.oneof(
  { weight: 4, arbitrary: stretches },
  { weight: 4, arbitrary: sameEachDay },
  fc.constant({ week: [{ start: 0, minutes: WEEK }], text: 'always' }),
  fc.constant({ week: [], text: 'never' }),
);

const specialHours: fc.Arbitrary<{ windows: Window[]; text: string }> = fc.oneof(
  fc.constant<{ windows: Window[]; text: string }>({ windows: [], text: 'never' }),
  fc.constant<{ windows: Window[]; text: string }>({ windows: [{ start: 0, end: DAY }], text: 'always' }),
  windowsOfDay.map(windows => ({ windows, text: windows.map(text).join(',') })),
);

/** Special days around that day, each one to three days long, some on end. */
const specialDays = (around: number) => fc.array(
  fc.record({ gap: fc.nat(2), days: fc.integer({ min: 1, max: 3 }), hours: specialHours }),
  { maxLength: 4 },
).map((entries) => {
  let day = around - 2;
  return entries.map(({ gap, days, hours }) => {
    const first = day + gap;
    day = first + days;
    return { first, last: day - 1, hours };
  });
});

/** Hours with special days about that date. */
export function hoursAround(day: number): fc.Arbitrary<Hours> {
  return fc.tuple(weeks, specialDays(day)).map(([{ week, text: hours }, special]) => ({
    plain: {
      week,
      special: new Map(special.flatMap(({ first, last, hours: { windows } }) =>
        Array.from({ length: last - first + 1 }, (_, index) => [isoDate(first + index), windows] as const))),
    },
    property: {
      Hours: hours,
      SpecialDays: special.map(({ first, last, hours: { text: ofDay } }) => ({
        First: isoDate(first),
        Last: last > first ? isoDate(last) : undefined,
        Hours: ofDay,
      })),
    },
  }));
}
