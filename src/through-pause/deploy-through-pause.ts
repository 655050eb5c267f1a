import { Lazy, Stack } from 'aws-cdk-lib';
import type { CfnResource, Duration, Reference } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { IConstruct, IDependable } from 'constructs';
import { fingerprintOf } from './fingerprint';
import { warnOfHiddenChanges } from './hidden-change-warning';
import { copyDependencies } from './service-dependencies';
import { RESTORE_SECONDS } from '../contract/custom-resources';
import type {
  DesiredStateProperty, RestoreMetadata, RestoreProperties,
  ResumeForUpdateAttributes, ResumeForUpdateMetadata, ResumeForUpdateProperties, ServiceStateProperties,
} from '../contract/custom-resources';
import { conditionOf } from '../template/condition';
import { isInTree } from '../template/construct-tree';
import { customResource } from '../template/custom-resource';
import type { CustomResourceOptions } from '../template/custom-resource';
import { addDependencies } from '../template/depends-on';
import { postProcess } from '../template/post-processing';
import { requireFreeId } from '../validation/construct-ids';

export interface DeployThroughPauseOptions {
  readonly desiredState: DesiredStateProperty;
  readonly revision: string | undefined;
  readonly timeout: Duration;
  readonly serviceToken: string;
  readonly reconcilerLogicalId: string;
  /** What must exist before the functions can do their work. */
  readonly prerequisites: IDependable[];
  /** Path of the ServiceState, for messages. */
  readonly declaredBy: string;
}

/** For resources beside a service: whether their ServiceState was removed. */
const IS_ORPHANED = new WeakMap<IConstruct, () => boolean>();

/** The fingerprint is known when the template is written. */
const UNTIL_WRITTEN = '';

/**
 * Puts two custom resources before a service and connects the State after it with them. CloudFormation then never updates
 * the service while it is paused, and the service ends in the declared state, forward and in a rollback
 * (docs/architecture.md).
 *
 * Restore ──▶ ResumeForUpdate ──▶ service ──▶ State
 *
 * Every dependency is between two resources, never on a construct that contains more, because that could close a cycle
 * in an app. For the same reason the two are siblings of the service. They are not below the ServiceState: a user may let
 * that depend on something that depends on the service. They are not below the service: a dependency on a resource
 * includes the resources below it. `node.addDependency` exists in every version of the CDK, `CfnResource.addDependency`
 * is deprecated in newer ones, and its replacement is missing in older ones.
 */
export class DeployThroughPause {
  /** Properties that the State resource needs. */
  public readonly stateProperties: Partial<Record<keyof ServiceStateProperties, unknown>>;

  public readonly resumeForUpdate: CfnResource;

  private state: CfnResource | undefined;

  constructor(private readonly service: CfnService, private readonly options: DeployThroughPauseOptions) {
    const { revision } = options;
    const properties: Record<keyof ResumeForUpdateProperties, unknown> = {
      Fingerprint: UNTIL_WRITTEN,
      Inputs: revision === undefined ? [] : [revision], // so that the CDK sees references to another stack in it
      ServiceLogicalId: this.logicalIdOf(() => service),
      StateLogicalId: this.logicalIdOf(() => this.state),
    };
    const restoreProperties: Record<keyof RestoreProperties, unknown> = { ...properties, DesiredState: options.desiredState };
    const seconds = options.timeout.toSeconds();
    const metadata: Record<keyof RestoreMetadata, unknown> = {
      TimeoutSeconds: seconds < RESTORE_SECONDS ? seconds : undefined,
      StateLogicalId: properties.StateLogicalId,
      ResumeForUpdateLogicalId: this.logicalIdOf(() => this.resumeForUpdate),
    };
    const resumeMetadata: Record<keyof ResumeForUpdateMetadata, unknown> = {
      TimeoutSeconds: seconds, StateLogicalId: properties.StateLogicalId, ReconcilerLogicalId: options.reconcilerLogicalId,
    };
    const restore = this.resource('Restore', { type: 'Custom::AppRunnerRestore', properties: restoreProperties, metadata });
    restore.node.addDependency(...options.prerequisites);
    this.resumeForUpdate = this.resource('ResumeForUpdate', {
      type: 'Custom::AppRunnerResumeForUpdate', properties, metadata: resumeMetadata, dependencies: () => [restore],
    });
    this.resumeForUpdate.node.addDependency(restore);
    service.node.addDependency(this.resumeForUpdate);
    postProcess(service, definition => addDependencies(definition, this.isDeclared() ? [this.resumeForUpdate] : []));
    this.writeFingerprint(restore);
    this.writeFingerprint(this.resumeForUpdate);
    const attribute = (name: keyof ResumeForUpdateAttributes): Reference => this.resumeForUpdate.getAtt(name);
    this.stateProperties = {
      ...properties,
      ResumeForUpdateLogicalId: metadata.ResumeForUpdateLogicalId,
      ResumeOperationId: attribute('OperationId'),
      ResumeRequestedAt: attribute('RequestedAt'),
    };
  }

  public connect(state: CfnResource): void {
    this.state = state;
    this.writeFingerprint(state);
    state.node.addDependency(this.service);
    warnOfHiddenChanges(state, this.service, this.options.revision);
  }

  /** When the template is written. The service is read once for each resource, because what it says may still change in between. */
  private writeFingerprint(resource: CfnResource): void {
    postProcess(resource, definition => {
      const { hash, inputs } = fingerprintOf(this.service, this.options.revision);
      Object.assign(definition.Properties!, { Fingerprint: hash, Inputs: inputs.seen });
      if (resource === this.resumeForUpdate) copyDependencies(definition, resource, this.service, inputs.unseen);
    });
  }

  private resource(id: string, what: Pick<CustomResourceOptions, 'type' | 'properties' | 'metadata' | 'dependencies'>): CfnResource {
    const { serviceToken, declaredBy } = this.options;
    const { scope, id: serviceId, path } = this.service.node;
    if (IS_ORPHANED.get(scope!.node.tryFindChild(`${serviceId}${id}`)!)?.()) scope!.node.tryRemoveChild(`${serviceId}${id}`);
    requireFreeId(scope!, `${serviceId}${id}`, `ServiceState '${declaredBy}' puts '${serviceId}${id}' beside its service '${path}'`);
    const resource = customResource(scope!, `${serviceId}${id}`, {
      ...what, serviceToken, condition: () => conditionOf(this.service), exists: () => this.isDeclared(),
    });
    IS_ORPHANED.set(resource, () => !this.isDeclared());
    return resource;
  }

  /** An aspect, for example, may remove the ServiceState. Then these resources must not stay. */
  private isDeclared(): boolean {
    return this.state === undefined || isInTree(this.state);
  }

  private logicalIdOf(resource: () => CfnResource | undefined): string {
    return Lazy.uncachedString({ produce: () => Stack.of(this.service).resolve(resource()?.logicalId) as string });
  }
}
