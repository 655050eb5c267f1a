import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ResourceTypeName } from './contract';

export interface CustomResourceOptions {
  readonly type: ResourceTypeName;
  readonly serviceToken: string;
  /** How long CloudFormation waits for an answer. */
  readonly serviceTimeout: Duration;
  readonly properties: Record<string, unknown>;
}

/**
 * A custom resource as it stands in the template. The CDK's own `CustomResource` wraps the same in one more construct,
 * which takes a tenth of the synthesis, and whose dependencies reach further than from resource to resource.
 */
export function customResource(scope: Construct, id: string, { type, serviceToken, serviceTimeout, properties }: CustomResourceOptions): CfnResource {
  const resource = new CfnResource(scope, id, {
    type,
    properties: { ServiceToken: serviceToken, ServiceTimeout: serviceTimeout.toSeconds().toString(), ...properties },
  });
  // The default, but said: an aspect that retains what says nothing would keep the handlers from hearing of a deletion.
  resource.applyRemovalPolicy(RemovalPolicy.DESTROY);
  return resource;
}
