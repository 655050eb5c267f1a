import type { Piece } from './piece';
import { quoted } from './problem';

const MS_A_DAY = 24 * 60 * 60 * 1000;

/** A date of the calendar, in any zone: days since 1970-01-01. */
export type DayNumber = number;

/** `2026-12-24`. */
export function parseDate(piece: Piece): DayNumber {
  const { text } = piece;
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) refuseOtherDates(piece);
  const day = Date.parse(`${text}T00:00:00Z`) / MS_A_DAY;
  if (Number.isNaN(day) || formatDate(day) !== text) piece.refuse(`the calendar has no ${text}`, 'write a date that exists');
  if (text < '2000') piece.refuse(`${text} is long past`, 'write a year from 2000 on');
  return day;
}

function refuseOtherDates(piece: Piece): never {
  const { text } = piece;
  if (/^(?:--)?\d\d?-\d\d?$/.test(text)) piece.refuse(`${quoted(text)} has no year`, 'write the date with its year, as in 2026-12-24: what differs from year to year is named for each');
  const found = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ].*)?$/.exec(text);
  if (found === null) piece.refuse(text === '' ? 'a date is missing here' : `${quoted(text)} is not a date`, 'write the year, the month and the day, as in 2026-12-24');
  const meant = [found[1], ...found.slice(2, 4).map(part => part.padStart(2, '0'))].join('-');
  return piece.refuse(`${quoted(text)} is not how a date is written here`, `write ${meant}`, meant);
}

export function formatDate(day: DayNumber): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}

/** Monday is 0. */
export function weekdayOf(day: DayNumber): number {
  return ((day + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
}
