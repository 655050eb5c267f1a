import type { Piece } from './piece';
import { quoted } from './problem';

export const MINUTES_A_DAY = 24 * 60;

/** Minutes since 00:00; beyond 24:00 they are those of the days after. */
export function parseTime(piece: Piece): number {
  const minutes = exactTime(piece.text);
  if (minutes !== undefined) return minutes;
  if (piece.text === '') piece.refuse('a time is missing here', 'write it as HH:MM, such as 08:00');
  const meant = guessedTime(piece.text);
  return meant === undefined
    ? piece.refuse(`${quoted(piece.text)} is not a time`, 'write it as HH:MM, such as 08:00')
    : piece.refuse(`${quoted(piece.text)} is not how a time is written here`, `write ${formatTime(meant)}`, formatTime(meant));
}

export function formatTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':');
}

/** `08:00`, `30:00`. */
export function exactTime(text: string): number | undefined {
  const found = /^(\d\d):([0-5]\d)$/.exec(text);
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
}

/** `8`, `8:00`, `8.30`, `0800`, `8am`. */
export function guessedTime(text: string): number | undefined {
  const found = /^(\d{1,2})(?:[:.h]?([0-5]\d))?(am|pm)?$/i.exec(text);
  if (found === null) return undefined;
  const hours = found[3] === undefined ? Number(found[1]) : Number(found[1]) % 12 + (found[3].toLowerCase() === 'pm' ? 12 : 0);
  return hours > 24 ? undefined : hours * 60 + Number(found[2] ?? 0);
}
