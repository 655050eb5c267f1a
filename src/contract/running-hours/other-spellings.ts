import { ZONE_ABBREVIATIONS } from './likely-zones';
import type { Piece } from './piece';
import { quoted, shortened } from './problem';
import { exactTime } from './time-of-day';
import { isWeekday, parseWeekdays } from './weekday';

export const EXAMPLE = 'Mon-Fri 08:00-18:00';

const ABBREVIATION = [...ZONE_ABBREVIATIONS, 'UTC', 'Z'].join('|');

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
  { pattern: /[^\S ]/, fault: () => 'this is not an ordinary space', cure: 'write one space', replacement: ' ' },
  { pattern: /^ +| +$/, fault: () => 'here is a space too many', cure: 'take it out', replacement: '' },
  { pattern: / {2,}/, fault: () => 'here is more than one space', cure: 'write one', replacement: ' ' },
  { pattern: /^24\/7$/, fault: () => '24/7 is not how all hours are written here', cure: 'write always', replacement: 'always' },
  {
    pattern: new RegExp(` ?\\(?(?:(?<![\\w/])[A-Za-z_]+/[A-Za-z][\\w/+-]*|\\b(?:${ABBREVIATION})\\b|(?<=-\\d\\d:\\d\\d )[+-]\\d\\d(?::?\\d\\d)?(?![\\w:]))\\)?`),
    fault: found => `${quoted(found.trim())} looks like a time zone`,
    cure: 'take it out here: the time zone is a property of its own, and holds for all rules',
    replacement: '',
  },
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
  if (second === undefined) {
    if (!looksLikeWindow(first)) parseWeekdays(first);
    const meant = looksLikeWindow(first) ? `Mon-Sun ${first.text}` : `${first.text} 00:00-24:00`;
    return looksLikeWindow(first)
      ? rule.refuse(`${quoted(first.text)} names no day`, `write ${shortened(meant)} for every day, or a comma before a second window of the same days`, meant)
      : rule.refuse(`${quoted(first.text)} has no window`, `write ${shortened(meant)} for whole days`, meant);
  }
  const windows = second.split(',');
  const day = windows.find(({ text }) => /^[a-z]/i.test(text));
  if (day !== undefined && windows[0] !== day) day.refuse('a window is expected after a comma', 'write a semicolon before the days of another rule');
  if (isWeekday(third.text.split(/[,-]/)[0])) third.refuse('another rule begins here', 'write a semicolon before it', `; ${third.text}`);
  if (looksLikeWindow(third)) third.refuse('another window begins here', 'write a comma before it, and no space');
  return third.refuse(`${quoted(third.text)} is not expected here`, `write days, a space and windows, as in ${EXAMPLE}`);
}

/** `08:00-18:00 Mon-Fri`, `Sun off`. */
export function refuseWordsAroundSpace(rule: Piece, days: Piece, windows: Piece): void {
  if (looksLikeWindow(days) && isWeekday(windows.text.split(/[,-]/)[0])) {
    rule.refuse('the days come first', `write ${shortened(`${windows.text} ${days.text}`)}`, `${windows.text} ${days.text}`);
  }
  if (/^(?:off|closed|never|paused)$/i.test(windows.text)) {
    rule.refuse(`${quoted(windows.text)} is not a window`, 'take the rule out: a day that is not named is paused');
  }
  if (/^(?:on|open|always|running)$/i.test(windows.text)) {
    windows.refuse(`${quoted(windows.text)} is not a window`, 'write 00:00-24:00 for whole days', '00:00-24:00');
  }
}

function looksLikeWindow({ text }: Piece): boolean {
  return exactTime(text.slice(0, 5)) !== undefined || /^\d/.test(text);
}
