import type { DayNumber } from './calendar-date';
import { weekdayOf } from './calendar-date';
import type { Interval } from './minutes';
import { union } from './minutes';
import type { SpecialDays } from './special-days';
import { MINUTES_A_DAY } from './time-of-day';
import type { Week } from './week';
import { onWeekday } from './week';

/** A moment of the calendar at which running begins or ends. */
export interface Change {
  /** Minutes since 1970-01-01 00:00 on the wall. */
  readonly minute: number;
  readonly runs: boolean;
}

/** Days on end that follow the same hours: those of the week, or of one entry of the special days. */
interface Stretch {
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly special?: SpecialDays;
  /** Whether each of them, but for the first minutes of the first one, is running or paused from 00:00 to 24:00. */
  readonly isConstant: boolean;
}

/**
 * The week and the special days on one calendar, as clocks on the wall count it: zones and their jumps come later.
 *
 * A special day has its calendar day to itself, from 00:00 to 24:00, and the week has all the others. Only the window of a special day
 * goes over into a day of the week; there both hold.
 */
export class Calendar {
  private readonly weekdays: readonly Interval[][];

  constructor(week: Week, private readonly specialDays: readonly SpecialDays[]) {
    this.weekdays = Array.from({ length: 7 }, (_, weekday) => onWeekday(week, weekday));
  }

  runsAt(minute: number): boolean {
    const day = Math.floor(minute / MINUTES_A_DAY);
    return this.runningOn(day).some(({ start, end }) => start <= minute - day * MINUTES_A_DAY && minute - day * MINUTES_A_DAY < end);
  }

  /** All changes after that minute, the next one first. */
  * changesAfter(minute: number): Generator<Change> {
    let day: DayNumber = Math.floor(minute / MINUTES_A_DAY);
    while (Number.isFinite(day)) {
      yield* this.changesOn(day).filter(change => change.minute > minute);
      const { first, last, isConstant } = this.stretchAt(day);
      day = isConstant && day > first ? last + 1 : day + 1;
    }
  }

  /** All changes up to that minute, the last one first. */
  * changesUpTo(minute: number): Generator<Change> {
    let day: DayNumber = Math.floor(minute / MINUTES_A_DAY);
    while (Number.isFinite(day)) {
      yield* this.changesOn(day).filter(change => change.minute <= minute).reverse();
      const { first, isConstant } = this.stretchAt(day);
      day = isConstant && day > first ? first : day - 1;
    }
  }

  private changesOn(day: DayNumber): Change[] {
    const running = this.runningOn(day);
    const ranBefore = this.runningOn(day - 1).some(({ end }) => end === MINUTES_A_DAY);
    const runsFirst = running.some(({ start }) => start === 0);
    const changes = running.flatMap(({ start, end }) => [{ minute: start, runs: true }, { minute: end, runs: false }])
      .filter(({ minute }) => minute > 0 && minute < MINUTES_A_DAY);
    if (ranBefore !== runsFirst) changes.unshift({ minute: 0, runs: runsFirst });
    return changes.map(({ minute, runs }) => ({ minute: day * MINUTES_A_DAY + minute, runs }));
  }

  /** In minutes of that day. */
  private runningOn(day: DayNumber): Interval[] {
    const { special } = this.stretchAt(day);
    if (special !== undefined) return untilMidnight(special.running);
    const before = this.stretchAt(day - 1).special?.running ?? [];
    return union(this.weekdays[weekdayOf(day)], afterMidnight(before));
  }

  private stretchAt(day: DayNumber): Stretch {
    const index = this.indexOfFirstEndingFrom(day);
    const next = this.specialDays[index];
    if (next !== undefined && next.first <= day) {
      return { first: next.first, last: next.last, special: next, isConstant: isOneState([untilMidnight(next.running)]) };
    }
    return {
      first: index === 0 ? -Infinity : this.specialDays[index - 1].last + 1,
      last: next === undefined ? Infinity : next.first - 1,
      isConstant: isOneState(this.weekdays),
    };
  }

  private indexOfFirstEndingFrom(day: DayNumber): number {
    let [low, high] = [0, this.specialDays.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.specialDays[middle].last < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function untilMidnight(running: readonly Interval[]): Interval[] {
  return running.filter(({ start }) => start < MINUTES_A_DAY).map(({ start, end }) => ({ start, end: Math.min(end, MINUTES_A_DAY) }));
}

function afterMidnight(running: readonly Interval[]): Interval[] {
  return running.filter(({ end }) => end > MINUTES_A_DAY)
    .map(({ start, end }) => ({ start: Math.max(0, start - MINUTES_A_DAY), end: end - MINUTES_A_DAY }));
}

/** The same from the first 00:00 to the last 24:00. */
function isOneState(days: readonly (readonly Interval[])[]): boolean {
  return days.every(running => running.length === 0)
    || days.every(([interval]) => interval !== undefined && interval.start === 0 && interval.end === MINUTES_A_DAY);
}
