import { sorted, text } from './request';
import type { CustomResourceEvent } from './request';
import { badDesiredState, badHours } from './texts';
import { UserError } from './user-error';
import { declaredNow, parseDesiredState } from '../core/declared-state';
import type { DeclaredNow, DesiredStateProblem } from '../core/declared-state';

/**
 * @param instant the start of the request: in hours, the state must not change between its polls
 * @throws UserError that says what is wrong with the text
 */
export function declaredAt(desiredState: unknown, instant: number): DeclaredNow {
  const { declared, problem } = parseDesiredState(desiredState);
  if (problem) throw new UserError(textOf(problem));
  return declaredNow(declared, instant);
}

/** @returns undefined if the text is wrong, or if the request is not about a declaration of its own */
export function declarationOf({ ResourceType, ResourceProperties: { DesiredState } }: CustomResourceEvent, instant: number): DeclaredNow | undefined {
  return ResourceType === 'Custom::AppRunnerServiceState' && isValid(DesiredState) ? declaredAt(DesiredState, instant) : undefined;
}

export function isValid(desiredState: unknown): boolean {
  return parseDesiredState(desiredState).problem === undefined;
}

export function isAsFound(desiredState: unknown): boolean {
  return parseDesiredState(desiredState).declared === 'AS_FOUND';
}

/** Whether two templates declare the same, also if that is another state by now. */
export function areTheSame(one: unknown, other: unknown): boolean {
  return text(sorted(one)).toUpperCase() === text(sorted(other)).toUpperCase();
}

function textOf(found: DesiredStateProblem): string {
  return found.property === 'DesiredState' ? badDesiredState(text(found.value)) : badHours(found.property, found.problem);
}
