/** What is wrong with a text, where, and what to write instead. */
export interface HoursProblem {
  /** The whole text. */
  readonly text: string;
  /** Where in it, counted from 0. */
  readonly position: number;
  readonly length: number;
  /** A clause: `20:00-06:00 ends before it starts`. */
  readonly fault: string;
  /** Another one: `write 20:00-30:00, which ends at 06:00 on the next day`. */
  readonly cure: string;
  /** What to put in that place of the text, where that is certain enough. */
  readonly replacement?: string;
}

/** How the parser stops at a problem. It never leaves this folder: `orProblem` turns it into data. */
export class Refusal extends Error {
  constructor(readonly problem: HoursProblem) {
    super(problem.fault);
  }
}

/** What was parsed, or what is wrong. */
export type OrProblem<T> = { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: HoursProblem };

export function orProblem<T>(parse: () => T): OrProblem<T> {
  try {
    return { value: parse() };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem };
    throw error;
  }
}

/** As much of the text as is shown before and behind the place. */
const SHOWN = 40;

/**
 * For people: the fault and the cure, and below them the text with the place underlined.
 */
export function explainProblem(problem: HoursProblem): string {
  const { position, length, fault, cure } = problem;
  const { excerpt, offset } = around(problem);
  const marks = '^'.repeat(Math.max(1, Math.min(length, 2 * SHOWN, problem.text.length - position)));
  return [
    `${fault}; ${cure} (character ${position + 1}):`,
    `  ${excerpt}`,
    `  ${' '.repeat(offset)}${marks}`,
  ].join('\n');
}

/** The same where there is one line only. */
export function explainProblemInOneLine(problem: HoursProblem): string {
  const { position, fault, cure } = problem;
  return `${fault}; ${cure} (character ${position + 1} of "${around(problem).excerpt}")`;
}

/** The text around the place, and where the place is in that. */
function around({ text, position, length }: HoursProblem): { excerpt: string; offset: number } {
  const from = Math.max(0, position - SHOWN);
  const to = Math.min(text.length, position + length + SHOWN, position + 2 * SHOWN);
  const before = from > 0 ? '…' : '';
  return { excerpt: `${before}${printable(text.slice(from, to))}${to < text.length ? '…' : ''}`, offset: before.length + position - from };
}

/** A piece of somebody's text within a sentence. */
export function quoted(text: string): string {
  return `"${shortened(text)}"`;
}

export function shortened(text: string): string {
  return printable(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}

/** One character for one, so that the marks below the text keep their place. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
