import { pursue } from './pursue';
import type { Progress } from './pursue';
import { physicalIdOf } from './request';
import type { CustomResourceEvent } from './request';
import type { Sighting } from './sighting';
import type { World } from './world';
import type { ServiceStateAttributes } from '../src/contract';

/** What the Provider framework merges into the request before it starts to poll. */
export interface OnEventAnswer {
  readonly PhysicalResourceId: string;
  readonly Data: Partial<ServiceStateAttributes>;
  readonly Sighting: Sighting;
  /** Whole seconds that the waiter lets pass before its first poll. */
  readonly WaitSeconds: number;
}

/** The first look at a request; acts at once when the service is settled. */
export async function onEvent(event: CustomResourceEvent, world: World): Promise<OnEventAnswer> {
  const progress = await pursue(event, world);
  return {
    PhysicalResourceId: physicalIdOf(event),
    Data: progress.finished ? attributesOf(progress) : {},
    Sighting: progress.sighting,
    WaitSeconds: progress.secondsBeforeNextLook,
  };
}

export function attributesOf({ status, url, operation }: Progress): ServiceStateAttributes {
  return { Status: status, ServiceUrl: url, OperationId: operation?.id ?? '' };
}
