import { createHash } from 'crypto';
import { Lazy, Stack, Token } from 'aws-cdk-lib';
import type { IResolveContext } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RightOnService } from './right-on-service';
import { describeStack, pauseAndResume } from './statements';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { conditionOfRole } from '../template/never-retained-policies';
import { neverRetain, postProcess } from '../template/post-processing';
import { acknowledge, suppressPattern, wildcardOn } from '../validation/cdk-nag';

/** Forty of the longest ARNs, 130 characters each, and the rest of the policy are shorter than IAM's 6,144 characters. */
const SERVICES_PER_POLICY = 40;

/** IAM's limit. */
const DESCRIPTION_LENGTH = 1000;

const DESCRIPTION = 'Pause and resume App Runner services';

/** The beginning of a description with parts that only the deployment knows. They need the room. */
const SHORT_DESCRIPTION = 'Services';

const NAME_LENGTH = 128;

/** The finding of cdk-nag about them. One pattern, because a list of all services would make the template too large. */
const WILDCARDS = 'AwsSolutions-IAM5';
const SERVICES = /^Resource::arn:.+:apprunner:.+:service\/.*\*$/;

/** The contents of a policy, in an order that does not depend on the order in the app. */
interface Contents {
  readonly resources: string[];
  /** Of the resources as they are in the template. */
  readonly hash: string;
}

/**
 * A managed policy for many services, because a role can have ten of them only.
 *
 * CloudFormation updates a policy in place before it updates or deletes what needs the old contents. So this policy never
 * changes in place: with other contents it has another logical id. CloudFormation then creates the new policy first and
 * deletes the old one in the clean-up, or after a rollback the new one. What only the deployment knows cannot be in a
 * logical id. It is in the description, which CloudFormation cannot change in place either.
 */
export class SharedPolicy extends ManagedPolicy {
  private readonly rights: RightOnService[] = [];

  /** Once the app is complete, the contents are kept, because every resource that depends on this policy reads them. */
  private isComplete = false;
  private found: Contents | undefined;

  /** While the contents are being found, somebody may ask for the logical id: a service that depends on this policy is read as a whole. */
  private isFinding = false;

  constructor(scope: Construct, id: string, provider: ServiceStateProvider, private readonly mayDeploy: boolean) {
    super(scope, id, {
      roles: [provider.handlerRole],
      description: Lazy.uncachedString({ produce: () => this.describe() }),
      statements: [describeStack(Stack.of(scope))],
    });
    this.addStatements(pauseAndResume(Lazy.uncachedList({ produce: context => this.resourcesIn(context) }), mayDeploy));
    const policy = this.node.defaultChild as CfnManagedPolicy | undefined;
    if (!policy) return; // the app customizes the roles of this stack, but not those of the stack with the role
    this.identifyByContents(policy);
    postProcess(policy, definition => {
      neverRetain(definition);
      definition.Condition = conditionOfRole(provider.handlerRole, Stack.of(this));
      const { ManagedPolicyName: name } = definition.Properties!;
      if (name === undefined) return;
      // An aspect has named it. The old and the new policy cannot have the same name.
      const ending = `-${this.contents().hash}`;
      Object.assign(definition.Properties!, {
        ManagedPolicyName: typeof name === 'string' ? name.slice(0, NAME_LENGTH - ending.length) + ending : { 'Fn::Join': ['', [name, ending]] },
        Description: DESCRIPTION,
      });
    });
  }

  public takes({ expectedParts, partLength }: RightOnService): boolean {
    const taken = this.rights.reduce((length, right) => length + right.expectedParts * (right.partLength + 1), SHORT_DESCRIPTION.length);
    return this.rights.length < SERVICES_PER_POLICY && taken + expectedParts * (partLength + 1) <= DESCRIPTION_LENGTH;
  }

  public add(right: RightOnService): void {
    this.rights.push(right);
    if (right.wildcard) this.acknowledge(right, right.wildcard());
  }

  /** Puts a hash into the logical id. `overrideLogicalId` then changes only what comes before it. */
  private identifyByContents(policy: CfnManagedPolicy): void {
    let beginning = (): string => Stack.of(this).getLogicalId(policy).slice(0, 240);
    policy.overrideLogicalId(Lazy.uncachedString({ produce: ({ preparing }) => beginning() + (preparing || this.isFinding ? '' : this.contents().hash) }));
    policy.overrideLogicalId = id => { beginning = () => String(Stack.of(this).resolve(id)); };
  }

  /** The CDK prepares after every aspect has been applied. From then on the services do not change. */
  private resourcesIn({ preparing }: IResolveContext): string[] {
    if (preparing) {
      this.isComplete = true;
      this.found = undefined;
    }
    return (preparing ? this.findContents() : this.contents()).resources;
  }

  private contents(): Contents {
    if (!this.isComplete) return this.findContents();
    return this.found ??= this.findContents();
  }

  private findContents(): Contents {
    const found = this.findResources();
    const texts = [...found.keys()].sort();
    return {
      resources: texts.map(text => found.get(text)!),
      hash: createHash('sha256').update(texts.join() + (this.mayDeploy ? ' deploy' : '')).digest('hex').slice(0, 8).toUpperCase(),
    };
  }

  /** By what they are in the template. */
  private findResources(): Map<string, string> {
    this.isFinding = true;
    try {
      return new Map(this.rights.map(right => {
        const resource = right.resource();
        return [JSON.stringify(Stack.of(this).resolve(resource)), resource];
      }));
    } finally {
      this.isFinding = false;
    }
  }

  private describe(): string {
    const parts = new Map(this.rights.flatMap(({ partLength, ...right }) =>
      right.unknownParts().map(part => [JSON.stringify(part), { part, length: partLength + 1 }])));
    const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, part]) => part);
    let length = SHORT_DESCRIPTION.length;
    const fitting = sorted.filter(part => (length += part.length) <= DESCRIPTION_LENGTH);
    return fitting.length === 0 ? DESCRIPTION : [SHORT_DESCRIPTION, ...fitting.map(({ part }) => Token.asString(part))].join(' ');
  }

  private acknowledge(right: RightOnService, reason: string): void {
    acknowledge(this, { rule: WILDCARDS, findings: () => [wildcardOn(this, right.resource())], reason });
    const policy = this.node.defaultChild as CfnManagedPolicy | undefined;
    if (policy) suppressPattern(policy, WILDCARDS, SERVICES, 'App Runner makes the ids of services, sometimes the names too, and what needs the right comes before the service exists.');
  }
}
