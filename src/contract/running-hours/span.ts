import type { Interval } from './minutes';
import type { Piece } from './piece';
import { quoted } from './problem';
import { formatTime, MINUTES_A_DAY, parseTime } from './time-of-day';
import { parseWeekday, WEEKDAYS } from './weekday';

/** `Mon 08:00-Fri 18:00`, in minutes of the week. One that goes over the end of the week ends beyond it. */
export function parseSpan(span: Piece, [startDay, middle, endTime]: readonly Piece[]): Interval {
  const parts = middle.split('-');
  if (parts.length !== 2) middle.refuse(`${quoted(middle.text)} has more than one hyphen`, 'write a span as in Mon 08:00-Fri 18:00');
  const start = parseMoment(startDay, parts[0]);
  const end = parseMoment(parts[1], endTime);
  if (start.minutes === MINUTES_A_DAY) start.piece.refuse(`${start.piece.text} is not a start`, `write ${nextDay(start)}`, nextDay(start));
  const [from, to] = [start, end].map(({ day, minutes }) => day * MINUTES_A_DAY + minutes);
  if (from === to) span.refuse(`${quoted(span.text)} ends when it starts`, 'write always for all of the time, or take it out');
  return { start: from, end: to > from ? to : to + 7 * MINUTES_A_DAY };
}

interface Moment {
  readonly day: number;
  readonly minutes: number;
  /** As it is written. */
  readonly piece: Piece;
}

function parseMoment(dayPiece: Piece, timePiece: Piece): Moment {
  if (/[,-]/.test(dayPiece.text)) dayPiece.refuse(`${quoted(dayPiece.text)} is more than one day`, 'name the one on which the span starts, or ends');
  const moment = { day: parseWeekday(dayPiece), minutes: parseTime(timePiece), piece: dayPiece.upTo(timePiece) };
  if (moment.minutes > MINUTES_A_DAY) moment.piece.refuse(`${moment.piece.text} is on a later day`, `write ${nextDay(moment)}`, nextDay(moment));
  return moment;
}

function nextDay({ day, minutes }: Moment): string {
  return `${WEEKDAYS[(day + Math.floor(minutes / MINUTES_A_DAY)) % 7]} ${formatTime(minutes % MINUTES_A_DAY)}`;
}
