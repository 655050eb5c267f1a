import { isAsFound } from './declaration';
import type { Invocation } from './invocation';
import { followsAResume, text } from './request';
import { LEFT_AS_IT_IS } from './requested-goal';
import { StackHistory } from './stack-history';
import type { Period } from './stack-history';
import type { Operation } from '../aws/app-runner';
import { asFound } from '../core/as-found';
import type { AsFound, OwnActs, OwnPeriod } from '../core/as-found';
import type { Goal } from '../core/goal';

/** Of which resources the requests may have paused or resumed the service. */
interface OwnResources {
  readonly resumeForUpdate: string;
  readonly states: readonly string[];
  /** What the other template declares, from which or to which the stack has gone. */
  readonly otherwise: unknown;
}

/** What a State that declares AS_FOUND has to do. */
export async function goalAsFound(invocation: Invocation, serviceArn: string): Promise<Goal> {
  const { event, cloudFormation } = invocation;
  const { ResourceProperties: now, OldResourceProperties: before = {} } = event;
  // Without ResumeForUpdate nothing of ours makes a service run that was found paused.
  if (now.Fingerprint === undefined) return { serviceArn, ...LEFT_AS_IT_IS };
  const history = await StackHistory.of(event.StackId, cloudFormation);
  const resumeForUpdate = text(now.ResumeForUpdateLogicalId);
  const states = [event.LogicalResourceId, text(before.StateLogicalId)];
  const own = ownActs(history, { resumeForUpdate, states, otherwise: before.DesiredState ?? now.DesiredState }, event.LogicalResourceId);
  // What ResumeForUpdate names is of another deployment where it was not asked in this one. Where the events cannot be read, it is all there is.
  const isOfThisDeployment = followsAResume(event) && (!own || history.changesOf(resumeForUpdate).length > 0);
  const operationId = isOfThisDeployment ? text(now.ResumeOperationId) : '';
  if (!own && operationId === '') return { serviceArn, ...LEFT_AS_IT_IS, because: 'it is not known what this deployment has done' };
  const found = await find(invocation, serviceArn, { ...own ?? { since: -Infinity, periods: [] }, operationId });
  return { serviceArn, because: found.reason, ...found.desired ? { desired: found.desired, tolerated: [], yields: true } : LEFT_AS_IT_IS };
}

/**
 * The same in the clean-up, where no attribute can be read.
 *
 * @throws AwsCallError when the events cannot be read: the service may run because of us, and somebody has to hear of it
 */
export async function asFoundInCleanUp(invocation: Invocation, serviceArn: string, resources: OwnResources): Promise<AsFound> {
  const own = ownActs(await StackHistory.read(invocation.event.StackId, invocation.cloudFormation), resources);
  return own ? find(invocation, serviceArn, own) : { reason: 'the events of the stack do not reach back to the begin of this deployment' };
}

/** @param asking the State whose request asks: that one has not begun anything yet */
function ownActs(history: StackHistory, { resumeForUpdate, states, otherwise }: OwnResources, asking?: string): OwnActs | undefined {
  const { since, lastDeploymentBegan } = history;
  if (since === undefined) return undefined;
  const over = (id: string) => ({ to }: Period): boolean => id !== asking || to !== Infinity;
  // What a State declared that has failed, or in an earlier deployment that has failed, is in neither of the two templates.
  const startsOf = ({ hasFailed, from }: Period): OwnPeriod['starts'] =>
    isAsFound(otherwise) && !hasFailed && from >= lastDeploymentBegan ? 'resumes, and pauses after them' : 'resumes and pauses';
  const ofStates = [...new Set(states)].flatMap(id => history.changesOf(id).filter(over(id)));
  return {
    since,
    periods: [
      ...history.changesOf(resumeForUpdate).map(({ from, to }): OwnPeriod => ({ from, to, starts: 'resumes' })),
      ...ofStates.map((period): OwnPeriod => ({ ...period, starts: startsOf(period) })),
    ],
  };
}

async function find(invocation: Invocation, serviceArn: string, own: OwnActs): Promise<AsFound> {
  const reachBack = (operations: readonly Operation[]): boolean =>
    own.since === -Infinity || operations.some(({ startedAt }) => startedAt < own.since);
  const operations = await invocation.service(serviceArn).operations(reachBack);
  return asFound(operations, own);
}
