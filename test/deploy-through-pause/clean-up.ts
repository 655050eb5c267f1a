import type { Assumptions } from './assumptions';
import { inCleanUpOrder } from './clean-up-order';
import type { Steering } from './point';
import { reach } from './reach';
import type { ResourceChanges } from './resource-changes';
import type { Leftover, StackRecords } from './stack-records';
import type { Timeline } from './timeline';
import type { Transcript } from './transcript';

const DELETE_TRIES = { 'one': { most: 1, apartSeconds: 0 }, 'three at once': { most: 3, apartSeconds: 0 }, 'three, minutes apart': { most: 3, apartSeconds: 180 } };

/** The end of a deployment or rollback: CloudFormation deletes what no longer belongs to the stack. */
export class CleanUp {
  constructor(
    private readonly records: StackRecords,
    private readonly changes: ResourceChanges,
    private readonly timeline: Timeline,
    private readonly transcript: Transcript,
    private readonly assumptions: Assumptions,
  ) {}

  /** @returns what could not be deleted and was left behind; the stack does not fail for it */
  async run(staying: ReadonlySet<string>, steering: Steering): Promise<string[]> {
    const { records } = this;
    const abandoned: string[] = [];
    steering({ phase: 'clean-up', logicalId: '', at: 'start' });
    const removed = [...records.live.values()].filter(({ logicalId }) => !staying.has(logicalId));
    const leftovers = records.leftovers.filter(({ logicalId, physicalId }) => records.live.get(logicalId)?.physicalId !== physicalId);
    for (const item of inCleanUpOrder(leftovers, removed, this.assumptions)) {
      await reach({ phase: 'clean-up', logicalId: item.logicalId, at: 'start' }, steering, this.timeline);
      if (!await this.remove(item, removed.some(resource => resource === item))) abandoned.push(item.logicalId);
    }
    records.settle();
    return abandoned;
  }

  /** @returns whether it was deleted */
  private async remove(item: Leftover, wholeResource: boolean): Promise<boolean> {
    const { logicalId, physicalId } = item;
    const { most, apartSeconds } = DELETE_TRIES[this.assumptions.deleteTries];
    let done = false;
    for (let tries = 0; !done && tries < most; tries++) {
      if (tries > 0) await this.timeline.sleep(apartSeconds);
      this.transcript.add('CloudFormation', `Delete ${logicalId}, ${physicalId || 'never created'}`);
      if (wholeResource) this.records.write(logicalId, 'DELETE_IN_PROGRESS');
      done = await this.changes.delete(item);
      if (!done) this.transcript.add('CloudFormation', `Delete ${logicalId} failed`);
      await this.timeline.toNextResource();
    }
    if (wholeResource) this.records.live.delete(logicalId);
    return done;
  }
}
