import { ServicePrincipal, Policy, Role } from 'aws-cdk-lib/aws-iam';
import type { AddToPrincipalPolicyResult, IManagedPolicy, IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface FunctionRoleProps {
  readonly description?: string;
  readonly logging: PolicyStatement;
  readonly managedPolicies: IManagedPolicy[];
}

/**
 * The role of a function. Its grants are in a policy beside it, instead of in it or below it.
 *
 * A function depends on its role and on everything below that. With the CDK's Role, each part of the Provider framework
 * (handler, framework function, state machine) waits for the policy of the part before it, and the first one for the log
 * group. Nothing is called before the first custom resource, so it is enough that the custom resources wait for the
 * policies. That saves two waits for IAM.
 *
 * A role that the app customizes gets no policy. The CDK reports its grants.
 */
export class FunctionRole extends Role {
  public readonly policy: Policy | undefined;

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id, {
      description: props.description,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: props.managedPolicies,
    });
    const statement = props.logging.copy();
    if (isCustomized(this)) this.addToPrincipalPolicy(statement);
    else this.policy = new Policy(scope, `${id}Policy`, { roles: [this], statements: [statement] });
  }

  public addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    if (!this.policy) return super.addToPrincipalPolicy(statement);
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}

/** Whether the app uses `Role.customizeRoles` for it. The CDK has no public member for that, only this context value. */
export function isCustomized(role: IRole): boolean {
  return role.node.tryGetContext('@aws-cdk/iam:customizeRoles') !== undefined;
}
