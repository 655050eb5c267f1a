import type { Decision, Question } from './decision';
import { isAct } from './decision';
import { desiredStateAt, isHours, lastBoundaryOf } from './declaration';
import { unlessDeploymentIsDue } from './deploy-after-resume';
import { LONGEST_OPERATION_MS, changeTo, isSince, operationUnderWay } from './history';
import type { Situation } from './situation';
import { tryAgain } from './tries';
import type { DesiredStateName } from '../../src/contract/custom-resources';
import { isInFlight } from '../core/decide';
import { ACT_TAKES_MS } from '../core/late-acts';
import { waitFor } from '../core/wait';

/**
 * What a tick does about one service. Pure and total: it depends on what is observed, never on an earlier tick.
 *
 * @returns a question where it depends on something that has not been asked yet
 */
export function decide(situation: Situation): Decision | Question {
  const { stack, declaration, now } = situation;
  if (stack.allows === 'nothing') return { kind: 'skip', reason: stack.reason };
  const desired = desiredStateAt(declaration.desired, now);
  if (desired === 'AS_FOUND') return { kind: 'nothing', reason: 'the service is left as it was found' };
  const step = decideService(situation, desired);
  return stack.allows === 'act' || !isAct(step) ? step : {
    kind: step.kind === 'deploy' ? 'skip' : 'drift',
    reason: `${step.reason}; nothing is done about it now: ${stack.reason}`,
  };
}

function decideService(situation: Situation, desired: DesiredStateName): Decision | Question {
  const { status } = situation;
  switch (status) {
    case 'OPERATION_IN_PROGRESS':
      return decideBusy(situation);
    case 'RUNNING':
    case 'PAUSED':
      return status === desired
        ? unlessDeploymentIsDue(situation, { kind: 'nothing', reason: `the service is ${status}, as declared` })
        : decideDifferent(situation, status, desired);
    case 'CREATE_FAILED':
      return { kind: 'failed', reason: 'the service was never created (CREATE_FAILED): delete it, and deploy the stack again' };
    case 'DELETE_FAILED':
      return { kind: 'failed', reason: 'the service is half deleted (DELETE_FAILED): delete it again' };
    case 'DELETED':
    case 'NOT_FOUND':
      return { kind: 'failed', reason: 'the service does not exist any more, but the stack still declares its state' };
    default:
      return { kind: 'failed', reason: status === '' ? 'App Runner did not tell the status of the service' : `the status ${status} is not known here` };
  }
}

function decideBusy({ history, now }: Situation): Decision | Question {
  if (!history) return { kind: 'ask', about: 'history' };
  const newest = history.at(0);
  if (!newest || !isInFlight(newest)) return { kind: 'wait', reason: 'App Runner works on the service, with no operation listed' };
  if (operationUnderWay(history, now)) return waitFor(newest);
  const minutes = Math.round(LONGEST_OPERATION_MS / 60_000);
  return { kind: 'failed', reason: `operation ${newest.id} (${newest.type}) has been ${newest.status} for more than ${minutes} minutes, and nothing can be done before it ends` };
}

/** The service is RUNNING and declared PAUSED, or the other way round. */
function decideDifferent(situation: Situation, status: DesiredStateName, desired: DesiredStateName): Decision | Question {
  const { declaration, now, history, stackEndedAt } = situation;
  const { onDrift } = declaration;
  const difference = `the service is ${status} and is declared ${desired}`;
  const hasHours = isHours(declaration.desired);
  if (!hasHours && onDrift === 'TOLERATE') {
    return unlessDeploymentIsDue(situation, { kind: 'nothing', reason: `${difference}, which only a deployment asserts` });
  }
  if (!hasHours && onDrift === 'REPORT') return unlessDeploymentIsDue(situation, { kind: 'drift', reason: difference });

  if (!history) return { kind: 'ask', about: 'history' };
  const underWay = operationUnderWay(history, now);
  if (underWay) return waitFor(underWay);
  const boundary = lastBoundaryOf(declaration.desired, now);
  const change = changeTo(status, history);
  const changedSinceBoundary = change !== undefined && isSince(change, boundary);
  if (changedSinceBoundary && onDrift !== 'CORRECT') {
    // What a stack operation left behind is no person's wish: its pause may have failed, or been for another hour.
    if (stackEndedAt === undefined) return { kind: 'ask', about: 'stack-end' };
    if (isSince(change, stackEndedAt)) {
      const reason = `${difference}; operation ${change.id} (${change.type}) made it so since the last boundary and the last stack operation`;
      return unlessDeploymentIsDue(situation, onDrift === 'REPORT' ? { kind: 'drift', reason } : { kind: 'held', reason: `${reason}, and it stays until the next` });
    }
  }
  if (desiredStateAt(declaration.desired, now + ACT_TAKES_MS) !== desired) return { kind: 'wait', reason: `${difference}, but only for some seconds more` };
  return tryAgain(situation, desired, boundary, onDrift === 'CORRECT' && (!hasHours || changedSinceBoundary));
}
