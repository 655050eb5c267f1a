import type { Outcome } from './custom-resource';
import type { KnownResource, Leftover } from './stack-records';
import { changesAny } from './template';
import type { Properties, Template, TemplateResource } from './template';
import { AwsCallError } from '../../lambda/aws/aws-call-error';
import type { CloudFormation } from '../../lambda/aws/cloud-formation';

/** What CloudFormation cannot change in place, so that it makes another policy first and deletes the old one in the clean-up. */
const REPLACING_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::ManagedPolicy': ['Description', 'ManagedPolicyName', 'Path'],
  'AWS::IAM::RolePolicy': ['PolicyName', 'RoleName'],
  'AWS::IAM::Policy': [],
};

/** Of the policies of the handlers' role. Logging is outside: no promise rests on it. */
const ON_WHAT_WE_CALL = /^(apprunner|cloudformation):/;

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** An action on what the pattern fits. */
type Allowed = (action: string, resource: string) => boolean;

export function isPolicy(type: string): boolean {
  return type in REPLACING_PROPERTIES;
}

/** The policies of a template that say what the handlers may call, without their metadata. */
export function rightsIn({ Resources }: Template): Record<string, TemplateResource> {
  const roles = Object.values(Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && /^index\.(onEvent|isComplete)$/.test(String(Properties?.Handler)))
    .map(({ Properties }) => JSON.stringify((Properties?.Role as { 'Fn::GetAtt': readonly string[] })['Fn::GetAtt'][0]));
  const rights = Object.entries(Resources).filter(([, { Type, Properties = {} }]) => isPolicy(Type)
    && roles.every(role => JSON.stringify(Properties.Roles ?? Properties.RoleName).includes(`{"Ref":${role}}`))
    && statementsOf(Properties).some(({ Action }) => [Action].flat().some(action => ON_WHAT_WE_CALL.test(action))));
  return Object.fromEntries(rights.map(([id, { Metadata, ...rest }]) => [id, rest]));
}

/** The policies that are attached to the handlers' role, as CloudFormation makes, changes and deletes them. IAM needs no time. */
export class Rights {
  private readonly attached = new Map<string, Allowed>();
  private readonly decided = new Map<string, boolean>();
  private made = 0;
  private cancelledPolls = 0;

  /** @param onRefused is called for every call that no attached policy allows */
  constructor(private readonly onRefused: (how: string) => void) {}

  create(logicalId: string, type: string, properties: Properties): Outcome {
    const physicalId = type === 'AWS::IAM::RolePolicy' ? String(properties.PolicyName) : `Stack-${logicalId}-${this.made += 1}`;
    return this.attach(physicalId, properties);
  }

  update({ logicalId, type, physicalId, properties: before }: KnownResource, after: Properties): Outcome {
    if (replacesPolicy(type, before, after)) return this.create(logicalId, type, after);
    return this.attach(physicalId, after);
  }

  delete({ physicalId }: Leftover): void {
    this.attached.delete(physicalId);
    this.decided.clear();
  }

  /** A poll of a cancelled request: a refused call does not matter. It ends when the functions are deleted, together with the last of their policies. */
  async pollCancelled(poll: () => Promise<boolean>): Promise<boolean> {
    if (this.attached.size === 0) return true;
    this.cancelledPolls += 1;
    try {
      return await poll();
    } finally {
      this.cancelledPolls -= 1;
    }
  }

  /** @returns whether an attached policy allows the call */
  allow(action: string, resource: string): boolean {
    const key = `${action} on ${resource}`;
    const decided = this.decided.get(key) ?? [...this.attached.values()].some(allowed => allowed(action, resource));
    this.decided.set(key, decided);
    if (!decided && this.cancelledPolls === 0) this.onRefused(key);
    return decided;
  }

  /** CloudFormation, called with these rights only. */
  over(cloudFormation: CloudFormation): CloudFormation {
    const check = (operation: string, stackId: string): void => {
      const action = `cloudformation:${operation}`;
      if (this.allow(action, stackId)) return;
      const reason = Object.assign(new Error(`User: handlers is not authorized to perform: ${action} on resource: ${stackId}`), { name: 'AccessDenied' });
      throw new AwsCallError(action, stackId, reason, 'propagating');
    };
    return {
      resource: async (stackId, logicalId) => {
        check('DescribeStackResource', stackId);
        return cloudFormation.resource(stackId, logicalId);
      },
      stackStatus: async stackId => {
        check('DescribeStacks', stackId);
        return cloudFormation.stackStatus(stackId);
      },
      isRollbackDisabled: async stackId => {
        check('DescribeStacks', stackId);
        return cloudFormation.isRollbackDisabled(stackId);
      },
      eventsSinceComplete: async stackId => {
        check('DescribeStackEvents', stackId);
        return cloudFormation.eventsSinceComplete(stackId);
      },
    };
  }

  private attach(physicalId: string, properties: Properties): Outcome {
    this.attached.set(physicalId, compiled(properties));
    this.decided.clear();
    return { kind: 'succeeded', physicalId, attributes: {} };
  }
}

export function replacesPolicy(type: string, before: Properties, after: Properties): boolean {
  return changesAny(REPLACING_PROPERTIES[type], before, after);
}

function statementsOf({ PolicyDocument }: Properties): readonly Statement[] {
  return (PolicyDocument as { Statement: readonly Statement[] }).Statement;
}

function compiled(properties: Properties): Allowed {
  const statements = statementsOf(properties).map(({ Action, Resource }) => ({
    actions: [Action].flat(),
    resources: [Resource].flat().map(patternOf),
  }));
  return (action, resource) => statements.some(({ actions, resources }) =>
    actions.includes(action) && resources.some(pattern => pattern.test(resource)));
}

const patterns = new Map<string, RegExp>();

function patternOf(text: string): RegExp {
  const pattern = patterns.get(text) ?? new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
  patterns.set(text, pattern);
  return pattern;
}
