import type { IsCompleteAnswer, OnEventAnswer } from '../../lambda/deployment/answer';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import { isComplete } from '../../lambda/deployment/is-complete';
import { onEvent } from '../../lambda/deployment/on-event';
import type { CustomResourceEvent } from '../../lambda/deployment/request';
import { tick } from '../../lambda/reconciler/tick';

/** What is being proved right: the functions as they are deployed, or a mutation of them. */
export interface Handlers {
  readonly tick: typeof tick;
  onEvent(event: CustomResourceEvent, dependencies: Dependencies): Promise<OnEventAnswer>;
  isComplete(event: CustomResourceEvent, dependencies: Dependencies): Promise<IsCompleteAnswer>;
}

export const REAL_HANDLERS: Handlers = { onEvent, isComplete, tick };
