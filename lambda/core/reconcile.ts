import { decide, hasFailed, isInFlight } from './decide';
import type { Action, OperationStatus } from './decide';
import { decideDeployment } from './deploy-after-resume';
import type { Deploy } from './deploy-after-resume';
import type { Goal } from './goal';
import { TYPE_OF, areEnough, isOwn, ownAmong, violationOf } from './operations';
import type { OwnOperations } from './operations';
import { outcomeOfError } from './outcome';
import type { Done, Outcome } from './outcome';
import type { Retry } from './retry';
import type { Service } from './service-calls';
import type { Operation } from '../aws/app-runner';
import type { AwsCallError } from '../aws/aws-call-error';

/** What may hinder a step, and what is known before it. */
export interface Conditions {
  readonly own: OwnOperations;
  /** Nothing can have been started for the goal before this step. */
  readonly isFirstStep: boolean;
  readonly retry: Retry;
  isOverdue(): boolean;
  /** Asked before each attempt to act. @returns why not, undefined if it may */
  mayAct(): Promise<string | undefined>;
  /** @returns why a failed operation is worth one more try, undefined if it is not */
  reasonToRetry(): Promise<string | undefined>;
  /** Hears what the step has found so far, also in a step that ends early. */
  report(found: Partial<Findings>): void;
}

export interface Findings {
  /** Empty until the service has been observed. */
  readonly status: string;
  readonly url: string;
  /** The operation that the step is about: one of its own, or one that it waits for. */
  readonly operation: OperationStatus | undefined;
}

type Hindrance = Extract<Outcome, { readonly kind: 'wait' | 'held' }>;

const OVERDUE: Hindrance = { kind: 'held', reason: 'the time limit has passed' };

/** One level-triggered step: observe, decide, act. */
export async function reconcile(goal: Goal, service: Service, conditions: Conditions): Promise<Outcome> {
  try {
    return await step(goal, service, conditions);
  } catch (error) {
    return outcomeOfError(error);
  }
}

async function step(goal: Goal, service: Service, conditions: Conditions): Promise<Outcome> {
  const { desired, tolerated, yields } = goal;
  const { status, url } = await service.observe();
  conditions.report({ status, url });
  const underWay = await operationUnderWay(status, service, conditions);
  conditions.report({ operation: underWay });
  const operations = await operationsThatMatter(status, goal, service, conditions);
  const violation = violationOf(goal.precondition, operations);
  if (violation) return violation;

  const own = ownAmong(operations, goal, conditions.own);
  const [newest] = own;
  // No operations are asked for while the service is busy: the one under way says more than an own one without a status.
  const operation = newest?.status === undefined && underWay ? underWay : newest;
  conditions.report({ operation });
  const reasonToRetry = hasFailed(newest) ? await conditions.reasonToRetry() : undefined;
  const decision = decide({ desired, tolerated, yields, status, operation: newest, tries: own.length, reasonToRetry });
  switch (decision.kind) {
    case 'done': return goal.deploysAfterResume && status === desired ? deploy(operations, decision, status, service, conditions) : decision;
    case 'wait': return decision;
    case 'fail': return { kind: 'fail', failure: decision.failure, operation };
    case 'pause':
    case 'resume': return act(decision, status, service, conditions);
  }
}

async function deploy(operations: readonly Operation[], done: Done, status: string, service: Service, conditions: Conditions): Promise<Outcome> {
  const decision = decideDeployment(operations, conditions.own, done);
  const deployment = operations.find(operation => operation.type === TYPE_OF.deploy && isOwn(operation, conditions.own.deploymentId, conditions.own));
  if (deployment) conditions.report({ operation: deployment });
  return decision.kind === 'deploy' ? act(decision, status, service, conditions) : decision;
}

/** Which operation is waited for is worth one call for the log, and for the message at the deadline. */
async function operationUnderWay(status: string, service: Service, conditions: Conditions): Promise<OperationStatus | undefined> {
  const isWorthACall = status === 'OPERATION_IN_PROGRESS' && (conditions.isFirstStep || conditions.isOverdue());
  if (!isWorthACall) return undefined;
  return (await service.operationsIfAvailable()).find(isInFlight);
}

/** None are asked for where the status alone decides. */
async function operationsThatMatter(status: string, goal: Goal, service: Service, { own, isFirstStep }: Conditions): Promise<readonly Operation[]> {
  const isSettled = ['RUNNING', 'PAUSED'].includes(status);
  const mayDeploy = goal.deploysAfterResume && status === goal.desired;
  return isSettled && (!isFirstStep || goal.precondition || mayDeploy) ? service.operations(found => areEnough(found, goal, own)) : [];
}

async function act(action: Action | Deploy, status: string, service: Service, conditions: Conditions): Promise<Outcome> {
  let lastError: AwsCallError | undefined;
  let operationId: string | undefined;
  const hindrance = await conditions.retry.run(async previous => {
    lastError = previous;
    const found = await hindranceOf(previous, status, service, conditions);
    if (!found) operationId = await service.act(action.kind);
    return found;
  });
  if (hindrance === OVERDUE && lastError) throw lastError; // it says more
  if (hindrance) return hindrance;
  if (operationId !== undefined) conditions.report({ operation: { id: operationId, type: TYPE_OF[action.kind], status: undefined } });
  return { ...action, operationId };
}

async function hindranceOf(
  previous: AwsCallError | undefined, status: string, service: Service, conditions: Conditions,
): Promise<Hindrance | undefined> {
  if (conditions.isOverdue()) return OVERDUE;
  const reason = await conditions.mayAct();
  if (reason !== undefined) return { kind: 'held', reason };
  if (previous?.kind !== 'invalid') return undefined;
  // The request may be invalid only because the service is in another state than the one that the decision rests on.
  const now = await service.observe();
  conditions.report(now);
  return now.status === status ? undefined : { kind: 'wait', reason: `the service was ${status} and is ${now.status}` };
}
