import { attributesOf } from './answer';
import type { Attributes } from './attributes';
import type { Checkpoint } from './checkpoint';
import { declarationOf } from './declaration';
import type { Dependencies } from './dependencies';
import { deadlineError, failureError } from './failure-texts';
import { goalOf } from './goal-of-request';
import { SUPERSEDED } from './guard';
import { invocationOf } from './invocation';
import type { Invocation } from './invocation';
import type { CustomResourceEvent } from './request';
import type { RequestedGoal } from './requested-goal';
import { lookAgain, waitForTick } from './second-look';
import { LONGEST_WAIT_MS, operationOfTheStackUnderWay } from './service-left';
import { isUnneeded } from './unneeded';
import { TYPE_OF } from '../core/operations';
import { outcomeOfError } from '../core/outcome';
import type { Acted, Outcome } from '../core/outcome';
import { lookPlanOf } from '../core/polling';
import type { LookPlan } from '../core/polling';
import { reconcile } from '../core/reconcile';

/** How far one invocation got. */
export interface Progress {
  readonly checkpoint: Checkpoint;
  /** Only of a request that is done. */
  readonly attributes?: Attributes;
  /** Until the deadline. */
  readonly secondsLeft: number;
}

/** What one step found, as far as it got. */
interface Step {
  readonly outcome: Outcome;
  readonly requested?: RequestedGoal;
  readonly isServiceLeftSettled?: boolean;
}

/**
 * One step of a request, the same for every event and every poll.
 *
 * @param checkpoint from the invocation of onEvent, undefined in that invocation itself
 */
export async function serve(event: CustomResourceEvent, dependencies: Dependencies, checkpoint?: Checkpoint): Promise<Progress> {
  const start = startOf(event, checkpoint ?? { at: dependencies.now() });
  const invocation = invocationOf(event, start, checkpoint === undefined, dependencies);
  try {
    const step = await stepOf(invocation, start);
    await conclude(invocation, step);
    return {
      checkpoint: { ...checkpointAfter(invocation, start, step), lookPlan: start.lookPlan ?? await lookPlanAfter(invocation, step) },
      attributes: step.outcome.kind === 'done' ? attributesOf(event, start, invocation.log.findings) : undefined,
      secondsLeft: secondsLeft(invocation),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!invocation.guard.isSuperseded && await isUnneeded(event, dependencies.cloudFormation, invocation.inRollback).catch(() => false)) {
      invocation.log.write('done', `the rollback goes on, because it does not need this: ${message}`);
      return { checkpoint: { ...start, done: true }, attributes: attributesOf(event, start, invocation.log.findings), secondsLeft: 0 };
    }
    invocation.log.write('fail', message); // the log holds what the user reads
    throw error;
  }
}

/** A request under way while the functions are updated has no declaration in its checkpoint. */
function startOf(event: CustomResourceEvent, checkpoint: Checkpoint): Checkpoint {
  return { ...checkpoint, declared: checkpoint.declared ?? declarationOf(event, checkpoint.at) };
}

async function stepOf(invocation: Invocation, start: Checkpoint): Promise<Step> {
  const { guard, log } = invocation;
  let { requested, isServiceLeftSettled } = start;
  if (guard.isSuperseded) return { requested, isServiceLeftSettled, outcome: { kind: 'held', reason: SUPERSEDED } };
  await waitForTick(invocation);
  try {
    requested ??= await goalOf(invocation);
  } catch (error) {
    return { outcome: outcomeOfError(error) };
  }
  log.concerns(requested);
  const { goal, reason = '', serviceLeft, leavesDeployments = false } = requested;
  if (serviceLeft !== undefined && !isServiceLeftSettled) {
    const underWay = await workOnServiceLeft(serviceLeft, leavesDeployments, invocation);
    if (underWay) return { requested, outcome: { kind: 'held', reason: `${underWay} of ${serviceLeft} is under way, and CloudFormation may delete the service next` } };
    isServiceLeftSettled = true;
  }
  if (!goal) return { requested, isServiceLeftSettled, outcome: { kind: 'done', reason } };

  const { isFirst, retry, inRollback } = invocation;
  const service = invocation.service(goal.serviceArn);
  const look = async (): Promise<Outcome> => reconcile(goal, service, {
    own: { since: start.at, operationId: start.operationId, deploymentId: start.deploymentId },
    isFirstStep: isFirst,
    retry,
    isOverdue: () => guard.isOverdue(),
    mayAct: () => guard.mayAct(),
    // A failure would leave the stack in UPDATE_ROLLBACK_FAILED.
    reasonToRetry: async () => await inRollback.ask() ? 'the stack is rolling back' : undefined,
    report: found => log.add(found),
  });
  return { requested, isServiceLeftSettled, outcome: await lookAgain(await look(), service, invocation, look) };
}

