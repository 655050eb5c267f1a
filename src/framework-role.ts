import { ServicePrincipal, Policy, Role } from 'aws-cdk-lib/aws-iam';
import type { AddToPrincipalPolicyResult, IManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface FrameworkRoleProps {
  readonly logging: PolicyDocument;
  readonly managedPolicies: IManagedPolicy[];
}

/**
 * The role of a function of the Provider framework, with its grants in a policy beside it instead of below it.
 *
 * A function depends on everything below its role, so with the ordinary Role each link of the framework's chain
 * (handler, framework function, state machine) waits for the policy of the one before. Nothing is called before the
 * first custom resource, so it is enough that the custom resources wait for the policy: two IAM waits fewer.
 */
export class FrameworkRole extends Role {
  public readonly policy: Policy;

  constructor(scope: Construct, id: string, props: FrameworkRoleProps) {
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Logs: props.logging },
      managedPolicies: props.managedPolicies,
    });
    this.policy = new Policy(scope, `${id}Policy`, { roles: [this] });
  }

  public addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}
