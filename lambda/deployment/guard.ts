import type { Checkpoint } from './checkpoint';
import type { Dependencies } from './dependencies';
import { ownMetadata } from './own-metadata';
import type { CustomResourceEvent } from './request';
import { requestStateOf } from './superseded';
import type { RequestState } from './superseded';
import { timeLimitOf } from './time-limit';
import { RECONCILER_LOGICAL_ID } from '../../src/contract/custom-resources';
import type { ReconcilerMetadata } from '../../src/contract/custom-resources';

export const SUPERSEDED = 'superseded: a newer request for this resource is on its way';
const UNCLEAR = "CloudFormation's record of the resource does not show this request";

const SHORTEST_LIMIT_MS = 60_000;

/** What is known of the record. */
type Seen = Pick<Checkpoint, 'recordChangedAt' | 'limitSeconds' | 'reconcilerLogicalId'>;

/** Says whether a request still counts: whether CloudFormation still waits for it, and whether there is time. */
export class Guard {
  private record: Seen;
  private state: RequestState | undefined;

  /** @param isFirst this is the invocation of onEvent */
  constructor(
    private readonly event: CustomResourceEvent,
    private readonly start: Checkpoint,
    private readonly isFirst: boolean,
    private readonly dependencies: Pick<Dependencies, 'cloudFormation' | 'superseded' | 'now'>,
  ) {
    this.record = { recordChangedAt: start.recordChangedAt, limitSeconds: start.limitSeconds, reconcilerLogicalId: start.reconcilerLogicalId };
    if (dependencies.superseded.has(this.request)) this.state = 'superseded';
  }

  /** For the next invocation. */
  get seen(): Seen {
    return this.record;
  }

  get isSuperseded(): boolean {
    return this.state === 'superseded';
  }

  /** @returns why the request may not act now, undefined if it may */
  async mayAct(): Promise<string | undefined> {
    switch (await this.check()) {
      case 'current': return undefined;
      case 'superseded': return SUPERSEDED;
      case 'unclear': return UNCLEAR;
    }
  }

  /**
   * Reads the record while it is sure to be that of this request, so that a later attempt, after a wait or in a poll, can
   * compare with it. If it cannot be read now, clocks are compared. The time limit is in it, too, and may be as short as a minute.
   */
  async note(): Promise<void> {
    const { recordChangedAt, limitSeconds } = this.record;
    const isWanted = this.isFirst ? recordChangedAt === undefined : limitSeconds === undefined && this.elapsedMs() >= SHORTEST_LIMIT_MS;
    if (isWanted) await this.check().catch(() => undefined);
  }

  /**
   * A superseded poll must not take calls from the request that CloudFormation waits for. One question an invocation tells,
   * if onEvent has seen the record: clocks are not compared for this.
   */
  async isWorthAWait(): Promise<boolean> {
    const canTell = !this.isFirst && this.start.recordChangedAt !== undefined;
    if (canTell && this.state === undefined) await this.check().catch(() => undefined);
    return !this.isSuperseded;
  }

  /** @returns undefined if the Metadata of the resource cannot be read */
  async reconcilerLogicalId(): Promise<string | undefined> {
    if (this.record.reconcilerLogicalId === undefined) await this.check().catch(() => undefined);
    return this.record.reconcilerLogicalId;
  }

  elapsedMs(): number {
    return this.dependencies.now() - this.start.at;
  }

  isOverdue(): boolean {
    return this.dependencies.now() >= this.deadline();
  }

  /** Milliseconds since 1970. */
  deadline(): number {
    return this.start.at + (this.record.limitSeconds ?? timeLimitOf(this.event)) * 1000;
  }

  private async check(): Promise<RequestState> {
    const { cloudFormation, superseded } = this.dependencies;
    const record = await cloudFormation.resource(this.event.StackId, this.event.LogicalResourceId);
    const state = requestStateOf(this.event, { ...this.start, ...this.record }, record, this.isFirst ? this.elapsedMs() : Infinity);
    if (state === 'superseded') superseded.add(this.request);
    if (state === 'current') {
      this.record = {
        recordChangedAt: record?.changedAt,
        limitSeconds: timeLimitOf(this.event, record?.metadata),
        reconcilerLogicalId: ownMetadata<ReconcilerMetadata>(record?.metadata)?.ReconcilerLogicalId ?? RECONCILER_LOGICAL_ID,
      };
    }
    this.state = state;
    return state;
  }

  /** CloudFormation may send a retry under the RequestId of the first try. */
  private get request(): string {
    return `${this.event.RequestId} of ${this.start.at}`;
  }
}
