import type { HoursProblem } from '../../../../src/contract/running-hours';

/** A text after the advice of the messages, as long as they have a replacement, and what is wrong with it then. */
export function cured(
  text: string, problemOf: (text: string) => HoursProblem | undefined, seen: (problem: HoursProblem) => void = () => {},
): { text: string; problem?: HoursProblem } {
  let problem = problemOf(text);
  for (let tries = 0; problem?.replacement !== undefined; tries++) {
    if (tries === 50) throw new Error(`The cures lead nowhere: ${JSON.stringify(problem)}`);
    seen(problem);
    text = text.slice(0, problem.position) + problem.replacement + text.slice(problem.position + problem.length);
    problem = problemOf(text);
  }
  return { text, problem };
}
