import { UserError, deadlinePassed, fitted } from './errors';
import { attributesOf } from './on-event';
import { pursue } from './pursue';
import type { Progress } from './pursue';
import { limitOf } from './request';
import type { CustomResourceEvent } from './request';
import type { World } from './world';
import type { ServiceStateAttributes } from '../src/contract';

/** What the Provider framework takes for an answer; it refuses Data while the request is not complete. */
export interface IsCompleteAnswer {
  readonly IsComplete: boolean;
  readonly Data?: ServiceStateAttributes;
}

/** One poll of a request that onEvent could not finish. */
export async function isComplete(event: CustomResourceEvent, world: World): Promise<IsCompleteAnswer> {
  if (event.Sighting?.done) return { IsComplete: true };
  const progress = await pursue(event, world);
  if (progress.finished) return { IsComplete: true, Data: attributesOf(progress) };
  failPastDeadline(event, progress, world);
  return { IsComplete: false };
}

/** The waiter and CloudFormation have limits of their own, but only this one can say what was waited for. */
function failPastDeadline(event: CustomResourceEvent, { sighting, status, operation, trouble }: Progress, world: World): void {
  const elapsedSeconds = (world.now() - sighting.at) / 1000;
  if (elapsedSeconds < limitOf(event)) return;
  const { aim } = sighting;
  throw new UserError(fitted(deadlinePassed({
    subject: aim?.kind === 'assert' ? `The App Runner service ${aim.serviceArn}` : 'The App Runner service',
    desired: aim?.kind === 'assert' ? aim.desired : 'in the declared state',
    observed: status,
    operation,
    trouble,
    elapsedSeconds,
    adjustable: event.ResourceType === 'Custom::AppRunnerServiceState',
  })));
}
