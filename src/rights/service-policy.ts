import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { CfnPolicyProps, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RightOnService } from './right-on-service';
import { pauseAndResume } from './statements';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { conditionOfRole } from '../template/never-retained-policies';
import { neverRetain, postProcess } from '../template/post-processing';

const NAME_LENGTH = 128;
const ID_LENGTH = 32;

/**
 * An inline policy for one service. It is named after the service's id, so that CloudFormation replaces it together with
 * the service and deletes the old one after the old State.
 *
 * CloudFormation renames an AWS::IAM::Policy in place, so this is an AWS::IAM::RolePolicy. To aspects it is an ordinary
 * inline policy of the CDK, which they can change or replace.
 */
export class ServicePolicy extends CfnPolicy {
  constructor(
    declaration: Construct, provider: ServiceStateProvider, serviceArn: string, right: RightOnService, condition: () => string | undefined,
  ) {
    const resources = [Lazy.uncachedString({ produce: () => right.resource() })];
    super(declaration, 'Rights', inline(provider, declaration.node.addr, pauseAndResume(resources, right.mayDeploy)));
    postProcess(this, definition => {
      const { PolicyName: name, Roles: [role], ...document } = definition.Properties as Record<string, unknown> & { Roles: unknown[] };
      const id: unknown = Stack.of(this).resolve(Fn.select(2, Fn.split('/', serviceArn)));
      const ending = typeof name === 'string' ? name.slice(0, NAME_LENGTH - ID_LENGTH - 1) : name;
      neverRetain(definition);
      definition.Type = 'AWS::IAM::RolePolicy';
      definition.Condition = condition() ?? conditionOfRole(provider.handlerRole, Stack.of(this));
      definition.Properties = { RoleName: role, PolicyName: { 'Fn::Join': ['-', [id, ending]] }, PolicyDocument: document.PolicyDocument };
    });
  }
}

/** An inline policy with the right to describe a stack, which the ServicePolicies of a role or its ticks share. */
export class StackPolicy extends CfnPolicy {
  constructor(scope: Construct, id: string, provider: ServiceStateProvider, name: string, statement: PolicyStatement) {
    super(scope, id, inline(provider, name, statement));
    postProcess(this, definition => {
      neverRetain(definition);
      definition.Condition = conditionOfRole(provider.handlerRole, Stack.of(this));
    });
  }
}

function inline(provider: ServiceStateProvider, policyName: string, statement: PolicyStatement): CfnPolicyProps {
  return { roles: [provider.handlerRole.roleName], policyName, policyDocument: new PolicyDocument({ statements: [statement] }) };
}
