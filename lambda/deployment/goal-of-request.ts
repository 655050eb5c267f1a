import type { World } from './dependencies';
import { changesService, desiredStateOf, followsAResume, onDeleteOf, resourceTypeOf, text } from './request';
import type { CustomResourceEvent } from './request';
import { SinceRest } from './stack-history';
import { CLOCK_GRAIN_MS } from './superseded';
import { UserError, otherAccount } from './texts';
import { isNeedless } from './unneeded';
import type { DesiredStateName, RestoreMetadata, ResumeForUpdateMetadata, ServiceStateMetadata } from '../../src/contract/custom-resources';
import type { Operation } from '../aws/app-runner';
import { AwsCallError } from '../aws/aws-call';
import type { ResourceRecord } from '../aws/cloud-formation';
import { isServiceArn, parseServiceArn } from '../aws/service-arn';
import { hasFailed } from '../core/decide';

/** What a request wants of a service. It is found once per request and then pursued poll by poll. */
export type Aim = Nothing | Assertion;

export interface Nothing extends AfterRest { readonly kind: 'nothing'; readonly reason: string }

export interface Assertion extends AfterRest {
  readonly kind: 'assert';
  readonly serviceArn: string;
  readonly desired: DesiredStateName;
  /** Statuses that end the request well although the service is not in the desired state. */
  readonly tolerated: readonly string[];
  /** CloudFormation's update of the service, if there was one since that time, must have succeeded first. */
  readonly updateSince?: number;
  /** There must not have been such an update at all: nothing of ours went before it. */
  readonly refuseUpdate?: boolean;
}

interface AfterRest {
  /** A service that CloudFormation may be about to delete: first a pause or resume of it comes to its end. */
  readonly afterRestOf?: string;
}

const GONE = ['DELETED', 'NOT_FOUND'];
/** CloudFormation itself reports about a service in one of these. */
const UNUSABLE = [...GONE, 'CREATE_FAILED', 'DELETE_FAILED'];

const nothing = (reason: string): Nothing => ({ kind: 'nothing', reason });

/** @param inRollback asks CloudFormation whether the stack is rolling back */
export async function aimOf(event: CustomResourceEvent, world: World, inRollback: () => Promise<boolean>): Promise<Aim> {
  switch (resourceTypeOf(event)) {
    case 'Custom::AppRunnerRestore':
      return event.RequestType === 'Delete' ? aimOfRestore(event, world) : nothing('Restore acts in the clean-up');
    case 'Custom::AppRunnerResumeForUpdate':
      return event.RequestType === 'Delete' ? nothing('ResumeForUpdate goes') : aimOfResumeForUpdate(event, world, inRollback);
    case 'Custom::AppRunnerServiceState':
      return event.RequestType === 'Delete'
        ? { ...await aimOfStateDelete(event, world), ...afterRestOf(event.ResourceProperties) }
        : { ...await aimOfState(event, world, inRollback), ...afterRestOf(serviceLeft(event)) };
  }
}

/** The service has to be in the declared state, and what CloudFormation just did to it must have worked. */
async function aimOfState(event: CustomResourceEvent, world: World, inRollback: () => Promise<boolean>): Promise<Aim> {
  const { ResourceProperties: now, OldResourceProperties: before, RequestType } = event;
  const serviceArn = serviceInAccountOf(event);
  const deploysThroughPause = now.Fingerprint !== undefined;
  const serviceChanged = RequestType === 'Update' && (changesService(event) || followsAResume(event));

  const rollback = serviceChanged && await inRollback();

  // Restore gets an event in this rollback only if the template that is rolled back has one.
  if (rollback && before?.Fingerprint !== undefined) {
    // CloudFormation may still have to update the service back, before or after this: a paused service would
    // make that fail. Restore pauses it in the clean-up.
    const current = await findService(event, world, text(now.ServiceLogicalId ?? before.ServiceLogicalId));
    return current
      ? { kind: 'assert', serviceArn: current, desired: 'RUNNING', tolerated: UNUSABLE }
      : nothing('the service is not there to be kept running');
  }

  const desired = desiredStateOf(now.DesiredState);
  const assertion: Assertion = { kind: 'assert', serviceArn, desired, tolerated: [] };
  if (!deploysThroughPause || rollback || (RequestType === 'Update' && !serviceChanged)) return assertion;

  const resumeForUpdate = await world.cloudFormation.resource(event.StackId, text(now.ResumeForUpdateLogicalId));
  const judging = { ...assertion, updateSince: (resumeForUpdate?.changedAt ?? world.now()) - CLOCK_GRAIN_MS };
  const firstDeclaration = RequestType === 'Create' || before?.Fingerprint === undefined;
  if (!firstDeclaration || desired !== 'PAUSED') return judging;

  // A ResumeForUpdate that got another StateLogicalId has been updated, so one that has just been created tells enough.
  const sinceRest = resumeForUpdate?.status.startsWith('UPDATE_') ? await SinceRest.of(event.StackId, world) : undefined;
  if (!sinceRest?.found(text(now.ResumeForUpdateLogicalId))) return { ...judging, refuseUpdate: true };
  // The declaration has moved, and a rollback has no request for this resource that could resume the service before it
  // is updated back. Restore pauses it in the clean-up; where nothing is rolled back, it has none.
  const isLeftToRestore = sinceRest.touched(text(now.ServiceLogicalId)) && !await world.cloudFormation.isRollbackDisabled(event.StackId);
  return isLeftToRestore ? { ...judging, desired: 'RUNNING' } : judging;
}

/** An Update can go from one service to another, of which nobody speaks any more. */
function serviceLeft({ ResourceProperties: now, OldResourceProperties: before = {} }: CustomResourceEvent): Readonly<Record<string, unknown>> {
  return before.ServiceArn === now.ServiceArn ? {} : before;
}

