import { ServicePrincipal, Policy, Role } from 'aws-cdk-lib/aws-iam';
import type { AddToPrincipalPolicyResult, IManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface FunctionRoleProps {
  readonly description?: string;
  readonly logging: PolicyStatement;
  readonly managedPolicies: IManagedPolicy[];
}

/**
 * The role of a function, with its grants in a policy beside it instead of in it or below it.
 *
 * A function depends on its role and on everything below that, so with the ordinary Role each link of the Provider
 * framework's chain (handler, framework function, state machine) waits for the policy of the one before, and the
 * first one for the log group. Nothing is called before the first custom resource, so it is enough that the custom
 * resources wait for the policy: two IAM waits fewer.
 */
export class FunctionRole extends Role {
  public readonly policy: Policy;

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id, {
      description: props.description,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: props.managedPolicies,
    });
    this.policy = new Policy(scope, `${id}Policy`, { roles: [this], statements: [props.logging.copy()] });
  }

  public addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}
