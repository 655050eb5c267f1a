import { CfnResource, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addDependencies, keepDependencies } from './depends-on';
import { neverRetain, postProcess } from './post-processing';
import type { ResourceTypeName, RestoreMetadata, ResumeForUpdateMetadata, ServiceStateMetadata } from '../contract/custom-resources';

export interface CustomResourceOptions {
  readonly type: ResourceTypeName;
  readonly serviceToken: string;
  readonly properties: Record<string, unknown>;
  /** What the functions read from the resource's Metadata. CloudFormation sends no request when it changes. */
  readonly metadata: Partial<Record<keyof ServiceStateMetadata | keyof RestoreMetadata | keyof ResumeForUpdateMetadata, unknown>>;
  /** The condition under which it exists. An aspect cannot change it; if this is left out, an aspect can. Called late. */
  readonly condition?: () => string | undefined;
  /** Whether it is in the template at all. Called late. */
  readonly exists?: () => boolean;
  /** Resources that it always depends on. Called late. */
  readonly dependencies?: () => CfnResource[];
  /** Called before anything is written, when every aspect has been applied. */
  readonly prepare?: () => void;
}

/**
 * How long CloudFormation waits for an answer: longer than every limit of ours and than the waiter's, so that the user
 * reads our message. Never change it: CloudFormation would send a request to every deployed custom resource.
 */
const SERVICE_TIMEOUT = Duration.minutes(58);

/**
 * A custom resource. The CDK's `CustomResource` puts it into one more construct, which costs a tenth of the synthesis
 * time, and a dependency on that construct includes more than the resource.
 *
 * Deploying through a pause relies on its properties, its entry in the Metadata, its deletion policy, its dependencies
 * and its condition. So no aspect and no override can change them.
 */
export function customResource(scope: Construct, id: string, options: CustomResourceOptions): CustomResource {
  const { type, metadata, condition, dependencies, prepare } = options;
  const resource = new CustomResource(scope, id, options);
  postProcess(resource, definition => {
    definition.Type = type;
    definition.Properties = resource.ownProperties;
    definition.Metadata = { ...definition.Metadata, AppRunnerState: Stack.of(resource).resolve(metadata) };
    neverRetain(definition);
    keepDependencies(definition, resource);
    addDependencies(definition, dependencies?.() ?? []);
    if (condition) definition.Condition = condition();
  }, prepare);
  return resource;
}

export class CustomResource extends CfnResource {
  /** The properties without overrides. CloudFormation would send a request for any difference. */
  public ownProperties: Record<string, unknown> = {};

  private conditionOverride: { readonly name: unknown } | undefined;

  constructor(scope: Construct, id: string, private readonly options: CustomResourceOptions) {
    const { type, serviceToken, properties } = options;
    super(scope, id, { type, properties: { ServiceToken: serviceToken, ServiceTimeout: SERVICE_TIMEOUT.toSeconds().toString(), ...properties } });
  }

  /** What `conditionOf` says of it, without the time that all its properties take. Call it late. */
  public condition(): string | undefined {
    if (this.options.condition) return this.options.condition();
    const name = this.conditionOverride ? this.conditionOverride.name : this.cfnOptions.condition?.logicalId;
    return Stack.of(this).resolve(name) as string | undefined;
  }

  public addOverride(path: string, value: unknown): void {
    if (path === 'Condition') this.conditionOverride = { name: value };
    super.addOverride(path, value);
  }

  protected shouldSynthesize(): boolean {
    return this.options.exists?.() ?? true;
  }

  /** The CDK applies overrides to the returned object. */
  protected renderProperties(properties: Record<string, unknown>): Record<string, unknown> {
    this.ownProperties = properties;
    return structuredClone(properties);
  }
}
