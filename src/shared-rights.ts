import { createHash } from 'crypto';
import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcard } from './nag-acknowledgements';
import type { ServiceStateProvider } from './service-state-provider';

export const ACTIONS = ['apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService'];

/** Forty of the longest ARNs, 130 characters each, and the rest of the policy stay below IAM's 6,144. */
const SERVICES_PER_POLICY = 40;

/** Ids that only CloudFormation knows stand in the description as they are: 32 characters each, of IAM's 1,000. */
const UNKNOWN_IDS_PER_POLICY = 30;

/** Services by ARN, the same where the right must outlast the removal of the declaration, and services by name. */
export type RightsKind = 'service' | 'service, held' | 'name';

/** Rights on many services: as few of these as IAM's limits allow, because a role takes ten. */
export class SharedRights extends ManagedPolicy {
  private readonly resources = new Map<string, string>();

  constructor(scope: Construct, id: string, provider: ServiceStateProvider, kind: RightsKind) {
    super(scope, id, {
      roles: [provider.handlerRole],
      description: Lazy.uncachedString({ produce: () => this.describe(kind) }),
      statements: [describeStack(Stack.of(scope))],
    });
    this.addStatements(new PolicyStatement({ actions: ACTIONS, resources: Lazy.uncachedList({ produce: () => [...this.resources.keys()] }) }));
  }

  public takes(resource: string, id: string): boolean {
    if (this.resources.has(resource)) return true;
    return this.resources.size < SERVICES_PER_POLICY && (!Token.isUnresolved(id) || this.unknownIds().length < UNKNOWN_IDS_PER_POLICY);
  }

  public add(resource: string, id: string): void {
    if (this.resources.has(resource)) return;
    this.resources.set(resource, id);
    if (id.endsWith('*')) {
      acknowledgeWildcard(this, resource, id === '*'
        ? 'The service is not named in the template, and a reference to it would be a cycle: what needs the right comes before it.'
        : 'App Runner makes the id behind the name, and what needs the right comes before the service exists.');
    }
  }

  private describe(kind: RightsKind): string {
    if (kind === 'service') return 'Pause and resume App Runner services';
    const known = [...this.resources.values()].filter(id => !Token.isUnresolved(id));
    const hash = createHash('sha256').update(known.join(' ')).digest('hex').slice(0, 16);
    return `Pause and resume ${hash}${this.unknownIds().join('')}`;
  }

  private unknownIds(): string[] {
    return [...this.resources.values()].filter(id => Token.isUnresolved(id));
  }
}

export function describeStack(stack: Stack): PolicyStatement {
  return new PolicyStatement({ actions: ['cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'], resources: [stack.stackId] });
}
