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
export function explainProblem({ text, position, length, fault, cure }: HoursProblem): string {
  const from = Math.max(0, position - SHOWN);
  const to = Math.min(text.length, position + length + SHOWN, position + 2 * SHOWN);
  const before = from > 0 ? '…' : '';
  const shown = printable(text.slice(from, to));
  const marks = '^'.repeat(Math.max(1, Math.min(length, to - position)));
  return [
    `${fault}; ${cure} (character ${position + 1}):`,
    `  ${before}${shown}${to < text.length ? '…' : ''}`,
    `  ${' '.repeat(before.length + position - from)}${marks}`,
  ].join('\n');
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
