import type { Sighting } from './checkpoint';
import type { World } from './dependencies';
import { limitOf, physicalIdOf } from './request';
import type { CustomResourceEvent } from './request';
import { pursue } from './serve';
import type { Progress } from './serve';
import type { ResumeForUpdateAttributes, ServiceStateAttributes } from '../../src/contract/custom-resources';
import { AwsCallError } from '../aws/aws-call';
import { Patience } from '../core/retry';

export type Attributes = ServiceStateAttributes | ResumeForUpdateAttributes;

/** What the Provider framework merges into the request before it starts to poll. */
export interface OnEventAnswer {
  readonly PhysicalResourceId: string;
  readonly Data: Partial<Attributes>;
  readonly Sighting: Sighting;
  /** Whole seconds that the waiter lets pass before its first poll. */
  readonly WaitSeconds: number;
}

/** The first look at a request; acts at once when the service is settled. */
export async function onEvent(event: CustomResourceEvent, world: World): Promise<OnEventAnswer> {
  const progress = await pursue(event, world);
  return {
    PhysicalResourceId: physicalIdOf(event, await isReplacementRefused(event, world)),
    Data: progress.finished ? attributesOf(event, progress) : {},
    Sighting: progress.sighting,
    WaitSeconds: progress.secondsBeforeNextLook,
  };
}

/** State refers to those of ResumeForUpdate, so that it is asked again whenever that was: they must always be there. */
export function attributesOf({ ResourceType }: CustomResourceEvent, { status, url, operation, sighting }: Progress): Attributes {
  const OperationId = operation?.id ?? '';
  if (ResourceType === 'Custom::AppRunnerResumeForUpdate') return { OperationId, RequestedAt: new Date(sighting.at).toISOString() };
  return { Status: status, ServiceUrl: url, OperationId };
}

/** If CloudFormation does not tell, it is taken for one that rolls back: should it refuse, it says why. */
async function isReplacementRefused(event: CustomResourceEvent, world: World): Promise<boolean> {
  if (event.ResourceType !== 'Custom::AppRunnerRestore' || event.RequestType !== 'Update') return false;
  const deadline = world.now() + limitOf(event) * 1000;
  try {
    return await new Patience(world, () => deadline, async () => undefined).whenAsking(world.cloudFormation).isRollbackDisabled(event.StackId);
  } catch (error) {
    if (error instanceof AwsCallError) return false;
    throw error;
  }
}
