import { CfnElement, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceRight } from './right-on-service';
import { ACTIONS, describeStack } from './shared-policy';
import type { ServiceStateProvider } from '../provider/service-state-provider';

/**
 * Rights of a role that the app customizes (`Role.customizeRoles`): they are no policies but lines of the CDK's report,
 * for the team that makes the role. The report takes a copy of what it is told, so it is told late, and in words.
 */
export class ReportedRights extends Construct {
  private readonly rights: ServiceRight[] = [];
  private reported = false;

  constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.report() });
  }

  public add(right: ServiceRight): void {
    this.rights.push(right);
  }

  private report(): string[] {
    if (this.reported) return [];
    this.reported = true;
    const stack = Stack.of(this);
    const resources = new Set(this.rights.map(right => inWords(stack, right.resource())));
    this.provider.handlerRole.addToPrincipalPolicy(describeStack(stack));
    this.provider.handlerRole.addToPrincipalPolicy(new PolicyStatement({ actions: ACTIONS, resources: [...resources].sort() }));
    return [];
  }
}

/** As the CDK writes a reference in that report, but whatever the text is made of. */
function inWords(stack: Stack, text: string): string {
  return Tokenization.reverseString(text).mapTokens({
    mapToken: token => (Reference.isReference(token) ? `(${token.target.node.path}.${token.displayName})` : words(stack, stack.resolve(token))),
  }).join(new StringConcat()) as string;
}

const PSEUDO_PARAMETERS: Record<string, string> = { 'AWS::AccountId': '(ACCOUNT)', 'AWS::Partition': '(PARTITION)', 'AWS::Region': '(REGION)' };

function words(stack: Stack, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(part => words(stack, part)).join(separator);
    }
    case 'Ref':
      return PSEUDO_PARAMETERS[String(argument)] ?? `(${pathOf(stack, String(argument))}.Ref)`;
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = argument as string[];
      return `(${pathOf(stack, logicalId)}.${attribute})`;
    }
    default:
      return `(${JSON.stringify(value)})`;
  }
}

function pathOf(stack: Stack, logicalId: string): string {
  const elements = stack.node.findAll().filter((construct): construct is CfnElement => CfnElement.isCfnElement(construct));
  return elements.find(element => element.stack === stack && stack.resolve(element.logicalId) === logicalId)?.node.path ?? logicalId;
}
