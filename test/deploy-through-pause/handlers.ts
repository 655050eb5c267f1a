import type { IsCompleteAnswer, OnEventAnswer } from '../../lambda/deployment/answer';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import { isComplete } from '../../lambda/deployment/is-complete';
import { onEvent } from '../../lambda/deployment/on-event';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

/** What is being proved right: the handlers as they are deployed, or a mutation of them. */
export interface Handlers {
  onEvent(event: CustomResourceEvent, dependencies: Dependencies): Promise<OnEventAnswer>;
  isComplete(event: CustomResourceEvent, dependencies: Dependencies): Promise<IsCompleteAnswer>;
}

export const REAL_HANDLERS: Handlers = { onEvent, isComplete };
