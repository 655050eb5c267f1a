import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { CustomizedRoleReport } from './customized-role-report';
import { rightOnArn, rightOnName } from './right-on-service';
import type { RightOnService } from './right-on-service';
import { isKnownBeforehand } from './service-name';
import { ServicePolicy, StackPolicy } from './service-policy';
import { SharedPolicy } from './shared-policy';
import { describeRootStack, describeStack } from './statements';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { addressOf, existingConstruct } from '../validation/construct-ids';

/** Whether a policy depends on a resource of the stack. Resources that need another policy must not wait for that resource. */
type Dependency = 'depends on a resource' | 'depends on none';

const MARK = Symbol.for('cdk-apprunner-state.ServiceRights');

/**
 * The rights of a provider on the services of one stack.
 *
 * They are policies beside the role, so that the functions never depend on a service. If the functions depended on a
 * policy that names service A, a dependency of service A on them would close a cycle. For the same reason a policy that
 * depends on service A is for the state of A only: service A may depend on the state of service B. Rights that depend on
 * no resource are in shared policies. There are no policies for a role of the app.
 *
 * None of these policies changes in place. A resource that was removed from the template, or that a rollback brings back,
 * still needs the old right.
 */
export class ServiceRights extends Construct {
  public static of(scope: Construct, provider: ServiceStateProvider): ServiceRights {
    const stack = Stack.of(scope);
    const id = Stack.of(provider) === stack ? `${provider.node.id}Rights` : `Rights${addressOf(provider)}`;
    const parent = Stack.of(provider) === stack ? provider.node.scope as Construct : stack;
    return existingConstruct<ServiceRights>(parent, id, MARK) ?? new ServiceRights(parent, id, provider);
  }

  private readonly lastPolicy = new Map<`${Dependency} ${boolean}`, SharedPolicy>();
  private policies = 0;
  private ofStack: StackPolicy | undefined;
  private ofRoot: IDependable[] | undefined;
  private reported: CustomizedRoleReport | undefined;

  private constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
  }

  /**
   * Rights on exactly that service.
   *
   * @param declaration the ServiceState that needs them
   * @param serviceArn its ARN
   * @param mayDeploy whether it includes to start a deployment
   * @param condition the name of the condition under which the service exists; called late
   */
  public onService(declaration: Construct, serviceArn: string, mayDeploy: boolean, condition: () => string | undefined): IDependable[] {
    const stack = Stack.of(this);
    const right = rightOnArn(stack, serviceArn, mayDeploy, this.provider._rights === 'reported' ? () => undefined : condition);
    const dependency = Token.isUnresolved(serviceArn) && dependsOnResourceOf(stack, serviceArn) ? 'depends on a resource' : 'depends on none';
    if (dependency === 'depends on a resource' && this.provider._reserveInlinePolicy()) {
      this.ofStack ??= new StackPolicy(this, 'Stack', this.provider, stack.node.addr, describeStack(stack));
      return [this.ofStack, new ServicePolicy(declaration, this.provider, serviceArn, right, condition)];
    }
    return this.add(right, dependency);
  }

  /** Rights on a service that may not exist yet. */
  public onServiceToBe(service: CfnService, mayDeploy: boolean): IDependable[] {
    return this.add(rightOnName(service, mayDeploy), 'depends on none');
  }

  /** The right to see whether the root of a nested stack is at rest. Every policy describes its own stack. */
  public onRootStack(): IDependable[] {
    const root = rootOf(Stack.of(this));
    if (root === Stack.of(this)) return [];
    return this.ofRoot ??= this.addRootStack(root);
  }

  private addRootStack(root: Stack): IDependable[] {
    switch (this.provider._rights) {
      case 'left to the app':
        return [];
      case 'reported':
        this.provider.handlerRole.addToPrincipalPolicy(describeRootStack(root));
        return [];
      case 'attached':
        return [new StackPolicy(this, 'Root', this.provider, `${Stack.of(this).node.addr}Root`, describeRootStack(root))];
    }
  }

  private add(right: RightOnService, dependency: Dependency): IDependable[] {
    switch (this.provider._rights) {
      case 'left to the app':
        return [];
      case 'reported':
        this.reported ??= new CustomizedRoleReport(this, 'Report', this.provider);
        this.reported.add(right);
        return [];
      case 'attached': {
        let policy = this.lastPolicy.get(`${dependency} ${right.mayDeploy}`);
        if (!policy?.takes(right)) {
          policy = new SharedPolicy(this, `Policy${this.policies++}`, this.provider, right.mayDeploy);
          this.lastPolicy.set(`${dependency} ${right.mayDeploy}`, policy);
        }
        policy.add(right);
        return [policy];
      }
    }
  }
}

function rootOf(stack: Stack): Stack {
  return stack.nestedStackParent ? rootOf(stack.nestedStackParent) : stack;
}

/** Whether CloudFormation knows the ARN only after it has created a resource of the stack, or of a nested one. */
function dependsOnResourceOf(stack: Stack, serviceArn: string): boolean {
  const token = Tokenization.reverse(serviceArn, { failConcat: false });
  if (!Reference.isReference(token)) return !isKnownBeforehand(stack, stack.resolve(serviceArn));
  if (!CfnResource.isCfnResource(token.target)) return false;
  for (let home: Stack | undefined = Stack.of(token.target); home; home = home.nestedStackParent) {
    if (home === stack) return true;
  }
  return false;
}
