import { ZONE_ABBREVIATIONS } from './likely-zones';
import type { Piece } from './piece';
import { quoted, shortened } from './problem';
import { isWeekday, parseWeekdays } from './weekday';
import { parseWindow } from './window';

export const EXAMPLE = 'Mon-Fri 08:00-18:00';

const ABBREVIATION = [...ZONE_ABBREVIATIONS, 'UTC', 'GMT', 'Z'].join('|');
const AT_NO_TIME = /^(?:off|none|no|closed|paused|stopped)$/i;
const AT_ALL_TIMES = /^(?:on|open|running|all|24\/7)$/i;

interface Spelling {
  readonly pattern: RegExp;
  readonly fault: (found: string) => string;
  readonly cure: string;
  readonly replacement?: string;
}

/** What people write who know another notation, or who copy from a document. */
const SPELLINGS: readonly Spelling[] = [
  { pattern: /^\s*$/, fault: () => 'the hours are empty', cure: `write rules such as ${EXAMPLE}, or always, or never` },
  { pattern: /[\u2010-\u2015\u2212]/u, fault: found => `${quoted(found)} is a dash`, cure: 'write a hyphen, -', replacement: '-' },
  { pattern: /^\s+|\s+$/, fault: found => `here is a ${/[\r\n]/.test(found) ? 'line break' : 'space'} too many`, cure: 'take it out', replacement: '' },
  { pattern: /(?<!;\s*)\s*[\r\n]\s*(?=[a-z])/i, fault: () => 'here is a line break', cure: 'write a semicolon in its place', replacement: '; ' },
  { pattern: /[^\S ]+/, fault: () => 'this is not an ordinary space', cure: 'write one space', replacement: ' ' },
  { pattern: / {2,}/, fault: () => 'here is more than one space', cure: 'write one', replacement: ' ' },
  { pattern: AT_NO_TIME, fault: found => `${quoted(found)} is not how hours are written here`, cure: 'write never, which is at no time', replacement: 'never' },
  { pattern: AT_ALL_TIMES, fault: found => `${quoted(found)} is not how hours are written here`, cure: 'write always, which is at all times', replacement: 'always' },
  ...([
    ['Mon-Sun', /\b(?:every ?day|each day|all days|daily)\b/i],
    ['Mon-Fri', /\b(?:weekdays?|work(?:ing )?days?)\b/i],
    ['Sat-Sun', /\bweekends?\b/i],
  ] as const).map(([days, pattern]): Spelling => ({
    pattern, fault: found => `${quoted(found)} is not how days are written here`, cure: `write ${days}`, replacement: days,
  })),
  { pattern: /(?<=\bbetween \S+) and /i, fault: () => '"and" is not how a range is written here', cure: 'write a hyphen, -', replacement: '-' },
  { pattern: /\b(?:from|every|between) /i, fault: found => `${quoted(found.trim())} is not needed here`, cure: 'take it out', replacement: '' },
  { pattern: / on the next day\b/i, fault: found => `${quoted(found.trim())} is not needed here`, cure: 'take it out', replacement: '' },
  { pattern: / (?:to|through|until|till) /i, fault: found => `${quoted(found.trim())} is not how a range is written here`, cure: 'write a hyphen, -', replacement: '-' },
  { pattern: / (?:and|&) /i, fault: found => `${quoted(found.trim())} is not how a list is written here`, cure: 'write a comma', replacement: ',' },
  { pattern: /(?<=\d) (?=[ap]m\b)/i, fault: () => 'here is a space too many', cure: 'take it out', replacement: '' },
  { pattern: /\b\d{4}-\d\d-\d\d\b/, fault: found => `${quoted(found)} is a date`, cure: 'take it out and name it as a special day' },
  {
    pattern: new RegExp(` ?\\(?(?:(?<![\\w/])[A-Za-z_]+/[A-Za-z][\\w/+-]*|\\b(?:${ABBREVIATION})\\b|(?<=-\\d\\d:\\d\\d )[+-]\\d\\d(?::?\\d\\d)?(?![\\w:]))\\)?`),
    fault: found => `${quoted(found.trim())} looks like a time zone`,
    cure: 'take it out here: the time zone is a property of its own, and holds for all rules',
    replacement: '',
  },
  { pattern: /(?<=\b(?:mo|tu|we|th|fr|sa|su)[a-z]*)[,:] ?(?=\d)/i, fault: found => `${quoted(found.trim())} is not how days and windows are separated`, cure: 'write a space', replacement: ' ' },
  { pattern: / +(?=[,;-])|(?<=[,-]) +/, fault: () => 'here is a space too many', cure: 'take it out', replacement: '' },
  { pattern: /;+$/, fault: () => 'no rule follows this semicolon', cure: 'take it out', replacement: '' },
  {
    pattern: /\b(?:PH|SH|holidays?)\b/i,
    fault: found => `${quoted(found)} is not a day`,
    cure: 'take the rule out and name the dates as special days',
  },
];