async function workOnServiceLeft(serviceArn: string, withDeployments: boolean, { guard, service }: Invocation): Promise<string | undefined> {
  if (guard.elapsedMs() >= LONGEST_WAIT_MS || guard.isOverdue()) return undefined;
  const underWay = await operationOfTheStackUnderWay(service(serviceArn), withDeployments);
  if (underWay) await guard.note();
  return guard.isOverdue() ? undefined : underWay;
}

/** @throws UserError when the request has failed, or has taken too long */
async function conclude({ event, guard, isFirst, log }: Invocation, { outcome, requested }: Step): Promise<void> {
  let error: string | undefined;
  switch (outcome.kind) {
    case 'fail': throw failureError(outcome, requested?.goal, log.findings);
    case 'wait':
      error = outcome.error?.message;
      await guard.note();
      log.write('wait', outcome.reason);
      break;
    case 'held': log.write('wait', outcome.reason); break;
    default: log.write(outcome.kind, [outcome.reason, requested?.goal?.because ?? []].flat().join('; '));
  }
  // The waiter and CloudFormation have limits of their own, but only this one can say what was waited for. An invocation of
  // onEvent that has just acted leaves that to the poll: of a Create that fails at once the framework swallows the Delete.
  const hasJustActed = isFirst && isAct(outcome) && outcome.operationId !== undefined;
  if (outcome.kind !== 'done' && guard.isOverdue() && !hasJustActed) {
    throw deadlineError(event, requested, log.findings, error, guard.elapsedMs() / 1000);
  }
}

function checkpointAfter({ guard, inRollback }: Invocation, start: Checkpoint, { outcome, requested, isServiceLeftSettled }: Step): Checkpoint {
  return {
    ...start,
    ...guard.seen,
    requested,
    isServiceLeftSettled,
    isInRollback: inRollback.answer,
    operationId: idStartedBy(outcome, 'pause', 'resume') ?? start.operationId,
    deploymentId: idStartedBy(outcome, 'deploy') ?? start.deploymentId,
    done: outcome.kind === 'done' || undefined,
  };
}

/** Only of an operation that onEvent started: nothing is kept from one look to the next. */
async function lookPlanAfter(invocation: Invocation, { outcome, requested }: Step): Promise<LookPlan | undefined> {
  const { isFirst, retry, service, now } = invocation;
  if (!isFirst || !isAct(outcome) || outcome.operationId === undefined || !requested?.goal) return undefined;
  return lookPlanOf(service(requested.goal.serviceArn), TYPE_OF[outcome.kind], retry.isThrottled, now(), secondsLeft(invocation));
}

function secondsLeft({ guard, now }: Invocation): number {
  return Math.max(0, Math.ceil((guard.deadline() - now()) / 1000));
}

/** @returns the id of an operation that was started by an act of one of these kinds */
function idStartedBy(outcome: Outcome, ...kinds: readonly Acted['kind'][]): string | undefined {
  return isAct(outcome) && kinds.includes(outcome.kind) ? outcome.operationId : undefined;
}

function isAct(outcome: Outcome): outcome is Acted {
  return outcome.kind in TYPE_OF;
}
