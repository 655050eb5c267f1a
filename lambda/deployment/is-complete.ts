import type { IsCompleteAnswer } from './answer';
import type { Dependencies } from './dependencies';
import type { CustomResourceEvent } from './request';
import { serve } from './serve';

/** One poll of a request that onEvent could not finish. */
export async function isComplete(event: CustomResourceEvent, dependencies: Dependencies): Promise<IsCompleteAnswer> {
  const { Checkpoint: checkpoint } = event;
  // It must not count as a request that just came: such a request may act before it has compared any times.
  if (!checkpoint) throw new Error('a poll needs the Checkpoint from the start of its request');
  if (checkpoint.done) return { IsComplete: true };
  const { attributes } = await serve(event, dependencies, checkpoint);
  return attributes ? { IsComplete: true, Data: attributes } : { IsComplete: false };
}
