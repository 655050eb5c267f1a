import { CfnResource, Duration } from 'aws-cdk-lib';
import type { CfnResourceProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ResourceTypeName } from './contract';
import { haveLastWord, keepDeletable, keepDependencies, waitFor } from './last-word';

export interface CustomResourceOptions {
  readonly type: ResourceTypeName;
  readonly serviceToken: string;
  readonly properties: Record<string, unknown>;
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
 * The protocol rests on its deletion policy, its dependencies and its condition, so none of them can be changed from
 * outside.
 */
export function customResource(scope: Construct, id: string, options: CustomResourceOptions): CfnResource {
  const { type, serviceToken, properties, condition, exists, follows, prepare } = options;
  const resource = new RemovableResource(scope, id, exists, {
    type,
    properties: { ServiceToken: serviceToken, ServiceTimeout: SERVICE_TIMEOUT.toSeconds().toString(), ...properties },
  });
  haveLastWord(resource, definition => {
    keepDeletable(definition);
    keepDependencies(definition, resource);
    waitFor(definition, follows?.() ?? []);
    if (condition) definition.Condition = condition();
  }, prepare);
  return resource;
}

class RemovableResource extends CfnResource {
  constructor(scope: Construct, id: string, private readonly exists: (() => boolean) | undefined, props: CfnResourceProps) {
    super(scope, id, props);
  }

  protected shouldSynthesize(): boolean {
    return this.exists?.() ?? true;
  }
}
