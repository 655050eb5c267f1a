import type { Invocation } from './invocation';
import { ownMetadata } from './own-metadata';
import { followsAResume, resourceTypeOf, text } from './request';
import type { ResumeForUpdateMetadata } from '../../src/contract/custom-resources';
import { AwsCallError } from '../aws/aws-call-error';
import type { CloudFormation } from '../aws/cloud-formation';
import { isInFlight } from '../core/decide';
import { ACT_TAKES_MS } from '../core/late-acts';
import { outcomeOfError } from '../core/outcome';
import type { Outcome } from '../core/outcome';
import type { Service } from '../core/service-calls';
import { waitFor } from '../core/wait';

/**
 * A tick that has seen the stack at rest can pause the service some seconds later, when ResumeForUpdate has found it RUNNING
 * already. CloudFormation would then meet a paused service. So ResumeForUpdate looks again when no such act can arrive any more.
 *
 * @param first what the first look has found
 * @param look looks once more
 */
export async function lookAgain(first: Outcome, service: Service, invocation: Invocation, look: () => Promise<Outcome>): Promise<Outcome> {
  const { event, guard, log, sleep, cloudFormationOnce } = invocation;
  if (resourceTypeOf(event) !== 'Custom::AppRunnerResumeForUpdate' || first.kind !== 'done' || log.findings.status !== 'RUNNING') return first;
  if (!await mayBeReconciled(event.StackId, cloudFormationOnce, () => guard.reconcilerLogicalId())) return first;
  log.write('wait', `${first.reason}, but what a tick of the reconciler has begun can still arrive`);
  await sleep(ACT_TAKES_MS);
  return await pauseUnderWay(service) ?? look();
}

/**
 * Where only the declaration changes, no ResumeForUpdate has waited for such an act. State would find what it wants
 * and be done before the act arrives, and once the hours are gone, no tick would put that right.
 */
export async function waitForTick({ event, isFirst, log, sleep, cloudFormationOnce }: Invocation): Promise<void> {
  if (!isFirst || resourceTypeOf(event) !== 'Custom::AppRunnerServiceState' || event.RequestType === 'Delete' || followsAResume(event)) return;
  const { ResumeForUpdateLogicalId: resumeForUpdate } = event.ResourceProperties;
  if (resumeForUpdate === undefined || !await mayBeReconciled(event.StackId, cloudFormationOnce, async () => {
    const record = await cloudFormationOnce.resource(event.StackId, text(resumeForUpdate));
    return ownMetadata<ResumeForUpdateMetadata>(record?.metadata)?.ReconcilerLogicalId ?? '';
  })) return;
  log.write('wait', 'what a tick of the reconciler has begun can still arrive');
  await sleep(ACT_TAKES_MS);
}

/** Also in the deployment that adds the reconciler or removes it. Where that is unknown, one more look is the safe answer. */
async function mayBeReconciled(
  stackId: string, cloudFormation: CloudFormation, reconcilerLogicalId: () => Promise<string | undefined>,
): Promise<boolean> {
  try {
    const logicalId = await reconcilerLogicalId();
    if (logicalId === '') return false;
    if (logicalId === undefined) return true;
    const schedule = await cloudFormation.resource(stackId, logicalId);
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
    return underWay && waitFor(underWay);
  } catch (error) {
    return outcomeOfError(error);
  }
}
