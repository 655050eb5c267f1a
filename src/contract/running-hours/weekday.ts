import type { Piece } from './piece';
import { quoted } from './problem';

/** In the order of ISO 8601: Monday is 0. */
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const FULL_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const LIST = `${WEEKDAYS.slice(0, -1).join(', ')} and ${WEEKDAYS[6]}`;

/** `Mon,Wed-Fri`, each day once. A range may go over the end of the week: `Fri-Mon`. */
export function parseWeekdays(piece: Piece): number[] {
  const days = new Set<number>();
  for (const part of piece.split(',')) {
    for (const day of parseRange(part)) {
      if (days.has(day)) part.refuse(`${quoted(part.text)} names ${WEEKDAYS[day]} for the second time`, 'name each day once');
      days.add(day);
    }
  }
  return [...days];
}

function parseRange(piece: Piece): number[] {
  const parts = piece.split('-');
  if (parts.length > 2) piece.refuse(`${quoted(piece.text)} is not a range of days`, 'write the first and the last day, as in Mon-Fri, or single days, as in Mon,Wed');
  refuseOtherSpelling(piece, parts);
  const [first, last] = [parts[0], parts[parts.length - 1]].map(parseWeekday);
  if (parts.length === 2 && first === last) {
    piece.refuse(`${quoted(piece.text)} starts and ends on the same day`, `write ${WEEKDAYS[first]} for that day, or Mon-Sun for all days`, WEEKDAYS[first]);
  }
  return Array.from({ length: (last - first + 7) % 7 + 1 }, (_, index) => (first + index) % 7);
}

/** One day. */
export function parseWeekday(piece: Piece): number {
  const day = indexOf(piece.text);
  if (day >= 0) return day;
  const meant = guessed(piece.text);
  return meant === undefined
    ? piece.refuse(piece.text === '' ? 'a day is missing here' : `${quoted(piece.text)} is not a day`, `the days are ${LIST}`)
    : piece.refuse(`${quoted(piece.text)} is not how a day is written here`, `write ${meant}`, meant);
}

export function isWeekday(text: string): boolean {
  return indexOf(text) >= 0;
}

function indexOf(text: string): number {
  return WEEKDAYS.findIndex(name => name.toLowerCase() === text.toLowerCase());
}

/** `Mo-Fr`: both at once, so that the cure is the whole range. */
function refuseOtherSpelling(range: Piece, parts: readonly Piece[]): void {
  if (parts.length < 2 || parts.every(({ text }) => isWeekday(text))) return;
  const meant = parts.map(({ text }) => guessed(text));
  if (meant.includes(undefined)) return;
  range.refuse(`${quoted(range.text)} is not how days are written here`, `write ${meant.join('-')}`, meant.join('-'));
}

/** `Mo`, `monday`, `Mondays`, `F`: what begins the name of one day only. */
function guessed(text: string): string | undefined {
  const start = text.toLowerCase().replace(/\.$|(?<=day)s$/, '');
  const matches = WEEKDAYS.filter((_, index) => start !== '' && FULL_NAMES[index].startsWith(start));
  return matches.length === 1 ? matches[0] : undefined;
}
