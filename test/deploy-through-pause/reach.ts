import { nameOf } from './point';
import type { Point, Steering } from './point';
import { ResourceFailed } from './resource-changes';
import type { Timeline } from './timeline';

/** Goes on to the next resource. All waiters in the background poll there, and another resource of the stack may fail. */
export async function reach(point: Point, steering: Steering, timeline: Timeline): Promise<void> {
  await timeline.toNextResource();
  await timeline.pollAll();
  if (steering(point) === 'fail') throw new ResourceFailed('Bystander', `another resource failed (${nameOf(point)})`);
}
