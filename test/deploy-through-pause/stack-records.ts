import { PSEUDO_PARAMETERS } from './pseudo-parameters';
import type { Properties } from './template';
import type { Timeline } from './timeline';
import type { Transcript } from './transcript';
import type { CloudFormation, ObservedStack, ResourceEvent, ResourceRecord, Stacks } from '../../lambda/aws/cloud-formation';

/** As in the pseudo parameter AWS::StackId. */
const STACK_NAME = 'Stack';
const ROOT_ID = PSEUDO_PARAMETERS['AWS::StackId'].replace(':stack/Stack/', ':stack/Root/');

/** CloudFormation's record of one resource of a stack. */
export interface KnownResource extends ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  /** As they were when it last succeeded. */
  readonly dependencies: readonly string[];
  /** As they were when it last succeeded. */
  readonly properties: Properties;
  /** What its last change was to bring, if that failed. */
  readonly attempted?: Properties;
  readonly attributes: Properties;
}

/** A physical id that no longer belongs to a resource, to be deleted in the clean-up. */
export type Leftover = Pick<KnownResource, 'logicalId' | 'type' | 'dependencies' | 'physicalId' | 'properties'>;

export type KnownResources = ReadonlyMap<string, KnownResource>;

/** CloudFormation's records of one stack, and of the root if it is nested in one, and its API for them. */
export class StackRecords implements CloudFormation, Stacks {
  /** The resources as they are now. */
  readonly live = new Map<string, KnownResource>();
  /** The resources as they were when the last deployment was over. */
  stable: KnownResources = new Map();
  leftovers: Leftover[] = [];
  calls = 0;
  /** The mode of the current or last operation. */
  isWithoutRollback = false;
  isExpress = false;
  /** The services that CloudFormation has created or updated, or tried to, since the stack was last `*_COMPLETE`. */
  readonly touched = new Set<string>();
  private events: ResourceEvent[] = [];
  private formerEvents: ResourceEvent[] = [];
  private currentStatus = '';
  private statusOfRoot: string | undefined;
  private deployedAt = 0;
  private lastEventAt = 0;
  private restlessFrom: number | undefined;

  constructor(private readonly timeline: Timeline, private readonly transcript: Transcript) {}

  get status(): string {
    return this.currentStatus;
  }

  set status(status: string) {
    const wasComplete = this.currentStatus.endsWith('_COMPLETE');
    this.currentStatus = status;
    if (/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status)) this.deployedAt = this.timeline.now();
    // A nested stack that is complete can still be cleaned up, or rolled back with its root.
    if (wasComplete && /ROLLBACK_IN_PROGRESS$|CLEANUP_IN_PROGRESS$/.test(status)) this.events = this.formerEvents;
    if (status.endsWith('_COMPLETE')) {
      this.formerEvents = this.events;
      this.events = [];
    } else {
      this.events.push({ logicalId: STACK_NAME, status, at: this.timeline.now() });
    }
    this.lastEventAt = this.timeline.now();
    this.noteRest();
    this.transcript.add('CloudFormation', `the stack is ${status}`);
  }

  /** Undefined for a stack that is not nested. */
  get rootStatus(): string | undefined {
    return this.statusOfRoot;
  }

  set rootStatus(status: string) {
    this.statusOfRoot = status;
    this.noteRest();
    this.transcript.add('CloudFormation', `the root stack is ${status}`);
  }

  /** Since when an operation of the stack or of its root is under way or has failed. */
  get restlessSince(): number | undefined {
    return this.restlessFrom;
  }

  async stack(stackId: string): Promise<ObservedStack> {
    const isRoot = stackId === ROOT_ID;
    return { status: isRoot ? this.statusOfRoot ?? '' : this.status, rootId: this.statusOfRoot && ROOT_ID, deployedAt: this.deployedAt };
  }

  async lastOperationEndedAt(): Promise<number> {
    return this.lastEventAt;
  }

  async resource(_stackId: string, logicalId: string): Promise<ResourceRecord | undefined> {
    this.calls += 1;
    const known = this.live.get(logicalId);
    return known && { status: known.status, physicalId: known.physicalId, changedAt: known.changedAt, metadata: known.metadata };
  }

  async stackStatus(): Promise<string> {
    this.calls += 1;
    return this.status;
  }

  async isRollbackDisabled(): Promise<boolean> {
    this.calls += 1;
    return this.isWithoutRollback;
  }

  async eventsSinceComplete(): Promise<ResourceEvent[]> {
    this.calls += 1;
    return [...this.events].reverse();
  }

  known(logicalId: string): KnownResource {
    const known = this.live.get(logicalId);
    if (!known) throw new Error(`CloudFormation does not know ${logicalId}`);
    return known;
  }

  /** A new status, and other changes together with it. */
  write(logicalId: string, status: string, changes: Partial<KnownResource> = {}, reason = ''): void {
    this.live.set(logicalId, { ...this.known(logicalId), ...changes, status, changedAt: this.timeline.now() });
    this.events.push({ logicalId, status, at: this.timeline.now() });
    this.transcript.add('CloudFormation', `${logicalId} ${status}${reason && `: ${reason}`}`);
  }

  private noteRest(): void {
    const isAtRest = [this.status, this.statusOfRoot ?? ''].every(status => /^(|.*_COMPLETE)$/.test(status));
    this.restlessFrom = isAtRest ? undefined : this.restlessFrom ?? this.timeline.now();
  }

  /** The end of a clean-up. */
  settle(): void {
    this.leftovers = [];
    this.touched.clear();
    this.stable = new Map(this.live);
  }
}
