import type { Assertion } from './goal-of-request';
import type { CustomResourceEvent } from './request';
import type { Progress } from './serve';
import * as errors from './texts';
import type { LastingTrouble } from '../aws/aws-call';
import { isMissingRight, isUnknownHost } from '../aws/error-kinds';
import { parseServiceArn } from '../aws/service-arn';
import { MOST_TRIES } from '../core/decide';
import type { Failure, OurOperation } from '../core/decide';

/** What the user is told about a decision to fail. */
export function failureOf(failure: Failure, { serviceArn, desired }: Assertion, status: string, found: OurOperation | undefined): errors.UserError {
  const service = parseServiceArn(serviceArn);
  const operation = found ?? { id: '', type: '', status: '' };
  const texts: Record<Failure, () => string> = {
    'gone': () => errors.serviceNotFound(service),
    'create-failed': () => errors.createFailed(service),
    'delete-failed': () => errors.deleteFailed(service),
    'operation-failed': () => errors.operationFailed(service, desired, status, operation),
    'changed-back': () => errors.changedBack(service, desired, status, MOST_TRIES),
    'unknown-status': () => errors.unknownStatus(service, status),
    'unknown-operation-status': () => errors.unknownOperationStatus(service, operation),
  };
  return new errors.UserError(texts[failure]());
}

/** What the user is told about a call that AWS does not answer as it should. */
export function refusalOf({ action, resource, reason }: LastingTrouble): errors.UserError {
  if (isMissingRight(reason)) return new errors.UserError(errors.missingRight(action, resource, reason.message));
  if (isUnknownHost(reason)) return new errors.UserError(errors.unknownHost(action, resource, reason.message));
  return new errors.UserError(errors.refused(action, resource, reason.name, reason.message));
}

/** What the user is told when the time is over. */
export function deadlineOf(event: CustomResourceEvent, progress: Progress & { readonly elapsedSeconds: number }): errors.UserError {
  const { sighting: { aim }, status, operation, trouble, elapsedSeconds } = progress;
  return new errors.UserError(errors.deadlinePassed({
    subject: aim?.kind === 'assert' ? `The App Runner service ${aim.serviceArn}` : 'The App Runner service',
    desired: aim?.kind === 'assert' ? aim.desired : 'in the declared state',
    observed: status || undefined,
    operation,
    trouble,
    elapsedSeconds,
    adjustable: event.ResourceType !== 'Custom::AppRunnerRestore',
  }));
}
