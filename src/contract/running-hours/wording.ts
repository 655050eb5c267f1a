import { formatDate } from './calendar-date';
import type { Interval } from './minutes';
import type { SpecialDays } from './special-days';
import { formatTime, MINUTES_A_DAY } from './time-of-day';
import type { Week } from './week';
import { formatMinuteOfWeek, MINUTES_A_WEEK } from './week';
import { WEEKDAYS } from './weekday';

/** More special days than this are counted, not named. */
const NAMED = 5;

/** `Mon-Fri 08:00-18:00 (Europe/Berlin), but 2026-12-24 to 2027-01-01 paused`. */
export function inWords(week: Week, timeZone: string, specialDays: readonly SpecialDays[]): string {
  const named = specialDays.slice(0, NAMED).map(specialInWords);
  if (specialDays.length > NAMED) named.push(`${specialDays.length - NAMED} more`);
  return `${weekInWords(week)} (${timeZone})${named.length === 0 ? '' : `, but ${named.join(', ')}`}`;
}

function specialInWords({ first, last, running }: SpecialDays): string {
  const dates = first === last ? formatDate(first) : `${formatDate(first)} to ${formatDate(last)}`;
  return `${dates} ${hoursInWords(running)}`;
}

function hoursInWords(running: readonly Interval[]): string {
  if (running.length === 0) return 'paused';
  if (running.length === 1 && running[0].start === 0 && running[0].end === MINUTES_A_DAY) return 'running';
  return running.map(windowInWords).join(' and ');
}

function windowInWords({ start, end }: Interval): string {
  const from = formatTime(start);
  return end > MINUTES_A_DAY ? `${from}-${formatTime(end - MINUTES_A_DAY)} on the next day` : `${from}-${formatTime(end)}`;
}

function weekInWords(week: Week): string {
  const intervals = aroundWeekEnd(week);
  if (intervals.length === 0) return 'never';
  if (intervals[0].end - intervals[0].start === MINUTES_A_WEEK) return 'always';
  const isSpan = ({ start, end }: Interval) => end - start > MINUTES_A_DAY;
  const spans = intervals.filter(isSpan).map(({ start, end }) => `${formatMinuteOfWeek(start)} to ${endOfSpan(end)}`);
  const daily = WEEKDAYS.map((_, day) => intervals
    .filter(interval => !isSpan(interval) && Math.floor(interval.start / MINUTES_A_DAY) === day)
    .map(({ start, end }) => windowInWords({ start: start - day * MINUTES_A_DAY, end: end - day * MINUTES_A_DAY }))
    .join(' and '));
  const rules = [...new Set(daily)].filter(windows => windows !== '')
    .map(windows => `${daysInWords(daily.map(each => each === windows))} ${windows}`);
  return [...rules, ...spans].join('; ');
}

/** What runs over the end of the week in one piece, beginning at its start. */
function aroundWeekEnd(week: Week): Interval[] {
  const [first, ...others] = week;
  const last = others.pop();
  if (first?.start !== 0 || last?.end !== MINUTES_A_WEEK) return [...week];
  return [...others, { start: last.start, end: first.end + MINUTES_A_WEEK }];
}

/** Midnight as the end of the day before. */
function endOfSpan(end: number): string {
  return end % MINUTES_A_DAY === 0 ? `${formatMinuteOfWeek(end - MINUTES_A_DAY).slice(0, 3)} 24:00` : formatMinuteOfWeek(end);
}

/** `Mon-Wed, Fri`. */
function daysInWords(included: readonly boolean[]): string {
  const runs: number[][] = [];
  included.forEach((isIncluded, day) => {
    if (!isIncluded) return;
    const run = runs[runs.length - 1];
    if (run?.[run.length - 1] === day - 1) run.push(day);
    else runs.push([day]);
  });
  return runs.map(run => (run.length === 1 ? WEEKDAYS[run[0]] : `${WEEKDAYS[run[0]]}-${WEEKDAYS[run[run.length - 1]]}`)).join(',');
}
