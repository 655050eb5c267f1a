import type { Interval } from './minutes';
import { Minutes } from './minutes';
import { EXAMPLE, refuseOtherSpellings, refuseRule, refuseWordsAroundSpace } from './other-spellings';
import { Piece } from './piece';
import { quoted } from './problem';
import { parseSpan } from './span';
import { formatTime, MINUTES_A_DAY } from './time-of-day';
import { parseWeekdays, WEEKDAYS } from './weekday';
import { parseWindow } from './window';

export const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

/** When a service runs in a week without special days: intervals of the week, which begins on Monday at 00:00. */
export type Week = readonly Interval[];

const ALWAYS: Week = [{ start: 0, end: MINUTES_A_WEEK }];

/**
 * ```ebnf
 * hours  = "always" | "never" | rule , { ";" , [ " " ] , rule } ;
 * rule   = days , " " , window , { "," , window } | span ;
 * days   = dayset , { "," , dayset } ;  dayset = day , [ "-" , day ] ;
 * window = HH:MM , "-" , HH:MM ;
 * span   = day , " " , HH:MM , "-" , day , " " , HH:MM ;
 * ```
 */
export function parseWeek(text: string): Week {
  if (/^always$/i.test(text)) return ALWAYS;
  if (/^never$/i.test(text)) return [];
  const hours = Piece.of(text);
  refuseOtherSpellings(hours);
  const week = new Minutes(MINUTES_A_WEEK);
  const rules: Rule[] = [];
  for (const piece of hours.split(';')) {
    const rule = parseRule(piece.text.startsWith(' ') ? piece.slice(1) : piece);
    refuseSecondRule(rule, rules);
    rules.push(rule);
    for (const { interval, piece: said } of rule.intervals) {
      const overlap = week.mark(interval, said);
      if (overlap !== undefined) {
        said.refuse(
          `${quoted(said.text)} overlaps ${quoted(overlap.saidBy.text)} on ${formatMinuteOfWeek(overlap.minute)}`,
          'let one end where the other starts, or write both as one',
        );
      }
    }
  }
  return week.between(0, MINUTES_A_WEEK);
}

interface Rule {
  readonly piece: Piece;
  /** Those of its windows; a span has none, because it may share its first and its last day with another rule. */
  readonly days: readonly number[];
  readonly intervals: readonly { readonly interval: Interval; readonly piece: Piece }[];
}

function parseRule(rule: Piece): Rule {
  if (rule.text === '') rule.refuse('a rule is missing here', `take out the semicolon, or write a rule such as ${EXAMPLE}`);
  const words = rule.split(' ');
  if (words.length === 3 && /-[a-z]/i.test(words[1].text)) return { piece: rule, days: [], intervals: [{ interval: parseSpan(rule, words), piece: rule }] };
  if (words.length !== 2) return refuseRule(rule, words);
  refuseWordsAroundSpace(rule, words[0], words[1]);
  const days = parseWeekdays(words[0]);
  const windows = words[1].split(',').map(piece => ({ piece, window: parseWindow(piece, 'weekday') }));
  return {
    piece: rule,
    days,
    intervals: days.flatMap(day => windows.map(({ piece, window }) => ({
      piece,
      interval: { start: day * MINUTES_A_DAY + window.start, end: day * MINUTES_A_DAY + window.end },
    }))),
  };
}

/** Other notations let the later rule win, or add it to the first one. So it has to be said. */
function refuseSecondRule(rule: Rule, earlier: readonly Rule[]): void {
  const day = rule.days.find(each => earlier.some(({ days }) => days.includes(each)));
  if (day === undefined) return;
  rule.piece.refuse(`${WEEKDAYS[day]} is in two rules`, `write all its windows in one, as in ${WEEKDAYS[day]} 08:00-12:00,13:00-18:00`);
}

/** The part of the week that is on one day, in minutes of that day. */
export function onWeekday(week: Week, weekday: number): Interval[] {
  const from = weekday * MINUTES_A_DAY;
  return week
    .map(({ start, end }) => ({ start: Math.max(start - from, 0), end: Math.min(end - from, MINUTES_A_DAY) }))
    .filter(({ start, end }) => start < end);
}

/** A minute of the week for people: `Mon 08:00`. */
export function formatMinuteOfWeek(minute: number): string {
  return `${WEEKDAYS[Math.floor(minute / MINUTES_A_DAY) % 7]} ${formatTime(minute % MINUTES_A_DAY)}`;
}
