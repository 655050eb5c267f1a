import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnPolicyProps } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ServiceRight } from './right-on-service';
import { ACTIONS, describeStack } from './shared-policy';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { haveLastWord, keepDeletable } from '../template/post-processing';

const NAME_LENGTH = 128;
const ID_LENGTH = 32;

/**
 * The right on one service in a policy of its own, named after the service's id, so that CloudFormation replaces it
 * with the service, and the old one outlasts the old State.
 *
 * CloudFormation renames an AWS::IAM::Policy in place, hence AWS::IAM::RolePolicy. For the CDK it is an ordinary inline
 * policy all the same: an aspect that changes or replaces those finds it.
 */
export class OwnRights extends CfnPolicy {
  constructor(declaration: Construct, provider: ServiceStateProvider, serviceArn: string, right: ServiceRight, condition: () => string | undefined) {
    const resources = [Lazy.uncachedString({ produce: () => right.resource() })];
    super(declaration, 'Rights', inline(provider, declaration.node.addr, new PolicyStatement({ actions: ACTIONS, resources })));
    haveLastWord(this, definition => {
      const { PolicyName: name, Roles: [role], ...document } = definition.Properties as Record<string, unknown> & { Roles: unknown[] };
      const id: unknown = Stack.of(this).resolve(Fn.select(2, Fn.split('/', serviceArn)));
      const ending = typeof name === 'string' ? name.slice(0, NAME_LENGTH - ID_LENGTH - 1) : name;
      keepDeletable(definition);
      definition.Type = 'AWS::IAM::RolePolicy';
      definition.Condition = condition() ?? provider._roleCondition(Stack.of(this));
      definition.Properties = { RoleName: role, PolicyName: { 'Fn::Join': ['-', [id, ending]] }, PolicyDocument: document.PolicyDocument };
    });
  }
}

/** The right to look at the stack, which all of these share. */
export class RightsOnStack extends CfnPolicy {
  constructor(scope: Construct, id: string, provider: ServiceStateProvider) {
    super(scope, id, inline(provider, Stack.of(scope).node.addr, describeStack(Stack.of(scope))));
    haveLastWord(this, definition => {
      keepDeletable(definition);
      definition.Condition = provider._roleCondition(Stack.of(this));
    });
  }
}

function inline(provider: ServiceStateProvider, policyName: string, statement: PolicyStatement): CfnPolicyProps {
  return { roles: [provider.handlerRole.roleName], policyName, policyDocument: new PolicyDocument({ statements: [statement] }) };
}
