import { createHash } from 'crypto';
import { ArnFormat, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { acknowledgeWildcard } from './nag-acknowledgements';
import type { ServiceStateProvider } from './service-state-provider';

const ACTIONS = ['apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService'];

/** Forty of the longest ARNs, 130 characters each, and the rest of the policy stay below IAM's 6,144. */
const SERVICES_PER_POLICY = 40;

/** Ids that only CloudFormation knows stand in the description as they are: 32 characters each, of IAM's 1,000. */
const UNKNOWN_IDS_PER_POLICY = 30;

/**
 * The rights of a provider on the services of one stack, in as few policies as IAM's limits allow.
 *
 * They are policies beside the role, so that the functions never depend on a service: a policy on their path that
 * names service A would be a cycle as soon as service A waits for them.
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

  private readonly open = new Map<Kind, RightsPolicy>();
  private policies = 0;

  private constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
  }

  /**
   * Rights on exactly that service.
   *
   * @param serviceArn its ARN
   * @param condition the name of the condition under which the service exists, asked late
   * @param neededOnDelete whether the right must outlast the removal of the declaration
   */
  public onService(serviceArn: string, condition: () => string | undefined, neededOnDelete: boolean): IDependable[] {
    const resource = Token.isUnresolved(serviceArn)
      ? Token.asString(Lazy.any({ produce: () => guarded(serviceArn, condition(), this.arnOf('absent/absent')) }))
      : serviceArn;
    const id = Token.isUnresolved(serviceArn)
      ? Token.asString(Lazy.any({ produce: () => guarded(Fn.select(2, Fn.split('/', serviceArn)), condition(), 'absent') }))
      : serviceArn.split('/')[2];
    return this.add(neededOnDelete ? 'service, held' : 'service', resource, id);
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

  private arnOf(resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'apprunner', resource: 'service', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  }

  private add(kind: Kind, resource: string, id: string): IDependable[] {
    if (!this.provider._ownsHandlerRole) return [];
    let policy = this.open.get(kind);
    if (!policy?.takes(resource, id)) {
      policy = new RightsPolicy(this, `Policy${this.policies++}`, this.provider, kind);
      this.open.set(kind, policy);
    }
    policy.add(resource, id);
    return [policy];
  }
}

type Kind = 'service' | 'service, held' | 'name';

class RightsPolicy extends ManagedPolicy {
  private readonly resources = new Map<string, string>();

  constructor(scope: Construct, id: string, provider: ServiceStateProvider, kind: Kind) {
    super(scope, id, {
      roles: [provider.handlerRole],
      description: Lazy.string({ produce: () => this.describe(kind) }),
      statements: [
        new PolicyStatement({
          actions: ['cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'],
          resources: [Stack.of(scope).stackId],
        }),
      ],
    });
    this.addStatements(new PolicyStatement({ actions: ACTIONS, resources: Lazy.list({ produce: () => [...this.resources.keys()] }) }));
  }

  public takes(resource: string, id: string): boolean {
    if (this.resources.has(resource)) return true;
    return this.resources.size < SERVICES_PER_POLICY && (!Token.isUnresolved(id) || this.unknownIds().length < UNKNOWN_IDS_PER_POLICY);
  }

  public add(resource: string, id: string): void {
    this.resources.set(resource, id);
    if (id.endsWith('*')) {
      acknowledgeWildcard(this, resource, id === '*'
        ? 'The service is not named in the template, and a reference to it would be a cycle: what needs the right comes before it.'
        : 'App Runner makes the id behind the name, and what needs the right comes before the service exists.');
    }
  }

  private describe(kind: Kind): string {
    if (kind === 'service') return 'Pause and resume App Runner services';
    const known = [...this.resources.values()].filter(id => !Token.isUnresolved(id));
    const hash = createHash('sha256').update(known.join(' ')).digest('hex').slice(0, 16);
    return `Pause and resume ${hash}${this.unknownIds().join('')}`;
  }

  private unknownIds(): string[] {
    return [...this.resources.values()].filter(id => Token.isUnresolved(id));
  }
}

/** A policy cannot refer to a resource whose condition is false; no service has this name and id. */
function guarded(value: string, condition: string | undefined, otherwise: string): unknown {
  return condition ? Fn.conditionIf(condition, value, otherwise) : value;
}
