import { Lazy, Stack } from 'aws-cdk-lib';
import type { CfnResource, Duration, Reference } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { IConstruct, IDependable } from 'constructs';
import { fingerprintOf } from './fingerprint';
import { warnOfHiddenChanges } from './hidden-change-warning';
import { waitForWhatServiceWaitsFor } from './service-dependencies';
import type {
  RestoreMetadata, RestoreProperties, ResumeForUpdateAttributes, ResumeForUpdateMetadata, ResumeForUpdateProperties, ServiceStateProperties,
} from '../contract/custom-resources';
import { isStillThere } from '../declaration/duplicate-declarations';
import { conditionOf } from '../template/condition';
import { customResource } from '../template/custom-resource';
import type { CustomResourceOptions } from '../template/custom-resource';
import { haveLastWord, waitFor } from '../template/post-processing';
import { requireFreeId } from '../validation/construct-ids';

export interface DeployThroughPauseOptions {
  readonly desiredState: string;
  readonly revision: string | undefined;
  readonly timeout: Duration;
  readonly serviceToken: string;
  /** What must exist before the functions can work. */
  readonly prerequisites: IDependable[];
  /** Path of the ServiceState, for messages. */
  readonly declaredBy: string;
}

/** Of what stands beside a service: whether its ServiceState has been removed again. */
const LEFT_BEHIND = new WeakMap<IConstruct, () => boolean>();

/** A fingerprint is told when the template is written. */
const UNTIL_WRITTEN = '';

/**
 * Puts two custom resources before a service and ties the State behind it to them, so that CloudFormation never
 * updates the service while it is paused, and it ends as declared, forward and in a rollback (docs/architecture.md).
 *
 * Restore ──▶ ResumeForUpdate ──▶ service ──▶ State
 *
 * Every arrow goes from one resource of the template to another, never to a construct with more in it, because anything
 * wider could close a circle in somebody's app. For the same reason the two live beside the service: not below the
 * ServiceState, because what somebody lets it wait for may itself wait for the service; and not below the service,
 * because a dependency reaches the resources below a resource. `node.addDependency` says it in every version of the
 * CDK: `CfnResource.addDependency` is deprecated in newer ones, and what replaces it is missing in older ones.
 */
export class DeployThroughPause {
  /** What the State resource has to carry. */
  public readonly stateProperties: Partial<Record<keyof ServiceStateProperties, unknown>>;

  public readonly resumeForUpdate: CfnResource;

  private state: CfnResource | undefined;

  constructor(private readonly service: CfnService, private readonly options: DeployThroughPauseOptions) {
    const { revision } = options;
    const properties: Record<keyof ResumeForUpdateProperties, unknown> = {
      Fingerprint: UNTIL_WRITTEN,
      Inputs: revision === undefined ? [] : [revision], // so that the CDK sees what it takes from another stack
      ServiceLogicalId: this.logicalIdOf(() => service),
      StateLogicalId: this.logicalIdOf(() => this.state),
    };
    const restoreProperties: Record<keyof RestoreProperties, unknown> = { ...properties, DesiredState: options.desiredState };
    const metadata: Record<keyof (RestoreMetadata & ResumeForUpdateMetadata), unknown> = {
      TimeoutSeconds: options.timeout.toSeconds(), StateLogicalId: properties.StateLogicalId,
    };
    const restore = this.resource('Restore', { type: 'Custom::AppRunnerRestore', properties: restoreProperties, metadata });
    restore.node.addDependency(...options.prerequisites);
    this.resumeForUpdate = this.resource('ResumeForUpdate', {
      type: 'Custom::AppRunnerResumeForUpdate', properties, metadata, follows: () => [restore],
    });
    this.resumeForUpdate.node.addDependency(restore);
    service.node.addDependency(this.resumeForUpdate);
    haveLastWord(service, definition => waitFor(definition, this.isDeclared() ? [this.resumeForUpdate] : []));
    this.tellWhatChanges(restore);
    this.tellWhatChanges(this.resumeForUpdate);
    const attribute = (name: keyof ResumeForUpdateAttributes): Reference => this.resumeForUpdate.getAtt(name);
    this.stateProperties = {
      ...properties,
      ResumeForUpdateLogicalId: this.logicalIdOf(() => this.resumeForUpdate),
      ResumeOperationId: attribute('OperationId'),
      ResumeRequestedAt: attribute('RequestedAt'),
    };
  }

  public tie(state: CfnResource): void {
    this.state = state;
    this.tellWhatChanges(state);
    state.node.addDependency(this.service);
    warnOfHiddenChanges(state, this.service, this.options.revision);
  }

  /** Late, and the service is read once for each resource: nothing that is kept could be out of date. */
  private tellWhatChanges(resource: CfnResource): void {
    haveLastWord(resource, definition => {
      const { hash, inputs } = fingerprintOf(this.service, this.options.revision);
      Object.assign(definition.Properties!, { Fingerprint: hash, Inputs: inputs.seen });
      if (resource === this.resumeForUpdate) waitForWhatServiceWaitsFor(definition, resource, this.service, inputs.unseen);
    });
  }

  private resource(id: string, what: Pick<CustomResourceOptions, 'type' | 'properties' | 'metadata' | 'follows'>): CfnResource {
    const { serviceToken, declaredBy } = this.options;
    const { scope, id: serviceId, path } = this.service.node;
    if (LEFT_BEHIND.get(scope!.node.tryFindChild(`${serviceId}${id}`)!)?.()) scope!.node.tryRemoveChild(`${serviceId}${id}`);
    requireFreeId(scope!, `${serviceId}${id}`, `ServiceState '${declaredBy}' puts '${serviceId}${id}' beside its service '${path}'`);
    const resource = customResource(scope!, `${serviceId}${id}`, {
      ...what, serviceToken, condition: () => conditionOf(this.service), exists: () => this.isDeclared(),
    });
    LEFT_BEHIND.set(resource, () => !this.isDeclared());
    return resource;
  }

  /** Somebody may remove the ServiceState again, such as an aspect. What stands beside the service must not outlast it. */
  private isDeclared(): boolean {
    return this.state === undefined || isStillThere(this.state);
  }

  private logicalIdOf(resource: () => CfnResource | undefined): string {
    return Lazy.uncachedString({ produce: () => Stack.of(this.service).resolve(resource()?.logicalId) as string });
  }
}
