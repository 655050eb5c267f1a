import type { World } from './dependencies';
import { attributesOf } from './on-event';
import type { Attributes } from './on-event';
import type { CustomResourceEvent } from './request';
import { pursue } from './serve';

/** What the Provider framework takes for an answer; it refuses Data while the request is not complete. */
export interface IsCompleteAnswer {
  readonly IsComplete: boolean;
  readonly Data?: Attributes;
}

/** One poll of a request that onEvent could not finish. */
export async function isComplete(event: CustomResourceEvent, world: World): Promise<IsCompleteAnswer> {
  if (event.Sighting?.done) return { IsComplete: true };
  const progress = await pursue(event, world);
  return progress.finished ? { IsComplete: true, Data: attributesOf(event, progress) } : { IsComplete: false };
}