function afterRestOf({ ServiceArn }: Readonly<Record<string, unknown>>): AfterRest {
  return isServiceArn(text(ServiceArn)) ? { afterRestOf: text(ServiceArn) } : {};
}

/** Rights end at the account, so the answer would only be a missing right. */
function serviceInAccountOf({ ResourceProperties, StackId }: CustomResourceEvent): string {
  const { arn, account } = parseServiceArn(text(ResourceProperties.ServiceArn));
  const stackAccount = StackId.split(':')[4];
  if (account !== stackAccount) throw new UserError(otherAccount(arn, stackAccount));
  return arn;
}

async function aimOfStateDelete(event: CustomResourceEvent, world: World): Promise<Aim> {
  const { ResourceProperties, PhysicalResourceId = '' } = event;
  // CloudFormation invents an id when it cancels a create.
  if (!isServiceArn(PhysicalResourceId)) return nothing(`${PhysicalResourceId} is no service of ours`);
  const onDelete = onDeleteOf(ResourceProperties.OnDelete);
  if (onDelete === 'LEAVE') return nothing('the service stays as it is');
  if (await isDeclaredElsewhere(event, world)) return nothing('another ServiceState declares the service now');
  return { kind: 'assert', serviceArn: PhysicalResourceId, desired: onDelete === 'RESUME' ? 'RUNNING' : 'PAUSED', tolerated: UNUSABLE };
}

/** A ServiceState that moved in the construct tree is a new one to CloudFormation, and the old one goes after it. */
async function isDeclaredElsewhere({ StackId, LogicalResourceId, ResourceProperties }: CustomResourceEvent, world: World): Promise<boolean> {
  const { ResumeForUpdateLogicalId } = ResourceProperties;
  if (ResumeForUpdateLogicalId === undefined) return false;
  const resumeForUpdate = await world.cloudFormation.resource(StackId, text(ResumeForUpdateLogicalId));
  if (!resumeForUpdate || resumeForUpdate.status.startsWith('DELETE_')) return false;
  const { AppRunnerState } = JSON.parse(resumeForUpdate.metadata || '{}') as { AppRunnerState?: ResumeForUpdateMetadata };
  return AppRunnerState !== undefined && AppRunnerState.StateLogicalId !== LogicalResourceId;
}

/** Before CloudFormation touches the service, it must run: App Runner refuses to update a paused one. */
async function aimOfResumeForUpdate(event: CustomResourceEvent, world: World, inRollback: () => Promise<boolean>): Promise<Aim> {
  const record = await world.cloudFormation.resource(event.StackId, text(event.ResourceProperties.ServiceLogicalId));
  if (!record || !isServiceArn(record.physicalId) || /^(DELETE_|CREATE_FAILED)/.test(record.status)) {
    return nothing('the service is not there to be updated');
  }
  // One page: a resume that lies deeper in the history than that is none of the deployment before this rollback.
  const latest = event.RequestType === 'Update' && await inRollback() ? await latestOperations(record.physicalId, world) : [];
  const lastResume = latest.find(({ type, startedAt }) => type === 'RESUME_SERVICE' && startedAt >= record.changedAt - CLOCK_GRAIN_MS);
  if (hasFailed(lastResume) && await isNeedless(event, world, inRollback)) {
    return nothing('the last resume failed and CloudFormation has not touched the service since: Restore sees to it');
  }
  return { kind: 'assert', serviceArn: record.physicalId, desired: 'RUNNING', tolerated: UNUSABLE };
}

/** They only save time here, so nothing fails for want of them. */
async function latestOperations(serviceArn: string, world: World): Promise<Operation[]> {
  try {
    return await world.appRunner(serviceArn).operations(serviceArn);
  } catch (error) {
    if (error instanceof AwsCallError) return [];
    throw error;
  }
}

/** When the deployment is over, forward or back, the service has to be what the committed template declares. */
async function aimOfRestore(event: CustomResourceEvent, world: World): Promise<Aim> {
  const state = await stayingRecord(event, world, await stateToStay(event, world));
  if (!state) return nothing('no state is declared any more');
  const declared = (JSON.parse(state.metadata || '{}') as { AppRunnerState?: ServiceStateMetadata }).AppRunnerState;
  if (!declared) return nothing('the State carries no declaration');
  // Also the service may have another logical id before and after; the State that stays knows the right one.
  return isServiceArn(state.physicalId)
    ? { kind: 'assert', serviceArn: state.physicalId, desired: desiredStateOf(declared.DesiredState), tolerated: GONE }
    : nothing('the State has no service');
}

/**
 * The properties of a Restore that goes are those of the template that goes, in which the State may have had another
 * logical id. The Metadata of the Restore that stays says which State it is for.
 */
async function stateToStay(event: CustomResourceEvent, world: World): Promise<string> {
  const restore = await stayingRecord(event, world, event.LogicalResourceId);
  const { AppRunnerState } = JSON.parse(restore?.metadata || '{}') as { AppRunnerState?: Partial<RestoreMetadata> };
  return AppRunnerState?.StateLogicalId ?? text(event.ResourceProperties.StateLogicalId);
}

async function stayingRecord({ StackId }: CustomResourceEvent, world: World, logicalId: string): Promise<ResourceRecord | undefined> {
  const record = await world.cloudFormation.resource(StackId, logicalId);
  return record?.status.startsWith('DELETE_') ? undefined : record;
}

async function findService(event: CustomResourceEvent, world: World, logicalId: string): Promise<string | undefined> {
  const record = await stayingRecord(event, world, logicalId);
  return record && isServiceArn(record.physicalId) ? record.physicalId : undefined;
}
