import type { DayNumber } from './calendar-date';
import { formatDate, parseDate } from './calendar-date';
import type { Interval } from './minutes';
import { Minutes } from './minutes';
import { refuseOtherSpellings } from './other-spellings';
import { Piece } from './piece';
import { quoted } from './problem';
import type { SpecialDaysProperty } from '../running-hours-property';
import { MINUTES_A_DAY } from './time-of-day';
import { parseWindow } from './window';

/** Days that do not follow the week. */
export interface SpecialDays {
  readonly first: DayNumber;
  readonly last: DayNumber;
  /** In minutes of each of these days; the last interval may go over into the next day. */
  readonly running: readonly Interval[];
}

/** In the order of the calendar. */
export function parseSpecialDays(entries: readonly SpecialDaysProperty[]): SpecialDays[] {
  const inOrder = entries.map(parseEntry).sort((a, b) => a.days.first - b.days.first);
  inOrder.slice(1).forEach(({ days, piece }, index) => {
    if (days.first > inOrder[index].days.last) return;
    piece.refuse(`${formatDate(days.first)} is in two special days`, 'name each date once');
  });
  return inOrder.map(({ days }) => days);
}

function parseEntry({ First, Last, Hours }: SpecialDaysProperty): { days: SpecialDays; piece: Piece } {
  const piece = Piece.of(String(First));
  const first = parseDate(piece);
  const last = Last === undefined ? first : parseDate(Piece.of(String(Last)));
  if (last < first) Piece.of(String(Last)).refuse(`${Last} is before ${First}, the first of the special days`, 'write the earlier date first');
  return { days: { first, last, running: parseHoursOfDay(String(Hours)) }, piece };
}

function parseHoursOfDay(text: string): Interval[] {
  if (/^always$/i.test(text)) return [{ start: 0, end: MINUTES_A_DAY }];
  if (/^never$/i.test(text)) return [];
  const hours = Piece.of(text);
  if (text.trim() === '') hours.refuse('the hours of a special day are empty', 'write windows such as 08:00-12:00, or always, or never');
  refuseOtherSpellings(hours);
  const space = hours.find(/[ ;]/);
  if (space !== undefined) hours.refuse(`${quoted(text)} is more than windows`, 'write windows only, as in 08:00-12:00,13:00-15:00: the date says which day');
  const minutes = new Minutes(2 * MINUTES_A_DAY);
  for (const piece of hours.split(',')) {
    const overlap = minutes.mark(parseWindow(piece, 'special day'), piece);
    if (overlap !== undefined) piece.refuse(`${quoted(piece.text)} overlaps ${quoted(overlap.saidBy.text)}`, 'let one end where the other starts, or write both as one');
  }
  return minutes.between(0, 2 * MINUTES_A_DAY);
}
