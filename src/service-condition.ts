import { Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';

/**
 * The name of the condition under which a service exists, if there is one, as it will stand in the template. Call it
 * late, because the condition may be set or overridden after the state was declared.
 */
export function conditionOf(service: CfnService | undefined): string | undefined {
  if (!service) return undefined;
  const template = Stack.of(service).resolve(service._toCloudFormation()) as { Resources: Record<string, { Condition?: string }> };
  return Object.values(template.Resources)[0].Condition;
}
