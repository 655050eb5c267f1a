import type { CustomResourceEvent } from './request';
import { wantedOf } from './requested-goal';
import type { RequestedGoal } from './requested-goal';
import { parseServiceArn } from './service-arn';
import * as texts from './texts';
import { UserError } from './user-error';
import type { AwsCallError } from '../aws/aws-call-error';
import { isMissingRight, isUnknownHost } from '../aws/error-kinds';
import { MOST_TRIES } from '../core/decide';
import type { Goal } from '../core/goal';
import type { Failed } from '../core/outcome';
import type { Findings } from '../core/reconcile';

/** What the user reads about a step that failed. */
export function failureError(outcome: Failed, goal: Goal | undefined, { status }: Findings): UserError {
  if (outcome.failure === 'refused') return new UserError(refusalText(outcome.error));
  if (!goal) throw new Error(`${outcome.failure} without a goal`);
  return new UserError(failureText(outcome, goal, status));
}

function failureText(outcome: Exclude<Failed, { readonly failure: 'refused' }>, { serviceArn, desired, yields }: Goal, status: string): string {
  const service = parseServiceArn(serviceArn);
  const operation = outcome.operation ?? { id: '', type: '', status: '' };
  switch (outcome.failure) {
    case 'gone': return texts.serviceNotFound(service);
    case 'create-failed': return texts.createFailed(service);
    case 'delete-failed': return texts.deleteFailed(service);
    case 'operation-failed': return texts.operationFailed(service, desired, status, operation);
    case 'changed-back': return texts.changedBack(service, desired, status, MOST_TRIES);
    case 'unknown-status': return texts.unknownStatus(service, status);
    case 'unknown-operation-status': return texts.unknownOperationStatus(service, operation);
    case 'precondition-failed': return texts.updateRolledBack(service, operation);
    case 'deployment-failed': return texts.deploymentFailed(service, operation);
    case 'precondition-broken': return texts.changedOnAdoption(service, yields ? 'AS_FOUND' : desired);
  }
}

/** About a call that AWS refuses for good. */
function refusalText({ action, resource, reason }: AwsCallError): string {
  if (isMissingRight(reason)) return texts.missingRight(action, resource, reason.message);
  if (isUnknownHost(reason)) return texts.unknownHost(action, resource, reason.message);
  return texts.refused(action, resource, reason.name, reason.message);
}

/** What the user reads when the time is over. */
export function deadlineError(
  event: CustomResourceEvent,
  requested: RequestedGoal | undefined,
  { status, operation }: Findings,
  error: string | undefined,
  elapsedSeconds: number,
): UserError {
  return new UserError(texts.deadlinePassed({
    subject: requested?.goal ? `The App Runner service ${requested.goal.serviceArn}` : 'The App Runner service',
    desired: desiredText(requested?.goal),
    observed: status || undefined,
    operation,
    error,
    elapsedSeconds,
    adjustable: event.ResourceType !== 'Custom::AppRunnerRestore',
  }));
}

function desiredText(goal: Goal | undefined): string {
  if (!goal) return 'in the declared state';
  const wanted = wantedOf(goal);
  return wanted === 'AS_FOUND' ? 'RUNNING or PAUSED, as it was found,' : wanted;
}
