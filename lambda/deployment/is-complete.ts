import type { IsCompleteAnswer } from './answer';
import type { Dependencies } from './dependencies';
import type { CustomResourceEvent } from './request';
import { serve } from './serve';
import { UserError } from './user-error';

/** What the framework calls: to fetch the result of the last look, or, where looks do not work, to poll. */
export async function isComplete(event: CustomResourceEvent, dependencies: Dependencies): Promise<IsCompleteAnswer> {
  const { Checkpoint: checkpoint } = event;
  // It must not count as a request that just came: such a request may act before it has compared any times.
  if (!checkpoint) throw new Error('a poll needs the Checkpoint from the start of its request');
  if (checkpoint.failure !== undefined) throw new UserError(checkpoint.failure);
  if (checkpoint.done) return { IsComplete: true, Data: checkpoint.attributes };
  const { attributes } = await serve(event, dependencies, checkpoint);
  return attributes ? { IsComplete: true, Data: attributes } : { IsComplete: false };
}
