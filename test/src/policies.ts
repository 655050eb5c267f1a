import { resourcesOf } from './synthesized';
import type { SynthesizedTemplate } from './synthesized';

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

export interface PolicyDocument {
  readonly Statement: Statement[];
}

export interface ManagedPolicyProperties {
  readonly Description: unknown;
  readonly PolicyDocument: PolicyDocument;
  readonly Roles: unknown[];
}

export function managedPolicies(template: SynthesizedTemplate): ManagedPolicyProperties[] {
  return resourcesOf(template, 'AWS::IAM::ManagedPolicy').map(({ Properties }) => Properties as unknown as ManagedPolicyProperties);
}

/** Every statement of the template's policies: in a role, beside it or managed. Trust policies are left out. */
export function statementsOf(template: SynthesizedTemplate): Statement[] {
  const documents = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap(type => resourcesOf(template, type)).map(({ Properties }) => Properties.PolicyDocument);
  const inline = resourcesOf(template, 'AWS::IAM::Role')
    .flatMap(({ Properties }) => (Properties.Policies ?? []) as { PolicyDocument: unknown }[]).map(policy => policy.PolicyDocument);
  return [...documents, ...inline].flatMap(document => (document as PolicyDocument).Statement);
}

/** The kinds of wildcards in the resources: for services by name, and for versions of a function. */
export function wildcardsIn(statements: Statement[]): string[] {
  const wild = statements.flatMap(({ Resource }) => [Resource].flat()).map(resource => JSON.stringify(resource)).filter(text => text.includes('*'));
  return [...new Set(wild.map(text => {
    if (text.includes(':service/*')) return '*:service/*';
    if (text.includes('function') || /framework|OnEvent|IsComplete/.test(text)) return 'version';
    return text;
  }))].sort();
}

/** How long each intrinsic function may become in AWS, at most. */
const LONGEST: Record<string, string> = {
  'AWS::StackId': `arn:aws:cloudformation:ap-southeast-1:123456789012:stack/${'s'.repeat(128)}/8fe1e103-04f8-4fd2-b0df-550fe98a71fa`,
  'AWS::Partition': 'aws',
  'AWS::Region': 'ap-southeast-1',
  'AWS::AccountId': '123456789012',
};
const LONGEST_ARN = `arn:aws:apprunner:ap-southeast-1:123456789012:service/${'s'.repeat(40)}/8fe1e10304f84fd2b0df550fe98a71fa`;
const SERVICE_ID = LONGEST_ARN.slice(-32);
const LONGEST_NAME = 's'.repeat(40);

/** How many characters IAM counts, at most. A parameter whose id begins with Name is the name of a service, any other one its ARN. */
export function policyLength(value: unknown): number {
  const text = inAws(value);
  return (typeof text === 'string' ? text : JSON.stringify(text)).length;
}

function inAws(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inAws);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument], ...others] = Object.entries(value);
  if (others.length > 0) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inAws(inner)]));
  switch (name) {
    case 'Fn::Join': return (inAws((argument as unknown[])[1]) as string[]).join('');
    case 'Fn::Select': return SERVICE_ID;
    case 'Fn::GetAtt': return LONGEST_ARN;
    case 'Ref': return LONGEST[String(argument)] ?? (String(argument).startsWith('Name') ? LONGEST_NAME : LONGEST_ARN);
    default: throw new Error(`no length known for ${name}`);
  }
}
