import type { World } from '../../lambda/deployment/dependencies';
import { isComplete } from '../../lambda/deployment/is-complete';
import type { IsCompleteAnswer } from '../../lambda/deployment/is-complete';
import { onEvent } from '../../lambda/deployment/on-event';
import type { OnEventAnswer } from '../../lambda/deployment/on-event';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

/** What is being proved right: the handlers as they are deployed, or a mutation of them. */
export interface Handlers {
  onEvent(event: CustomResourceEvent, world: World): Promise<OnEventAnswer>;
  isComplete(event: CustomResourceEvent, world: World): Promise<IsCompleteAnswer>;
}

export const REAL_HANDLERS: Handlers = { onEvent, isComplete };
