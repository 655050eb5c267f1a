import { sorted, text } from './request';
import type { CustomResourceEvent } from './request';
import { badDesiredState, badHours } from './texts';
import { UserError } from './user-error';
import type { DesiredStateName } from '../../src/contract/custom-resources';
import { parseDesiredState } from '../core/declared-state';
import type { DesiredStateProblem } from '../core/declared-state';

/** What is declared at one time. Plain data, because it travels with the request. */
export interface Declared {
  readonly state: DesiredStateName;
  /** When another state is declared, milliseconds since 1970. Undefined where that never happens. */
  readonly until?: number;
}

/**
 * @param instant the start of the request: in hours, the state must not change between its polls
 * @throws UserError that says what is wrong with the text
 */
export function declaredAt(desiredState: unknown, instant: number): Declared {
  const { declared, problem } = parseDesiredState(desiredState);
  if (problem) throw new UserError(textOf(problem));
  if (typeof declared === 'string') return { state: declared };
  return { state: declared.stateAt(instant), until: declared.nextBoundaries(instant, 1).at(0)?.at };
}

/** @returns undefined if the text is wrong, or if the request is not about a declaration of its own */
export function declarationOf({ ResourceType, ResourceProperties: { DesiredState } }: CustomResourceEvent, instant: number): Declared | undefined {
  return ResourceType === 'Custom::AppRunnerServiceState' && isValid(DesiredState) ? declaredAt(DesiredState, instant) : undefined;
}

export function isValid(desiredState: unknown): boolean {
  return parseDesiredState(desiredState).problem === undefined;
}

/** Whether two templates declare the same, also if that is another state by now. */
export function areTheSame(one: unknown, other: unknown): boolean {
  return text(sorted(one)).toUpperCase() === text(sorted(other)).toUpperCase();
}

function textOf(found: DesiredStateProblem): string {
  return found.property === 'DesiredState' ? badDesiredState(text(found.value)) : badHours(found.property, found.problem);
}
