import { ArnFormat, CfnParameter, Fn, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { CfnRolePolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import type { ServiceStateProvider } from './service-state-provider';
import { ACTIONS, describeStack, SharedRights } from './shared-rights';
import type { RightsKind } from './shared-rights';

/**
 * The rights of a provider on the services of one stack.
 *
 * They are policies beside the role, so that the functions never depend on a service: a policy on their path that
 * names service A would be a cycle as soon as service A waits for them. For the same reason a policy that waits for
 * service A belongs to the state of A alone: service A may wait for the state of service B. What waits for nothing
 * shares policies.
 *
 * CloudFormation updates a policy before it deletes what was removed from the template. Where a removed resource
 * still needs its right, the description of the policy changes with its contents: CloudFormation replaces a managed
 * policy then, and the old one goes in the clean-up, after the resources that depended on it.
 */
export class ServiceRights extends Construct {
  public static of(scope: Construct, provider: ServiceStateProvider): ServiceRights {
    const stack = Stack.of(scope);
    const id = Stack.of(provider) === stack ? `${provider.node.id}Rights` : `Rights${provider.node.addr}`;
    const parent = Stack.of(provider) === stack ? provider.node.scope as Construct : stack;
    return parent.node.tryFindChild(id) as ServiceRights | undefined ?? new ServiceRights(parent, id, provider);
  }

  private readonly open = new Map<RightsKind, SharedRights>();
  private policies = 0;
  private ofStack: CfnRolePolicy | undefined;

  private constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
  }

  /**
   * Rights on exactly that service.
   *
   * @param declaration the ServiceState that needs them
   * @param serviceArn its ARN
   * @param condition the name of the condition under which the service exists, asked late
   * @param neededOnDelete whether the right must outlast the removal of the declaration
   */
  public onService(declaration: Construct, serviceArn: string, condition: () => string | undefined, neededOnDelete: boolean): IDependable[] {
    const kind = neededOnDelete ? 'service, held' : 'service';
    if (!Token.isUnresolved(serviceArn)) return this.add(kind, serviceArn, serviceArn.split('/')[2]);
    if (waitsForResourceOf(Stack.of(this), serviceArn) && this.provider._reserveOwnRights()) return this.onOne(declaration, serviceArn, condition);
    const resource = Lazy.uncachedAny({ produce: () => guarded(serviceArn, condition(), this.arnOf('absent/absent')) });
    const id = Lazy.uncachedAny({ produce: () => guarded(Fn.select(2, Fn.split('/', serviceArn)), condition(), 'absent') });
    return this.add(kind, Token.asString(resource), Token.asString(id));
  }

  /**
   * Rights on a service that may not exist yet, so that what comes before it needs no reference to it: by its name
   * where that is known, else on all services of the account in the Region.
   */
  public onServiceToBe(service: CfnService): IDependable[] {
    const name = service.serviceName;
    const resourceName = name !== undefined && !Token.isUnresolved(name) ? `${name}/*` : '*';
    return this.add('name', this.arnOf(resourceName), resourceName);
  }

  /** Named after the service, so that CloudFormation replaces it with the service, and the old one outlasts its State. */
  private onOne(declaration: Construct, serviceArn: string, condition: () => string | undefined): IDependable[] {
    const policyName = `${Fn.select(2, Fn.split('/', serviceArn))}-${declaration.node.addr}`;
    const policy = this.inline(declaration, 'Rights', policyName, new PolicyStatement({ actions: ACTIONS, resources: [serviceArn] }));
    policy.addOverride('Condition', Lazy.uncachedAny({ produce: condition }));
    this.ofStack ??= this.inline(this, 'Stack', Stack.of(this).node.addr, describeStack(Stack.of(this)));
    return [this.ofStack, policy];
  }

  private inline(scope: Construct, id: string, policyName: string, statement: PolicyStatement): CfnRolePolicy {
    const policyDocument = new PolicyDocument({ statements: [statement] });
    return new CfnRolePolicy(scope, id, { roleName: this.provider.handlerRole.roleName, policyName, policyDocument });
  }

  private arnOf(resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'apprunner', resource: 'service', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  }

  private add(kind: RightsKind, resource: string, id: string): IDependable[] {
    if (!this.provider._ownsHandlerRole) return [];
    let policy = this.open.get(kind);
    if (!policy?.takes(resource, id)) {
      policy = new SharedRights(this, `Policy${this.policies++}`, this.provider, kind);
      this.open.set(kind, policy);
    }
    policy.add(resource, id);
    return [policy];
  }
}

/** A policy cannot refer to a resource whose condition is false; no service has this name and id. */
function guarded(value: string, condition: string | undefined, otherwise: string): unknown {
  return condition ? Fn.conditionIf(condition, value, otherwise) : value;
}

/** Whether CloudFormation knows the ARN only after a resource of the stack, or of one nested in it. */
function waitsForResourceOf(stack: Stack, serviceArn: string): boolean {
  const token = Tokenization.reverseCompleteString(serviceArn);
  if (!Reference.isReference(token)) return /"Ref":"(?!AWS::)|"Fn::(GetAtt|Sub)":/.test(JSON.stringify(stack.resolve(serviceArn)));
  if (token.target instanceof CfnParameter) return false;
  for (let home: Stack | undefined = Stack.of(token.target); home; home = home.nestedStackParent) {
    if (home === stack) return true;
  }
  return false;
}
