import type { Assumptions } from './assumptions';
import type { CustomResources, Outcome } from './custom-resource';
import { withScalarsAsText } from './intrinsic-functions';
import { PSEUDO_PARAMETERS } from './pseudo-parameters';
import { isPolicy, replacesPolicy } from './rights';
import type { Rights } from './rights';
import { replaces } from './service-resource';
import type { ServiceResources } from './service-resource';
import type { KnownResource, Leftover, StackRecords } from './stack-records';
import type { Properties } from './template';
import { SCHEDULE } from './ticks/schedule';
import type { Timeline } from './timeline';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

export const SERVICE = 'AWS::AppRunner::Service';

/** In Express mode a change that is not ready is tried again. How often is not documented. */
const TRIES = 3;
const BETWEEN_TRIES_SECONDS = 20;

const REPLACEMENT_REFUSED = 'Replacement type updates not supported on stack with disable-rollback.';

/** A resource could not be changed, or another one failed meanwhile. */
export class ResourceFailed extends Error {
  constructor(readonly logicalId: string, reason: string) {
    super(reason);
  }
}

/** An update of one resource, forward or back. */
export interface Change extends Pick<KnownResource, 'logicalId' | 'metadata' | 'dependencies'> {
  readonly from: Properties;
  readonly to: Properties;
  /** What it counts as having tried should this fail. @default - `to` */
  readonly attempted?: Properties;
}

type Steer = (polls: number) => 'fail' | void;

/** The three things that CloudFormation does to a single resource. */
export class ResourceChanges {
  private requests = 0;
  private readonly lastIds = new Map<string, string>();

  constructor(
    private readonly records: StackRecords,
    private readonly customResources: CustomResources,
    private readonly services: ServiceResources,
    private readonly rights: Rights,
    private readonly timeline: Timeline,
    private readonly assumptions: Assumptions,
  ) {}

  async create(resource: Omit<KnownResource, 'status' | 'physicalId' | 'changedAt' | 'attributes'>, steer: Steer): Promise<void> {
    const { logicalId, type } = resource;
    const former = this.records.live.get(logicalId);
    if (former?.physicalId) this.records.leftovers.push(former);
    this.records.live.set(logicalId, { ...resource, status: '', physicalId: '', changedAt: 0, attributes: {} });
    this.records.write(logicalId, 'CREATE_IN_PROGRESS');
    if (type === SERVICE) this.records.touched.add(logicalId);
    const outcome = await this.untilReady(async () => this.creation(resource, steer));
    if (outcome.kind === 'succeeded') {
      return this.records.write(logicalId, 'CREATE_COMPLETE', outcome);
    }
    this.end(logicalId, 'CREATE_FAILED', outcome, outcome.kind === 'failed' ? { physicalId: outcome.physicalId } : {});
  }

  async update({ logicalId, from, to, metadata, dependencies, attempted = to }: Change, steer: Steer): Promise<void> {
    const known = this.records.known(logicalId);
    this.records.write(logicalId, 'UPDATE_IN_PROGRESS', { metadata, dependencies });
    if (known.type === SERVICE) this.records.touched.add(logicalId);
    const outcome = await this.untilReady(async () => this.updating(known, from, to, steer));
    const asBefore = { attempted, dependencies: known.dependencies };
    if (outcome.kind !== 'succeeded') return this.end(logicalId, 'UPDATE_FAILED', outcome, asBefore);
    if (outcome.physicalId !== known.physicalId && this.refusesReplacement()) {
      return this.end(logicalId, 'UPDATE_FAILED', { kind: 'failed', physicalId: known.physicalId, reason: REPLACEMENT_REFUSED }, asBefore);
    }
    if (outcome.physicalId !== known.physicalId) this.records.leftovers.push(known);
    this.records.write(logicalId, 'UPDATE_COMPLETE', { ...outcome, properties: to, attempted: undefined });
  }

  /** @returns whether it worked */
  async delete(leftover: Leftover): Promise<boolean> {
    const { logicalId, type, physicalId, properties } = leftover;
    if (type === SERVICE) return physicalId === '' || (await this.services.delete(physicalId)).kind === 'succeeded';
    if (type === SCHEDULE) return true;
    if (isPolicy(type)) {
      this.rights.delete(leftover);
      return true;
    }
    // A create that CloudFormation cancelled gave it no id.
    const id = physicalId || `Stack-${logicalId}-1ABCDEFGHIJKL`;
    return (await this.request('Delete', leftover, { ResourceProperties: properties, PhysicalResourceId: id }, () => undefined)).kind === 'succeeded';
  }

