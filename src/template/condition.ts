import { Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';

/**
 * The name of the condition under which a service, or any other resource, exists, if there is one, as it will stand in the template. Call it
 * late, because the condition may be set or overridden after the state was declared.
 */
export function conditionOf(resource: CfnResource | undefined): string | undefined {
  if (!resource) return undefined;
  const template = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources: Record<string, { Condition?: string }> };
  return Object.values(template.Resources)[0].Condition;
}
