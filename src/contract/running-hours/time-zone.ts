import { likelyZone } from './likely-zones';
import { Piece } from './piece';
import { quoted } from './problem';

/**
 * Intl takes more than names of places: `EST` is Panama for it, `IST` is India. Here a zone is `Area/Place`, as the tz database
 * spells it, or `UTC`.
 */
export function parseTimeZone(name: string): string {
  if (name === 'UTC') return name;
  const piece = Piece.of(name);
  if (name.trim() === '') piece.refuse('the time zone is empty', 'name a place, as in Europe/Berlin, or UTC');
  if (/^(?:utc|gmt|z|zulu)$/i.test(name)) refuseFor(piece, 'UTC');
  if (/^(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?$/i.test(name)) {
    piece.refuse(`${quoted(name)} is an offset, and does not follow summer time`, 'name a place, as in Europe/Berlin, or UTC');
  }
  const [, sign, hours] = /^etc\/gmt([+-])(\d{1,2})$/i.exec(name) ?? [];
  if (Number(hours) > 0) {
    piece.refuse(`${quoted(name)} is UTC${sign === '+' ? '-' : '+'}${hours}, in spite of its sign, and does not follow summer time`, 'name a place, as in Europe/Berlin, or UTC');
  }
  const isPlace = /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+$/.test(name);
  if (!isPlace || !isKnown(name)) refuseFor(piece, likelyZone(name));
  if (!isSpelledSo(name)) piece.refuse(`${quoted(name)} is not how the time zone is written`, `write ${spelled(name)}`, spelled(name));
  return name;
}

function refuseFor(piece: Piece, meant: string | undefined): never {
  const fault = `${quoted(piece.text)} is not a time zone of the form Area/Place`;
  return meant === undefined
    ? piece.refuse(fault, 'write one, as in Europe/Berlin, or UTC')
    : piece.refuse(fault, `write ${meant}, if you mean that`, meant);
}

/** Intl takes a millisecond to answer, and every declaration of an app asks about the same few. */
const ANSWERS = new Map<string, boolean>();

function isKnown(name: string): boolean {
  const answer = ANSWERS.get(name) ?? isKnownToIntl(name);
  ANSWERS.set(name, answer);
  return answer;
}

function isKnownToIntl(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Words that do not begin with one capital, in names of the tz database. */
const SPECIAL_WORDS = ['of', 'es', 'au', 'GMT', 'GMT0', 'UTC', 'UCT', 'US', 'ACT', 'LHI', 'NSW', 'McMurdo', 'DumontDUrville', 'ComodRivadavia', 'DeNoronha',
  'EasterIsland', 'BajaNorte', 'BajaSur', 'IN'];

/** Case is not guessed: where the name is as Intl lists it, it is right, also if its words follow no rule known here. */
function isSpelledSo(name: string): boolean {
  return spelled(name) === name || Intl.supportedValuesOf('timeZone').includes(name);
}

function spelled(name: string): string {
  return name.toLowerCase().replace(/[a-z0-9]+/g, word => SPECIAL_WORDS.find(special => special.toLowerCase() === word) ?? word.charAt(0).toUpperCase() + word.slice(1));
}