  private async untilReady(change: () => Promise<Outcome>): Promise<Outcome> {
    for (let tries = 1; ; tries++) {
      const outcome = await change();
      const isTriedAgain = this.records.isExpress && this.assumptions.notReady === 'tried again' && tries < TRIES;
      if (outcome.kind !== 'failed' || !isTriedAgain) return outcome;
      await this.timeline.sleep(BETWEEN_TRIES_SECONDS);
    }
  }

  private async creation({ logicalId, type, properties }: Pick<KnownResource, 'logicalId' | 'type' | 'properties'>, steer: Steer): Promise<Outcome> {
    if (isPolicy(type)) return this.rights.create(logicalId, type, properties);
    if (type === SCHEDULE) return { kind: 'succeeded', physicalId: logicalId, attributes: {} };
    if (type !== SERVICE) return this.request('Create', { logicalId, type }, { ResourceProperties: properties }, steer);
    return this.services.create(logicalId, properties, steer, physicalId => this.records.write(logicalId, 'CREATE_IN_PROGRESS', { physicalId }));
  }

  private async updating(known: KnownResource, from: Properties, to: Properties, steer: Steer): Promise<Outcome> {
    if (isPolicy(known.type)) return this.updatePolicy(known, to);
    if (known.type === SCHEDULE) return { kind: 'succeeded', physicalId: known.physicalId, attributes: {} };
    if (known.type === SERVICE) return this.updateService(known, to, steer);
    return this.request('Update', known, { ResourceProperties: to, OldResourceProperties: from, PhysicalResourceId: known.physicalId }, steer);
  }

  private async updateService(known: KnownResource, properties: Properties, steer: Steer): Promise<Outcome> {
    if (!replaces(known.properties, properties)) return this.services.update(known.physicalId, properties, steer);
    if (this.refusesReplacement()) return { kind: 'failed', physicalId: known.physicalId, reason: REPLACEMENT_REFUSED };
    let arn = '';
    const outcome = await this.services.create(known.logicalId, properties, steer, newArn => { arn = newArn; });
    if (outcome.kind !== 'succeeded' && arn) this.records.leftovers.push({ ...known, physicalId: arn, properties });
    return outcome;
  }

  private updatePolicy(known: KnownResource, properties: Properties): Outcome {
    if (this.refusesReplacement() && replacesPolicy(known.type, known.properties, properties)) {
      return { kind: 'failed', physicalId: known.physicalId, reason: REPLACEMENT_REFUSED };
    }
    return this.rights.update(known, properties);
  }

  private refusesReplacement(): boolean {
    return this.records.isWithoutRollback && this.assumptions.replacement === 'refused without rollback';
  }

  private requestId(logicalId: string): string {
    const isRetry = this.records.live.get(logicalId)?.attempted !== undefined && this.assumptions.retriedUnder === 'the id of the first try';
    const id = (isRetry ? this.lastIds.get(logicalId) : undefined) ?? `request-${this.requests += 1}`;
    this.lastIds.set(logicalId, id);
    return id;
  }

  private async request(
    RequestType: CustomResourceEvent['RequestType'],
    { logicalId: LogicalResourceId, type: ResourceType }: Pick<KnownResource, 'logicalId' | 'type'>,
    details: Pick<CustomResourceEvent, 'ResourceProperties' | 'OldResourceProperties' | 'PhysicalResourceId'>,
    steer: Steer,
  ): Promise<Outcome> {
    const asText = (properties?: Properties): Properties | undefined => properties && withScalarsAsText(properties) as Properties;
    return this.customResources.request({
      RequestType,
      ResourceType,
      RequestId: this.requestId(LogicalResourceId),
      StackId: PSEUDO_PARAMETERS['AWS::StackId'],
      LogicalResourceId,
      PhysicalResourceId: details.PhysicalResourceId,
      ResourceProperties: asText(details.ResourceProperties) ?? {},
      OldResourceProperties: asText(details.OldResourceProperties),
    }, steer);
  }

  private end(logicalId: string, status: string, outcome: Exclude<Outcome, { kind: 'succeeded' }>, changes: Partial<KnownResource>): never {
    const reason = outcome.kind === 'failed' ? outcome.reason : 'cancelled, because another resource failed';
    this.records.write(logicalId, status, changes, reason);
    throw new ResourceFailed(logicalId, reason);
  }
}
