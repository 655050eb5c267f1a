import { createHash } from 'crypto';
import { Lazy, Stack, Token } from 'aws-cdk-lib';
import type { IResolveContext } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ServiceRight } from './right-on-service';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { haveLastWord, keepDeletable } from '../template/post-processing';
import { acknowledge, suppressPattern, wildcardOn } from '../validation/cdk-nag';

export const ACTIONS = ['apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService'];

/** Forty of the longest ARNs, 130 characters each, and the rest of the policy stay below IAM's 6,144. */
const SERVICES_PER_POLICY = 40;

/** What IAM allows for a description. */
const DESCRIPTION_LENGTH = 1000;

const DESCRIPTION = 'Pause and resume App Runner services';

/** Before the parts that only the deployment knows; short, because they need the room. */
const SHORT_DESCRIPTION = 'Services';

const NAME_LENGTH = 128;

/** What cdk-nag says about them: one pattern, because the template has no room for each service. */
const WILDCARDS = 'AwsSolutions-IAM5';
const SERVICES = /^Resource::arn:.+:apprunner:.+:service\/.*\*$/;

/** What a policy holds, in an order that does not depend on the app's. */
interface Contents {
  readonly resources: string[];
  /** Of the resources as the template has them. */
  readonly hash: string;
}

/**
 * Rights on many services: as few policies as IAM's limits allow, because a role takes ten.
 *
 * CloudFormation updates a policy in place before it updates or deletes what needs it. So this one never changes in
 * place: with other contents it has another logical id. Then the new one is made first, and the old one goes in the
 * clean-up, after a rollback the new one. What only the deployment knows cannot be in a logical id; it stands in the
 * description, which CloudFormation cannot change in place either.
 */
export class SharedRights extends ManagedPolicy {
  private readonly rights: ServiceRight[] = [];

  /** Whether the app is finished, and what was found then: every resource that waits for this policy asks. */
  private isFinished = false;
  private found: Contents | undefined;

  constructor(scope: Construct, id: string, provider: ServiceStateProvider) {
    super(scope, id, {
      roles: [provider.handlerRole],
      description: Lazy.uncachedString({ produce: () => this.describe() }),
      statements: [describeStack(Stack.of(scope))],
    });
    this.addStatements(new PolicyStatement({ actions: ACTIONS, resources: Lazy.uncachedList({ produce: context => this.resourcesIn(context) }) }));
    const policy = this.node.defaultChild as CfnManagedPolicy | undefined;
    if (!policy) return; // the app has no policies synthesized here, although it does where the role is
    this.identifyByContents(policy);
    haveLastWord(policy, definition => {
      keepDeletable(definition);
      definition.Condition = provider._roleCondition(Stack.of(this));
      const { ManagedPolicyName: name } = definition.Properties!;
      if (name === undefined) return;
      // Something has named it, and a name cannot be used by the old policy and the new one.
      const ending = `-${this.contents().hash}`;
      Object.assign(definition.Properties!, {
        ManagedPolicyName: typeof name === 'string' ? name.slice(0, NAME_LENGTH - ending.length) + ending : { 'Fn::Join': ['', [name, ending]] },
        Description: DESCRIPTION,
      });
    });
  }

  public takes({ expectedParts, partLength }: ServiceRight): boolean {
    const taken = this.rights.reduce((length, right) => length + right.expectedParts * (right.partLength + 1), SHORT_DESCRIPTION.length);
    return this.rights.length < SERVICES_PER_POLICY && taken + expectedParts * (partLength + 1) <= DESCRIPTION_LENGTH;
  }

  public add(right: ServiceRight): void {
    this.rights.push(right);
    if (right.wildcard) this.acknowledge(right, right.wildcard());
  }

  /** `overrideLogicalId` changes the beginning of the id only. */
  private identifyByContents(policy: CfnManagedPolicy): void {
    let beginning = (): string => Stack.of(this).getLogicalId(policy).slice(0, 240);
    policy.overrideLogicalId(Lazy.uncachedString({ produce: ({ preparing }) => beginning() + (preparing ? '' : this.contents().hash) }));
    policy.overrideLogicalId = id => { beginning = () => String(Stack.of(this).resolve(id)); };
  }

  /** The CDK prepares when every aspect has been applied; from then on the services stay as they are. */
  private resourcesIn({ preparing }: IResolveContext): string[] {
    if (preparing) {
      this.isFinished = true;
      this.found = undefined;
    }
    return (preparing ? this.findContents() : this.contents()).resources;
  }

  private contents(): Contents {
    if (!this.isFinished) return this.findContents();
    return this.found ??= this.findContents();
  }

  private findContents(): Contents {
    const found = new Map(this.rights.map(right => {
      const resource = right.resource();
      return [JSON.stringify(Stack.of(this).resolve(resource)), resource];
    }));
    const texts = [...found.keys()].sort();
    return {
      resources: texts.map(text => found.get(text)!),
      hash: createHash('sha256').update(texts.join()).digest('hex').slice(0, 8).toUpperCase(),
    };
  }

  private describe(): string {
    const parts = new Map(this.rights.flatMap(({ partLength, ...right }) =>
      right.unknownParts().map(part => [JSON.stringify(part), { part, length: partLength + 1 }])));
    const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
    let length = SHORT_DESCRIPTION.length;
    const fitting = sorted.filter(part => (length += part.length) <= DESCRIPTION_LENGTH);
    return fitting.length === 0 ? DESCRIPTION : [SHORT_DESCRIPTION, ...fitting.map(({ part }) => Token.asString(part))].join(' ');
  }

  private acknowledge(right: ServiceRight, reason: string): void {
    acknowledge(this, { rule: WILDCARDS, findings: () => [wildcardOn(this, right.resource())], reason });
    const policy = this.node.defaultChild as CfnManagedPolicy | undefined;
    if (policy) suppressPattern(policy, WILDCARDS, SERVICES, 'App Runner makes the ids of services, sometimes the names too, and what needs the right comes before the service exists.');
  }
}

export function describeStack(stack: Stack): PolicyStatement {
  return new PolicyStatement({ actions: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'], resources: [stack.stackId] });
}
