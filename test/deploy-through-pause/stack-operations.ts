import type { Assumptions } from './assumptions';
import type { CleanUp } from './clean-up';
import { resolve } from './intrinsic-functions';
import type { Point, Steering } from './point';
import { reach } from './reach';
import { ResourceFailed, SERVICE } from './resource-changes';
import type { ResourceChanges } from './resource-changes';
import { replaces } from './service-resource';
import type { KnownResource, StackRecords } from './stack-records';
import { dependenciesOf, inDependencyOrder, resourcesInOrder } from './template';
import type { Properties, Version } from './template';
import type { Timeline } from './timeline';
import type { Transcript } from './transcript';

/** How a stack operation ended. */
export interface Ending {
  readonly status: string;
  /** The resource that failed first, and why. */
  readonly failed?: ResourceFailed;
  /** The resource at which a rollback got stuck. */
  readonly stuck?: ResourceFailed;
  /** What could not be deleted in the clean-up and was left behind. */
  readonly abandoned: readonly string[];
}

/** The mode of a deployment. */
export interface Mode {
  readonly express: boolean;
  readonly rollback: boolean;
  /** Of a nested stack: what comes before its clean-up. */
  readonly root?: {
    /** @returns whether something else fails in the root, so that this stack is rolled back with it */
    goesOn(): Promise<boolean>;
  };
}

const STANDARD: Mode = { express: false, rollback: true };

/** CloudFormation deploys one stack, one resource after the other. */
export class Deployments {
  private rolledBack = new Set<string>();
  private failed: ResourceFailed | undefined;
  private abandoned: string[] = [];

  constructor(
    private readonly records: StackRecords,
    private readonly changes: ResourceChanges,
    private readonly cleanUp: CleanUp,
    private readonly timeline: Timeline,
    private readonly transcript: Transcript,
    private readonly assumptions: Assumptions,
  ) {}

  async deploy(version: Version, steering: Steering, { express, rollback, root }: Mode = STANDARD): Promise<Ending> {
    const verb = this.records.stable.size === 0 ? 'CREATE' : 'UPDATE';
    this.failed = undefined;
    this.abandoned = [];
    this.rolledBack.clear();
    this.records.isWithoutRollback = !rollback;
    this.records.isExpress = express;
    this.records.status = `${verb}_IN_PROGRESS`;
    try {
      await this.goForward(version, steering);
    } catch (error) {
      if (!(error instanceof ResourceFailed)) throw error;
      this.failed = error;
      this.transcript.add('CloudFormation', `fails: ${error.message}`);
      if (rollback) return this.rollback(steering);
      return this.end(`${verb}_FAILED`);
    }
    if (root) {
      this.records.status = `${verb}_COMPLETE`;
      if (await root.goesOn()) return this.rollback(steering);
    }
    this.records.status = `${verb}_COMPLETE_CLEANUP_IN_PROGRESS`;
    this.abandoned.push(...await this.cleanUp.run(new Set(resourcesInOrder(version)), steering));
    return this.end(`${verb}_COMPLETE`);
  }

  /** After a deployment without rollback, and again after a rollback that failed. */
  async rollbackLater(steering: Steering): Promise<Ending> {
    if (this.assumptions.rolledBackLater === 'enabled') this.records.isWithoutRollback = false;
    return this.rollback(steering);
  }

