import { CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { conditionOf } from './condition';
import { isPostProcessed, neverRetain, postProcess } from './post-processing';

/** By name, because an aspect may come from another copy of the CDK. */
const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/** The name of the condition under which a role exists, for what is attached to it in that stack. Call it late. */
export function conditionOfRole({ node: { defaultChild: role } }: IRole, stack: Stack): string | undefined {
  return CfnRole.isCfnRole(role) && role.stack === stack ? conditionOf(role) : undefined;
}

/**
 * Has the policies below a construct deleted when they are removed, also those with which an aspect has replaced others.
 * A retained policy would keep its role from being deleted.
 */
export function neverRetainPolicies(construct: IConstruct, role: IRole): void {
  for (const policy of construct.node.findAll()) {
    if (!CfnResource.isCfnResource(policy) || !POLICY_TYPES.includes(policy.cfnResourceType) || isPostProcessed(policy)) continue;
    postProcess(policy, definition => {
      neverRetain(definition);
      definition.Condition = conditionOfRole(role, policy.stack);
    });
  }
}
