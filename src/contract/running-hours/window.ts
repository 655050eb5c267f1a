import type { Interval } from './minutes';
import type { Piece } from './piece';
import { quoted } from './problem';
import { exactTime, formatTime, guessedTime, MINUTES_A_DAY, parseTime } from './time-of-day';

/**
 * `08:00-18:00`, in minutes of the day it starts on. It may end up to 24 hours after its start, which is then on the next day:
 * `20:00-30:00`.
 */
export function parseWindow(piece: Piece): Interval {
  const parts = piece.split('-');
  if (piece.text === '') piece.refuse('a window is missing here', 'write its start and its end, as in 08:00-18:00');
  if (parts.length !== 2) piece.refuse(`${quoted(piece.text)} is not a window`, 'write its start and its end, as in 08:00-18:00');
  refuseOtherSpelling(piece, parts);
  const [start, end] = parts.map(parseTime);
  if (start >= MINUTES_A_DAY) {
    piece.refuse(`${piece.text} starts on the next day`, `write ${formatTime(start % MINUTES_A_DAY)} as its start, and the day it starts on before it`);
  }
  if (end === start) {
    const whole = `${formatTime(start)}-${formatTime(start + MINUTES_A_DAY)}`;
    piece.refuse(`${piece.text} ends when it starts`, `write ${whole} for 24 hours, or leave it out`, whole);
  }
  if (end < start) {
    const meant = `${formatTime(start)}-${formatTime(end + MINUTES_A_DAY)}`;
    piece.refuse(`${piece.text} ends before it starts`, `write ${meant}, which ends at ${formatTime(end)} on the next day`, meant);
  }
  if (end > start + MINUTES_A_DAY) {
    piece.refuse(`${piece.text} is longer than 24 hours`, 'name the day it ends on as well, as in Mon 08:00-Fri 18:00');
  }
  return { start, end };
}

/** `8-18`: both at once, so that the cure is the whole window. */
function refuseOtherSpelling(window: Piece, parts: readonly Piece[]): void {
  if (parts.every(({ text }) => exactTime(text) !== undefined)) return;
  const meant = parts.map(({ text }) => exactTime(text) ?? guessedTime(text));
  if (meant.includes(undefined)) return;
  const spelling = meant.map(minutes => formatTime(minutes!)).join('-');
  window.refuse(`${quoted(window.text)} is not how times are written here`, `write ${spelling}`, spelling);
}