  private async rollback(steering: Steering): Promise<Ending> {
    const { records: { live, stable }, assumptions } = this;
    const creation = stable.size === 0;
    this.records.status = creation ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
    steering({ phase: 'rollback', logicalId: '', at: 'start' });
    const order = inDependencyOrder([...stable.keys()], id => stable.get(id)?.dependencies ?? []);
    try {
      for (const id of assumptions.rollbackOrder === 'dependencies first' ? order : order.reverse()) {
        if (live.get(id) !== this.wanted(id) && !this.rolledBack.has(id)) await this.bringBack(id, steering);
        this.rolledBack.add(id);
      }
    } catch (error) {
      if (!(error instanceof ResourceFailed)) throw error;
      this.failed = this.failed ?? error;
      return { ...this.end('UPDATE_ROLLBACK_FAILED'), stuck: error };
    }
    if (!creation) this.records.status = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    this.abandoned.push(...await this.cleanUp.run(new Set(stable.keys()), steering));
    return this.end(creation ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE');
  }

  private async goForward(version: Version, steering: Steering): Promise<void> {
    for (const logicalId of resourcesInOrder(version)) {
      const template = version.template.Resources[logicalId];
      const resource = { logicalId, type: template.Type, dependencies: dependenciesOf(template), ...this.resolved(version, logicalId) };
      const known = this.records.live.get(logicalId);
      const point: Point = { phase: 'update', logicalId, at: 'start' };
      if (known && isSame(known, resource.properties)) {
        this.records.live.set(logicalId, { ...known, metadata: resource.metadata, dependencies: resource.dependencies });
      } else {
        await reach(point, steering, this.timeline);
        if (!known || known.status === 'CREATE_FAILED') await this.changes.create(resource, steerAt(point, steering));
        else await this.changes.update({ ...resource, from: this.retried(known), to: resource.properties }, steerAt(point, steering));
      }
    }
    await reach({ phase: 'update', logicalId: '', at: 'end' }, steering, this.timeline);
  }

  private retried({ properties, attempted }: KnownResource): Properties {
    return this.assumptions.retriedFrom === 'failed attempt' ? attempted ?? properties : properties;
  }

  private async bringBack(logicalId: string, steering: Steering): Promise<void> {
    const known = this.records.known(logicalId);
    const stable = this.wanted(logicalId)!;
    if (isSame(known, stable.properties) && known.physicalId === stable.physicalId) {
      this.records.live.set(logicalId, stable);
      return;
    }
    const point: Point = { phase: 'rollback', logicalId, at: 'start' };
    await reach(point, steering, this.timeline);
    const drop = known.physicalId !== stable.physicalId && (!known.type.startsWith('Custom::') || this.assumptions.replacedInRollback === 'dropped');
    const neverReplaced = known.type === SERVICE && known.attempted && replaces(known.attempted, stable.properties)
      && this.assumptions.replacedInRollback === 'dropped';
    if (drop || neverReplaced) {
      if (drop) this.records.leftovers.push(known);
      this.records.write(logicalId, 'UPDATE_COMPLETE', { ...stable, attempted: undefined });
    } else {
      const from = known.attempted ?? known.properties;
      await this.changes.update({ ...stable, from, to: stable.properties, attempted: from }, steerAt(point, steering));
    }
  }

  /** What a rollback goes back to. */
  private wanted(logicalId: string): KnownResource | undefined {
    const { live, stable } = this.records;
    const known = stable.get(logicalId);
    if (!known || this.assumptions.attributesInRollback === 'as they were') return known;
    const { OperationId, RequestedAt } = live.get(String(known.properties.ResumeForUpdateLogicalId))?.attributes ?? {};
    if (known.properties.ResumeRequestedAt === undefined || known.properties.ResumeRequestedAt === RequestedAt) return known;
    return { ...known, properties: { ...known.properties, ResumeOperationId: OperationId, ResumeRequestedAt: RequestedAt } };
  }

  private resolved({ template, ...rest }: Version, logicalId: string): Pick<KnownResource, 'properties' | 'metadata'> {
    const { live } = this.records;
    const { Properties: properties = {}, Metadata = {} } = template.Resources[logicalId];
    const scope = {
      version: { template, ...rest },
      physicalId: (id: string) => live.get(id)?.physicalId,
      attribute: (id: string, name: string) => live.get(id)?.attributes[name],
    };
    return { properties: resolve(properties, scope) as Properties, metadata: JSON.stringify(resolve(Metadata, scope)) };
  }

  private end(status: string): Ending {
    this.records.status = status;
    return { status, failed: this.failed, abandoned: this.abandoned };
  }
}

const steerAt = (point: Point, steering: Steering) => (polls: number): 'fail' | void => steering({ ...point, at: polls });

/** A resource whose last change failed is tried again. */
function isSame({ properties, status }: KnownResource, wanted: Properties): boolean {
  return !status.endsWith('_FAILED') && JSON.stringify(properties) === JSON.stringify(wanted);
}
