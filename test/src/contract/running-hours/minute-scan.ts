/**
 * Running hours once more, in the plainest way: look at the clock at every minute, remember the latest date and time it has read,
 * and look up that date and time. It shares nothing with what it checks but the text that is made of the same hours.
 */
export interface PlainHours {
  /** Of the week, which begins on Monday: where each stretch starts and how long it is. */
  readonly week: readonly { readonly start: number; readonly minutes: number }[];
  /** By date, in minutes of that day and the next. */
  readonly special: ReadonlyMap<string, readonly { readonly start: number; readonly end: number }[]>;
}

export const MINUTE = 60_000;
const DAY = 24 * 60;

export interface ScannedBoundary {
  readonly at: number;
  readonly state: string;
}

/** The latest date and time that the clock has read, at each minute from `from` to `to`. */
export interface Readings {
  readonly from: number;
  readonly latest: readonly number[];
}

export function readClockEachMinute(zone: string, from: number, to: number): Readings {
  const latest: number[] = [];
  let reading = -Infinity;
  let [quarter, offset] = [NaN, NaN];
  for (let at = from - DAY * MINUTE; at <= to; at += MINUTE) { // a day earlier: a clock may have been set back just before
    if (Math.floor(at / QUARTER) !== quarter) [quarter, offset] = [Math.floor(at / QUARTER), offsetAt(zone, at)];
    reading = Math.max(reading, (at + offset) / MINUTE);
    if (at >= from) latest.push(reading);
  }
  return { from, latest };
}

/** The state at each of those minutes, and the moments at which it changes. */
export function scan(hours: PlainHours, { from, latest }: Readings): { states: string[]; boundaries: ScannedBoundary[] } {
  const runs = wallClockOf(hours);
  const states = latest.map(wall => (runs(wall) ? 'RUNNING' : 'PAUSED'));
  const boundaries = states.flatMap((state, index) => (index > 0 && state !== states[index - 1] ? [{ at: from + index * MINUTE, state }] : []));
  return { states, boundaries };
}

/** Whether a service runs when the clock reads a minute: each minute of the week is filled in once, and then looked up. */
function wallClockOf({ week, special }: PlainHours): (wall: number) => boolean {
  const runsIn = new Uint8Array(7 * DAY);
  for (const { start, minutes } of week) {
    for (let minute = start; minute < start + minutes; minute++) runsIn[minute % (7 * DAY)] = 1;
  }
  const specialOn = (day: number) => (special.size === 0 ? undefined : special.get(dateOf(day)));
  return (wall) => {
    const today = Math.floor(wall / DAY);
    const minute = wall - today * DAY;
    const ofToday = specialOn(today);
    if (ofToday !== undefined) return ofToday.some(({ start, end }) => start <= minute && minute < end);
    return runsIn[((today + 3) % 7) * DAY + minute] === 1 // day 0 was a Thursday
      || (specialOn(today - 1) ?? []).some(({ start, end }) => start <= minute + DAY && minute + DAY < end);
  };
}

const dates = new Map<number, string>();

function dateOf(day: number): string {
  if (!dates.has(day)) dates.set(day, new Date(day * DAY * MINUTE).toISOString().slice(0, 10));
  return dates.get(day)!;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

/** No zone has set its clock at another time than a quarter of an hour since 1990, so that one look is enough for each. */
const QUARTER = 15 * MINUTE;

export function offsetAt(zone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER);
  if (!offsets.has(zone)) offsets.set(zone, new Map());
  const known = offsets.get(zone)!;
  if (!known.has(quarter)) known.set(quarter, readClock(zone, quarter * QUARTER) - quarter * QUARTER);
  return known.get(quarter)!;
}

/** `2026-12-24 08:00:00`, as Sweden writes it. */
function readClock(zone: string, at: number): number {
  if (!formats.has(zone)) formats.set(zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }));
  return Date.parse(`${formats.get(zone)!.format(at).replace(' ', 'T')}Z`);
}
