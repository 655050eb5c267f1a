import { CfnResource, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { haveLastWord, keepDeletable, keepDependencies, waitFor } from './post-processing';
import type { ResourceTypeName, ResumeForUpdateMetadata, ServiceStateMetadata, TimeoutMetadata } from '../contract/custom-resources';

export interface CustomResourceOptions {
  readonly type: ResourceTypeName;
  readonly serviceToken: string;
  readonly properties: Record<string, unknown>;
  /** What the functions read of the resource's Metadata. Another value of it is no request. */
  readonly metadata: TimeoutMetadata | ServiceStateMetadata | Record<keyof ResumeForUpdateMetadata, unknown>;
  /** The condition under which it exists, whatever an aspect says; without this, the aspect decides. Asked late. */
  readonly condition?: () => string | undefined;
  /** Whether it stands in the template at all. Asked late. */
  readonly exists?: () => boolean;
  /** Resources that it waits for in any case. Asked late. */
  readonly follows?: () => CfnResource[];
  /** Called before anything is written, when every aspect has been applied. */
  readonly prepare?: () => void;
}

/**
 * How long CloudFormation waits for an answer: longer than any limit of ours, so that ours speaks first, and than the
 * waiter's. Never change it: a change would be a request.
 */
const SERVICE_TIMEOUT = Duration.minutes(58);

/**
 * A custom resource as it stands in the template. The CDK's own `CustomResource` wraps the same in one more construct,
 * which takes a tenth of the synthesis, and whose dependencies reach further than from resource to resource.
 *
 * The protocol rests on its properties, its entry in the Metadata, its deletion policy, its dependencies and its
 * condition, so none of them can be changed from outside.
 */
export function customResource(scope: Construct, id: string, options: CustomResourceOptions): CfnResource {
  const { type, metadata, condition, follows, prepare } = options;
  const resource = new ResourceOfOurs(scope, id, options);
  haveLastWord(resource, definition => {
    definition.Type = type;
    definition.Properties = resource.ownProperties;
    definition.Metadata = { ...definition.Metadata, AppRunnerState: Stack.of(resource).resolve(metadata) };
    keepDeletable(definition);
    keepDependencies(definition, resource);
    waitFor(definition, follows?.() ?? []);
    if (condition) definition.Condition = condition();
  }, prepare);
  return resource;
}

class ResourceOfOurs extends CfnResource {
  /** As they are in the template, but for overrides: one more, one less or another value would be a request. */
  public ownProperties: Record<string, unknown> = {};

  constructor(scope: Construct, id: string, private readonly options: CustomResourceOptions) {
    const { type, serviceToken, properties } = options;
    super(scope, id, { type, properties: { ServiceToken: serviceToken, ServiceTimeout: SERVICE_TIMEOUT.toSeconds().toString(), ...properties } });
  }

  protected shouldSynthesize(): boolean {
    return this.options.exists?.() ?? true;
  }

  /** The CDK puts the overrides into what this returns. */
  protected renderProperties(properties: Record<string, unknown>): Record<string, unknown> {
    this.ownProperties = properties;
    return structuredClone(properties);
  }
}
