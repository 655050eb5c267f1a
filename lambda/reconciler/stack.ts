import type { StackLook } from './stack-at-rest';
import type { Stacks } from '../aws/cloud-formation';

/** The stack that a tick works for. */
export class Stack {
  private rootId: string | undefined;
  private endedAt: Promise<number> | undefined;

  constructor(readonly id: string, private readonly stacks: Stacks, private readonly now: () => number) {}

  /** The statuses at this moment. Whether the stack is nested does not change, so only the first look asks one after the other. */
  async look(): Promise<StackLook> {
    const askedAt = this.now();
    const [{ status: own, rootId, deployedAt }, root] = await Promise.all([this.stacks.stack(this.id), this.statusOfRoot()]);
    this.rootId = rootId;
    return { own, root: root ?? await this.statusOfRoot(), deployedAt, askedAt };
  }

  /** Asked once: where another operation ends in the course of a tick, the next look forbids to act. */
  async lastOperationEndedAt(): Promise<number> {
    this.endedAt ??= this.stacks.lastOperationEndedAt(this.id);
    return this.endedAt;
  }

  private async statusOfRoot(): Promise<string | undefined> {
    return this.rootId === undefined ? undefined : (await this.stacks.stack(this.rootId)).status;
  }
}
