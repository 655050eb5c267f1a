import type { Checkpoint } from './checkpoint';
import type { Dependencies } from './dependencies';
import type { CustomResourceEvent } from './request';
import { serve } from './serve';
import type { Progress } from './serve';
import { LOOK, REPEATED, errorNameOfLookIn } from '../../src/contract/looks';
import { AS_OFTEN_AS_POSSIBLE, secondsToFirstLook, secondsToNextLook, wholeSeconds } from '../core/polling';

/** What the state machine sends. */
export interface LookRequest {
  readonly [LOOK]: CustomResourceEvent;
  readonly [REPEATED]?: number;
}

type Result = Pick<Checkpoint, 'attributes' | 'failure'>;

/** There is no result yet. The state machine looks again after as many seconds as the name says. */
export class NotYet extends Error {
  constructor(seconds: number) {
    super('there is no result yet');
    this.name = errorNameOfLookIn(wholeSeconds(seconds));
    this.stack = `${this.name}: ${this.message}`;
  }
}

/**
 * One look at a request that onEvent could not finish, called by the state machine itself.
 *
 * @returns the request with its result, which the framework then fetches from isComplete to answer CloudFormation
 * @throws NotYet
 */
export async function look({ [LOOK]: event, [REPEATED]: repeated = 0 }: LookRequest, dependencies: Dependencies): Promise<CustomResourceEvent> {
  const { Checkpoint: checkpoint } = event;
  if (!checkpoint) throw new Error('a look needs the Checkpoint from the start of its request');
  if (checkpoint.done) return event;
  const { lookPlan } = checkpoint;
  const tooEarly = lookPlan ? secondsToFirstLook(dependencies.now(), lookPlan, repeated) : 0;
  if (tooEarly > 0) throw new NotYet(tooEarly);

  const ended = (result: Result): CustomResourceEvent => ({ ...event, Checkpoint: { ...checkpoint, done: true, ...result } });
  let progress: Progress;
  try {
    progress = await serve(event, dependencies, checkpoint);
  } catch (error) {
    return ended({ failure: error instanceof Error ? error.message : String(error) });
  }
  if (progress.attributes) return ended({ attributes: progress.attributes });
  const seconds = lookPlan ? secondsToNextLook((dependencies.now() - lookPlan.startedAt) / 1000, lookPlan.phases) : AS_OFTEN_AS_POSSIBLE;
  throw new NotYet(Math.min(seconds, progress.secondsLeft));
}