export function refuseOtherSpellings(hours: Piece): void {
  for (const { pattern, fault, cure, replacement } of SPELLINGS) {
    const found = hours.find(pattern);
    if (found !== undefined) found.refuse(fault(found.text), cure, replacement);
  }
}

/** A rule of another number of words than days and windows, or a span, have. */
export function refuseRule(rule: Piece, words: readonly Piece[]): never {
  const [first, second, third] = words;
  if (/^(?:always|never)$/i.test(first.text)) rule.refuse(`${first.text} stands beside another rule`, `write ${first.text} alone, or take it out`);
  if (second === undefined) return looksLikeWindow(first) ? refuseWindows(first) : refuseDays(first);
  if (namesDays(first) && namesDays(second)) {
    const meant = `${first.text},${second.text}`;
    first.upTo(second).refuse('a space does not separate days here', `write ${shortened(meant)}`, meant);
  }
  const windows = second.split(',');
  const day = windows.find(({ text }) => /^[a-z]/i.test(text));
  if (day !== undefined && windows[0] !== day) day.refuse('a window is expected after a comma', 'write a semicolon before the days of another rule');
  if (namesDays(third)) third.refuse('another rule begins here', 'write a semicolon before it', `; ${third.text}`);
  if (looksLikeWindow(third)) third.refuse('another window begins here', 'write a comma before it, and no space');
  return third.refuse(`${quoted(third.text)} is not expected here`, `write days, a space and windows, as in ${EXAMPLE}`);
}

function refuseWindows(windows: Piece): never {
  if (!windows.text.includes('-')) windows.refuse(`${quoted(windows.text)} is not a rule`, `write days, a space and windows, as in ${EXAMPLE}`);
  for (const window of windows.split(',')) parseWindow(window, 'weekday');
  const meant = `Mon-Sun ${windows.text}`;
  return windows.refuse(`${quoted(windows.text)} names no day`, `write ${shortened(meant)} for every day, or a comma before a second window of the same days`, meant);
}

function refuseDays(days: Piece): never {
  parseWeekdays(days);
  const meant = `${days.text} 00:00-24:00`;
  return days.refuse(`${quoted(days.text)} has no window`, `write ${shortened(meant)} for whole days`, meant);
}

/** `08:00-18:00 Mon-Fri`, `Sun off`, `Mon Tue`. */
export function refuseWordsAroundSpace(rule: Piece, days: Piece, windows: Piece): void {
  if (looksLikeWindow(days) && namesDays(windows)) {
    rule.refuse('the days come first', `write ${shortened(`${windows.text} ${days.text}`)}`, `${windows.text} ${days.text}`);
  }
  if (namesDays(days) && namesDays(windows)) refuseRule(rule, [days, windows]);
  if (AT_NO_TIME.test(windows.text) || /^never$/i.test(windows.text)) {
    rule.refuse(`${quoted(windows.text)} is not a window`, 'take the rule out: a day that is not named is paused');
  }
  if (AT_ALL_TIMES.test(windows.text) || /^always$/i.test(windows.text)) {
    windows.refuse(`${quoted(windows.text)} is not a window`, 'write 00:00-24:00 for whole days', '00:00-24:00');
  }
}

function namesDays({ text }: Piece): boolean {
  return isWeekday(text.split(/[,-]/)[0]);
}

function looksLikeWindow({ text }: Piece): boolean {
  return /^\d/.test(text);
}
