import { CfnElement, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { RightOnService } from './right-on-service';
import { deploy, describeStack, pauseAndResume } from './statements';
import type { ServiceStateProvider } from '../provider/service-state-provider';

/**
 * The rights of a role that the app customizes (`Role.customizeRoles`). The CDK makes no policies for it. It reports the
 * statements to the team that makes the role. The report copies a statement when it is added, so they are added when the
 * app is complete, and with references in words.
 */
export class CustomizedRoleReport extends Construct {
  private readonly rights: RightOnService[] = [];
  private reported = false;

  constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.report() });
  }

  public add(right: RightOnService): void {
    this.rights.push(right);
  }

  private report(): string[] {
    if (this.reported) return [];
    this.reported = true;
    const stack = Stack.of(this);
    const resourcesOf = (rights: RightOnService[]): string[] => [...new Set(rights.map(right => inWords(stack, right.resource())))].sort();
    const deployable = resourcesOf(this.rights.filter(({ mayDeploy }) => mayDeploy));
    this.provider.handlerRole.addToPrincipalPolicy(describeStack(stack));
    this.provider.handlerRole.addToPrincipalPolicy(pauseAndResume(resourcesOf(this.rights)));
    if (deployable.length > 0) this.provider.handlerRole.addToPrincipalPolicy(deploy(deployable));
    return [];
  }
}

/** References in the form of the CDK's report, but at any depth of the text. */
function inWords(stack: Stack, text: string): string {
  return Tokenization.reverseString(text).mapTokens({
    mapToken: token => (Reference.isReference(token) ? `(${token.target.node.path}.${token.displayName})` : valueInWords(stack, stack.resolve(token))),
  }).join(new StringConcat()) as string;
}

const PSEUDO_PARAMETERS: Record<string, string> = { 'AWS::AccountId': '(ACCOUNT)', 'AWS::Partition': '(PARTITION)', 'AWS::Region': '(REGION)' };

function valueInWords(stack: Stack, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(part => valueInWords(stack, part)).join(separator);
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
