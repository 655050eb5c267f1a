import { isComplete } from '../../lambda/is-complete';
import type { IsCompleteAnswer } from '../../lambda/is-complete';
import { onEvent } from '../../lambda/on-event';
import type { OnEventAnswer } from '../../lambda/on-event';
import type { CustomResourceEvent } from '../../lambda/request';
import type { World } from '../../lambda/world';

/** What is being proved right: the handlers as they are deployed, or a mutation of them. */
export interface Handlers {
  onEvent(event: CustomResourceEvent, world: World): Promise<OnEventAnswer>;
  isComplete(event: CustomResourceEvent, world: World): Promise<IsCompleteAnswer>;
}

export const REAL_HANDLERS: Handlers = { onEvent, isComplete };
