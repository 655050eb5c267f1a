import type { CfnResource } from 'aws-cdk-lib';
import { templateOf } from './entries';

/**
 * The name of the condition under which a resource exists, if it has one, as it will be in the template. Call it late:
 * the condition may be set or overridden after the state was declared.
 */
export function conditionOf(resource: CfnResource | undefined): string | undefined {
  if (!resource) return undefined;
  const [{ Condition }] = Object.values(templateOf(resource).Resources!);
  return Condition as string | undefined;
}
