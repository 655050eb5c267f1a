import type { Invocation } from './invocation';
import { resourceTypeOf } from './request';
import { AwsCallError } from '../aws/aws-call-error';
import { isInFlight } from '../core/decide';
import { ACT_TAKES_MS } from '../core/late-acts';
import { outcomeOfError } from '../core/outcome';
import type { Outcome } from '../core/outcome';
import type { Service } from '../core/service-calls';

/**
 * A tick that has seen the stack at rest can pause the service some seconds later, when ResumeForUpdate has found it RUNNING
 * already. CloudFormation would then meet a paused service. So ResumeForUpdate looks again when no such act can arrive any more.
 *
 * @param first what the first look has found
 * @param look looks once more
 */
export async function lookAgain(first: Outcome, service: Service, invocation: Invocation, look: () => Promise<Outcome>): Promise<Outcome> {
  const { event, log, sleep } = invocation;
  if (resourceTypeOf(event) !== 'Custom::AppRunnerResumeForUpdate' || first.kind !== 'done' || log.findings.status !== 'RUNNING') return first;
  if (!await mayBeReconciled(invocation)) return first;
  log.write('wait', `${first.reason}, but what a tick of the reconciler has begun can still arrive`);
  await sleep(ACT_TAKES_MS);
  return await pauseUnderWay(service) ?? look();
}

/** Also in the deployment that adds the reconciler or removes it. Where that is unknown, one more look is the safe answer. */
async function mayBeReconciled({ event, guard, cloudFormationOnce }: Invocation): Promise<boolean> {
  const logicalId = await guard.reconcilerLogicalId();
  if (logicalId === '') return false;
  if (logicalId === undefined) return true;
  try {
    const schedule = await cloudFormationOnce.resource(event.StackId, logicalId);
    return schedule !== undefined && schedule.status !== 'DELETE_COMPLETE';
  } catch (error) {
    if (error instanceof AwsCallError) return true;
    throw error;
  }
}

/** An operation that has just begun can be listed before the status of the service shows it. */
async function pauseUnderWay(service: Service): Promise<Outcome | undefined> {
  try {
    const underWay = (await service.operations()).find(isInFlight);
    return underWay && { kind: 'wait', reason: `operation ${underWay.id} (${underWay.type}) is ${underWay.status}` };
  } catch (error) {
    return outcomeOfError(error);
  }
}
