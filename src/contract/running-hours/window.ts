import type { Interval } from './minutes';
import type { Piece } from './piece';
import { quoted } from './problem';
import { exactTime, formatTime, guessedTime, MINUTES_A_DAY, parseTime } from './time-of-day';

/**
 * `08:00-18:00`, in minutes of the day it starts on. It may end up to 24 hours after its start, which is then on the next day:
 * `20:00-30:00`.
 */
export function parseWindow(piece: Piece, day: 'weekday' | 'special day'): Interval {
  const parts = piece.split('-');
  if (piece.text === '') piece.refuse('a window is missing here', 'write its start and its end, as in 08:00-18:00');
  if (parts.length !== 2) piece.refuse(`${quoted(piece.text)} is not a window`, 'write its start and its end, as in 08:00-18:00');
  const isExact = parts.every(({ text }) => exactTime(text) !== undefined);
  const areTimes = parts.every(({ text }) => (exactTime(text) ?? guessedTime(text)) !== undefined);
  const [start, end] = parts.map(part => areTimes ? exactTime(part.text) ?? guessedTime(part.text)! : parseTime(part));
  if (start >= MINUTES_A_DAY) refuseLateStart(piece, { start, end }, day);
  if (end > start + MINUTES_A_DAY) refuseLength(piece, start, day);
  if (end > start && isExact) return { start, end };

  // Both times at once, so that the cure is the whole window.
  const fault = isExact ? `${piece.text} ends ${end === start ? 'when' : 'before'} it starts` : `${quoted(piece.text)} is not how times are written here`;
  const meant = format(start, end > start ? end : end + MINUTES_A_DAY);
  if (end > start) return piece.refuse(fault, `write ${meant}`, meant);
  if (parts.every(({ text }) => isOfTwelveHours(text))) {
    piece.refuse(fault, `write ${format(start, end + MINUTES_A_DAY / 2)}, or ${meant} if it ends at ${formatTime(end)} on the next day`);
  }
  if (end === start) piece.refuse(fault, `write ${meant} for 24 hours, or leave it out`, meant);
  return piece.refuse(fault, `write ${meant}, which ends at ${formatTime(end)} on the next day`, meant);
}

function refuseLateStart(piece: Piece, { start, end }: Interval, day: 'weekday' | 'special day'): never {
  if (start >= 2 * MINUTES_A_DAY || end > start + MINUTES_A_DAY) piece.refuse(`${piece.text} starts after its day`, 'write a start before 24:00');
  const from = start - MINUTES_A_DAY;
  const length = (end - start + 2 * MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY;
  const meant = format(from, from + length);
  return piece.refuse(`${piece.text} starts on the next day`, day === 'weekday' ? `write ${meant} in a rule for that day` : `name the next date as a special day with ${meant}`);
}

function refuseLength(piece: Piece, start: number, day: 'weekday' | 'special day'): never {
  return piece.refuse(`${piece.text} is longer than 24 hours`, day === 'weekday'
    ? 'name the day it ends on as well, as in Mon 08:00-Fri 18:00'
    : `write ${format(start, MINUTES_A_DAY)}, and name the next date as a special day with the rest`);
}

/** `9`, `9:30`: it may be in the afternoon. */
function isOfTwelveHours(text: string): boolean {
  return /^(?:[1-9]|1[0-2])(?:[:.h]?[0-5]\d)?$/.test(text) && exactTime(text) === undefined;
}

function format(start: number, end: number): string {
  return `${formatTime(start)}-${formatTime(end)}`;
}
