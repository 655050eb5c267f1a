import type { Checkpoint } from './checkpoint';
import type { Dependencies } from './dependencies';
import { Guard } from './guard';
import { InRollback } from './in-rollback';
import type { CustomResourceEvent } from './request';
import { RequestLog } from './request-log';
import type { CloudFormation } from '../aws/cloud-formation';
import type { DeclaredNow } from '../core/declared-state';
import { Retry } from '../core/retry';
import { Service } from '../core/service-calls';

/** One run of onEvent or isComplete for a request, and what its parts have in common. */
export interface Invocation {
  readonly event: CustomResourceEvent;
  /** This is the invocation of onEvent. */
  readonly isFirst: boolean;
  /** When the request began, milliseconds since 1970. Hours are evaluated at that time. */
  readonly startedAt: number;
  /** What was declared then. */
  readonly declared: DeclaredNow | undefined;
  readonly guard: Guard;
  readonly retry: Retry;
  readonly log: RequestLog;
  readonly inRollback: InRollback;
  /** Makes its calls again where that helps. */
  readonly cloudFormation: CloudFormation;
  /** The same, but makes each call once. */
  readonly cloudFormationOnce: CloudFormation;
  /** The same for the same ARN. */
  service(serviceArn: string): Service;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export function invocationOf(event: CustomResourceEvent, start: Checkpoint, isFirst: boolean, dependencies: Dependencies): Invocation {
  const log = new RequestLog(event, start, dependencies);
  const guard = new Guard(event, start, isFirst, dependencies);
  const retry = new Retry(dependencies, () => guard.deadline(), async error => {
    log.write('wait', error.message);
    await guard.note();
    if (!await guard.isWorthAWait()) throw error;
  });
  const cloudFormation = retrying(dependencies.cloudFormation, retry);
  const services = new Map<string, Service>();
  return {
    event,
    isFirst,
    startedAt: start.at,
    declared: start.declared,
    guard,
    retry,
    log,
    cloudFormation,
    cloudFormationOnce: dependencies.cloudFormation,
    inRollback: new InRollback(event.StackId, cloudFormation, start.isInRollback),
    service(arn) {
      const service = services.get(arn) ?? new Service(arn, dependencies.appRunner(arn), retry);
      services.set(arn, service);
      return service;
    },
    now: () => dependencies.now(),
    sleep: milliseconds => dependencies.sleep(milliseconds),
  };
}

export function retrying(cloudFormation: CloudFormation, retry: Retry): CloudFormation {
  return {
    resource: (...asked) => retry.run(() => cloudFormation.resource(...asked)),
    stackStatus: stackId => retry.run(() => cloudFormation.stackStatus(stackId)),
    isRollbackDisabled: stackId => retry.run(() => cloudFormation.isRollbackDisabled(stackId)),
    eventsSinceComplete: stackId => retry.run(() => cloudFormation.eventsSinceComplete(stackId)),
  };
}
