import type { Declaration, DeclaredState } from './declaration';
import type { DeclarationInput } from '../../src/contract/reconcile-input';
import { explainProblem } from '../../src/contract/running-hours';
import type { RunningHoursProperty } from '../../src/contract/running-hours';
import { partsOfServiceArn } from '../../src/contract/service-arn';
import { parseDesiredState } from '../core/declared-state';

/** A declaration with the Region in which the service has to be asked for, or why there is none. */
export type ParsedDeclaration =
  | { readonly declaration: Declaration; readonly region: string; readonly problem?: undefined }
  | { readonly problem: string };

/**
 * A State asserts the same declaration in the deployment before, so a bad text should never get here.
 *
 * @param hours what a number as desired state refers to
 */
export function parseDeclaration(
  { ServiceArn, DesiredState, OnDrift, DeployAfterResume }: DeclarationInput, hours: readonly RunningHoursProperty[] = [],
): ParsedDeclaration {
  const service = partsOfServiceArn(ServiceArn);
  if (!service) return { problem: `ServiceArn is not the ARN of an App Runner service: ${JSON.stringify(ServiceArn)}` };
  const { desired, problem } = parseState(typeof DesiredState === 'number' ? hours[DesiredState] : DesiredState);
  if (problem !== undefined) return { problem };
  return {
    region: service.region,
    declaration: { serviceArn: ServiceArn, desired, onDrift: OnDrift, deployAfterResume: DeployAfterResume },
  };
}

type ParsedState =
  | { readonly desired: DeclaredState; readonly problem?: undefined }
  | { readonly desired?: undefined; readonly problem: string };

function parseState(state: unknown): ParsedState {
  const { declared, problem } = parseDesiredState(state);
  if (!problem) return { desired: declared };
  return {
    problem: problem.property === 'DesiredState'
      ? `DesiredState must be RUNNING, PAUSED, AS_FOUND or running hours, but is ${JSON.stringify(problem.value)}`
      : `${problem.property}: ${explainProblem(problem.problem)}`,
  };
}
