import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { ReportedRights } from './customized-role-report';
import { rightOnArn, rightOnName } from './right-on-service';
import type { ServiceRight } from './right-on-service';
import { isKnownBeforehand } from './service-name';
import { OwnRights, RightsOnStack } from './service-policy';
import { SharedRights } from './shared-policy';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { earlierOne } from '../validation/construct-ids';

/** Whether a policy waits for a resource of the stack: then it must not hold up those that wait for nothing. */
type Waiting = 'waits' | 'waits for nothing';

const MARK = Symbol.for('cdk-apprunner-state.ServiceRights');

/**
 * The rights of a provider on the services of one stack.
 *
 * They are policies beside the role, so that the functions never depend on a service: a policy on their path that
 * names service A would be a cycle as soon as service A waits for them. For the same reason a policy that waits for
 * service A belongs to the state of A alone: service A may wait for the state of service B. What waits for nothing
 * shares policies. Where the app brings the role, they are no policies at all.
 *
 * None of these policies changes in place, because what has been removed from the template, and what a rollback brings
 * back, still needs the old right.
 */
export class ServiceRights extends Construct {
  public static of(scope: Construct, provider: ServiceStateProvider): ServiceRights {
    const stack = Stack.of(scope);
    const id = Stack.of(provider) === stack ? `${provider.node.id}Rights` : `Rights${provider.node.addr}`;
    const parent = Stack.of(provider) === stack ? provider.node.scope as Construct : stack;
    return earlierOne<ServiceRights>(parent, id, MARK) ?? new ServiceRights(parent, id, provider);
  }

  private readonly open = new Map<Waiting, SharedRights>();
  private policies = 0;
  private ofStack: RightsOnStack | undefined;
  private reported: ReportedRights | undefined;

  private constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
  }

  /**
   * Rights on exactly that service.
   *
   * @param declaration the ServiceState that needs them
   * @param serviceArn its ARN
   * @param condition the name of the condition under which the service exists, asked late
   */
  public onService(declaration: Construct, serviceArn: string, condition: () => string | undefined): IDependable[] {
    const stack = Stack.of(this);
    const right = rightOnArn(stack, serviceArn, this.provider._rights === 'reported' ? () => undefined : condition);
    const waiting = Token.isUnresolved(serviceArn) && waitsForResourceOf(stack, serviceArn) ? 'waits' : 'waits for nothing';
    if (waiting === 'waits' && this.provider._reserveOwnRights()) {
      this.ofStack ??= new RightsOnStack(this, 'Stack', this.provider);
      return [this.ofStack, new OwnRights(declaration, this.provider, serviceArn, right, condition)];
    }
    return this.add(right, waiting);
  }

  /** Rights on a service that may not exist yet. */
  public onServiceToBe(service: CfnService): IDependable[] {
    return this.add(rightOnName(service), 'waits for nothing');
  }

  private add(right: ServiceRight, waiting: Waiting): IDependable[] {
    switch (this.provider._rights) {
      case 'left to the app':
        return [];
      case 'reported':
        this.reported ??= new ReportedRights(this, 'Report', this.provider);
        this.reported.add(right);
        return [];
      case 'attached': {
        let policy = this.open.get(waiting);
        if (!policy?.takes(right)) {
          policy = new SharedRights(this, `Policy${this.policies++}`, this.provider);
          this.open.set(waiting, policy);
        }
        policy.add(right);
        return [policy];
      }
    }
  }
}

/** Whether CloudFormation knows the ARN only after a resource of the stack, or of one nested in it. */
function waitsForResourceOf(stack: Stack, serviceArn: string): boolean {
  const token = Tokenization.reverse(serviceArn, { failConcat: false });
  if (!Reference.isReference(token)) return !isKnownBeforehand(stack, stack.resolve(serviceArn));
  if (!CfnResource.isCfnResource(token.target)) return false;
  for (let home: Stack | undefined = Stack.of(token.target); home; home = home.nestedStackParent) {
    if (home === stack) return true;
  }
  return false;
}
