import type { CloudFormation } from '../aws/cloud-formation';

/** Whether the stack is rolling back, asked once per request at most. */
export class InRollback {
  /** @param known from an earlier invocation */
  constructor(private readonly stackId: string, private readonly cloudFormation: CloudFormation, private known: boolean | undefined) {}

  /** For the next invocation. */
  get answer(): boolean | undefined {
    return this.known;
  }

  async ask(): Promise<boolean> {
    this.known ??= (await this.cloudFormation.stackStatus(this.stackId)).includes('ROLLBACK');
    return this.known;
  }
}
