import type { Invocation } from './invocation';
import { ownMetadata } from './own-metadata';
import { followsAResume, resourceTypeOf } from './request';
import type { CustomResourceEvent } from './request';
import type { ServiceStateMetadata } from '../../src/contract/custom-resources';
import { AwsCallError } from '../aws/aws-call-error';
import { isInFlight } from '../core/decide';
import { ACT_TAKES_MS } from '../core/late-acts';
import { outcomeOfError } from '../core/outcome';
import type { Outcome } from '../core/outcome';
import type { Service } from '../core/service-calls';
import { waitFor } from '../core/wait';

/** An operation that has just begun can be listed before the status of the service shows it. */
const SHOWS_AFTER_MS = 10_000;

const CAN_STILL_ARRIVE = 'what a tick of the reconciler has begun can still arrive';

/**
 * A tick that has seen the stack at rest can pause or resume the service some seconds later, when a request has found it as it
 * is to be. CloudFormation would then meet a paused service, or it would end in a state that is declared no more, and once the
 * hours are gone no tick puts that right. So the request looks again when no such act can arrive any more.
 *
 * @param first what the first look has found
 * @param look looks once more
 */
export async function lookAgain(first: Outcome, service: Service, invocation: Invocation, look: () => Promise<Outcome>): Promise<Outcome> {
  const { event, guard, log, sleep } = invocation;
  const waitMs = ACT_TAKES_MS - guard.elapsedMs();
  if (first.kind !== 'done' || waitMs + SHOWS_AFTER_MS <= 0 || !canBeChanged(event, log.findings.status)) return first;
  if (!await mayBeReconciled(invocation)) return first;
  if (waitMs <= 0) return await changeUnderWay(service) ?? first;
  log.write('wait', `${first.reason}, but ${CAN_STILL_ARRIVE}`);
  await sleep(waitMs);
  return await changeUnderWay(service) ?? look();
}

/**
 * A State that is deleted leaves the service in the state that it names, or to CloudFormation, which deletes it next and cannot
 * while it is busy. The Schedule is gone by then, so the Metadata of the State says whether ticks worked for it.
 */
export async function waitForTick({ event, isFirst, guard, log, sleep, cloudFormationOnce }: Invocation): Promise<void> {
  if (!isFirst || event.RequestType !== 'Delete' || resourceTypeOf(event) !== 'Custom::AppRunnerServiceState') return;
  if (!await unlessRefused(async () => {
    const record = await cloudFormationOnce.resource(event.StackId, event.LogicalResourceId);
    return ownMetadata<ServiceStateMetadata>(record?.metadata)?.IsReconciled !== undefined;
  })) return;
  log.write('wait', CAN_STILL_ARRIVE);
  await sleep(ACT_TAKES_MS - guard.elapsedMs());
}

/** A State behind a ResumeForUpdate that got a request need not wait, because that one has. */
function canBeChanged(event: CustomResourceEvent, status: string | undefined): boolean {
  switch (resourceTypeOf(event)) {
    case 'Custom::AppRunnerResumeForUpdate': return status === 'RUNNING';
    case 'Custom::AppRunnerServiceState': return event.RequestType !== 'Delete' && !followsAResume(event);
    case 'Custom::AppRunnerRestore': return false;
  }
}

/** Also in the deployment that adds the reconciler or removes it. */
async function mayBeReconciled({ event, guard, cloudFormationOnce }: Invocation): Promise<boolean> {
  const logicalId = await guard.reconcilerLogicalId();
  if (logicalId === undefined) return true;
  return unlessRefused(async () => {
    const schedule = await cloudFormationOnce.resource(event.StackId, logicalId);
    return schedule !== undefined && schedule.status !== 'DELETE_COMPLETE';
  });
}

/** Where it cannot be known whether ticks work for a service, to wait is the safe answer. */
async function unlessRefused(question: () => Promise<boolean>): Promise<boolean> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof AwsCallError) return true;
    throw error;
  }
}

async function changeUnderWay(service: Service): Promise<Outcome | undefined> {
  try {
    const underWay = (await service.operations()).find(isInFlight);
    return underWay && waitFor(underWay);
  } catch (error) {
    return outcomeOfError(error);
  }
}
