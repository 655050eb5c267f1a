import { DefaultTokenResolver, Reference as TokenReference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { CfnElement, IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { findEntry, templateOf } from './entries';
import { CROSS_REGION_EXPORT, isNonSecretAttribute } from './non-secret-attributes';
import { referencesOf } from './references';
import type { Reference } from './references';

/** Whether the value of a reference is, or may be, a secret. */
export type IsSecret = (reference: Reference) => boolean;

/** Whether a part of a template holds a secret, at any depth. */
export function holdsSecret(value: unknown, isSecret: IsSecret): boolean {
  if (typeof value === 'string') return value.includes('{{resolve');
  if (Array.isArray(value)) return value.some(inner => holdsSecret(inner, isSecret));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value as Record<string, unknown>).some(([name, argument]) =>
    referencesOf(name, argument).some(isSecret) || holdsSecret(argument, isSecret));
}

/**
 * Decides which references in an element are secrets. It goes by the templates, never by the class of a construct,
 * because an app may hold two copies of the CDK. What it does not recognise counts as a secret.
 *
 * @param beside a value that is read together with the element, although it is not part of it
 */
export function secretsIn(element: CfnElement, beside?: unknown): IsSecret {
  const stack = Stack.of(element);
  let handedIn: Set<string> | undefined;
  return reference => {
    if (isSecretOf(stack)(reference)) return true;
    if (!comesFromAnotherStack(reference)) return false;
    handedIn ??= secretsOfOtherStacks(element, beside);
    return handedIn.has(JSON.stringify(reference));
  };
}

function isSecretOf(stack: Stack): IsSecret {
  return reference => {
    const [[name, argument]] = Object.entries(reference);
    switch (name) {
      case 'Ref':
        return isSecretName(stack, argument as string);
      case 'Fn::GetAtt':
        return isSecretAttribute(stack, ...argument as [string, string]);
      case 'Fn::FindInMap':
        return isSecretMapping(stack, (argument as unknown[])[0]);
      default:
        return false; // an export can be read by everybody who may read the stack; exports of this app are looked at in secretsOfOtherStacks
    }
  };
}

/** From a stack that is neither a nested stack of this one nor its parent: the templates of those are followed by name. */
function comesFromAnotherStack(reference: Reference): boolean {
  const [[name, argument]] = Object.entries(reference);
  if (name === 'Fn::GetAtt') return (argument as string[])[1].startsWith(CROSS_REGION_EXPORT);
  return name === 'Fn::ImportValue' || name === 'Fn::GetStackOutput';
}

/** The Ref of a resource is no secret: CloudFormation shows physical ids in every event. */
function isSecretName(stack: Stack, logicalId: string): boolean {
  if (logicalId.startsWith('AWS::')) return false;
  const entry = findEntry(stack, logicalId, 'Parameters', 'Resources');
  if (entry?.section !== 'Parameters') return entry === undefined;
  const { NoEcho, Default } = entry.definition;
  return NoEcho === true || NoEcho === 'true' || holdsSecret(Default, () => false) || isPassedSecret(stack, logicalId);
}

/** Whether the parent of a nested stack passes a secret in this parameter. */
function isPassedSecret(stack: Stack, parameter: string): boolean {
  const nested = stack.nestedStackResource;
  if (!nested || !stack.nestedStackParent) return false;
  const [{ Properties }] = Object.values(templateOf(nested).Resources!) as { Properties?: { Parameters?: Record<string, unknown> } }[];
  return holdsSecret(Properties?.Parameters?.[parameter], secretsIn(nested));
}

function isSecretAttribute(stack: Stack, logicalId: string, attribute: string): boolean {
  const resource = findEntry(stack, logicalId, 'Resources');
  if (!resource || !isNonSecretAttribute(String(resource.definition.Type), attribute)) return true;
  const { element, definition } = resource;
  if (definition.Type === 'AWS::SSM::Parameter' && attribute === 'Value') {
    return holdsSecret((definition.Properties as Record<string, unknown>).Value, secretsIn(element));
  }
  const nested = definition.Type === 'AWS::CloudFormation::Stack' ? nestedStackOf(element) : undefined;
  if (!nested) return false;
  const output = findEntry(nested, attribute.replace('Outputs.', ''), 'Outputs');
  return output !== undefined && holdsSecret(output.definition.Value, secretsIn(output.element));
}

/** The nested stack that a resource deploys, if it is part of the app. */
function nestedStackOf(resource: CfnElement): Stack | undefined {
  const beside = resource.node.scope?.node.scope?.node.children ?? [];
  return beside.find((child): child is Stack => Stack.isStack(child) && child.nestedStackResource === resource);
}

function isSecretMapping(stack: Stack, name: unknown): boolean {
  const mapping = typeof name === 'string' ? findEntry(stack, name, 'Mappings') : undefined;
  return mapping === undefined || holdsSecret(mapping.definition, () => false);
}

/** The secrets of other stacks of the app, in the form that this element's template refers to them: an import, a reader across Regions, a parameter. */
function secretsOfOtherStacks(element: CfnElement, beside: unknown): Set<string> {
  const stack = Stack.of(element);
  const secrets = new Set<string>();
  for (const { target, token } of referencesToOtherStacks(element, beside)) {
    const home = Stack.of(target);
    if (holdsSecret(home.resolve(token), isSecretOf(home))) for (const text of partsOf(stack.resolve(token))) secrets.add(text);
  }
  return secrets;
}

function partsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return [JSON.stringify(value), ...Object.values(value).flatMap(partsOf)];
}

interface ReferenceToOtherStack {
  readonly token: IResolvable;
  readonly target: IConstruct;
}

function referencesToOtherStacks(element: CfnElement, beside: unknown): ReferenceToOtherStack[] {
  const resolver = new ReferenceCollector();
  Tokenization.resolve([element._toCloudFormation(), beside], { scope: element, resolver, preparing: false });
  return resolver.references.filter(({ target }) => Stack.of(target) !== Stack.of(element));
}

/** Collects the references in a value while it is resolved. The result is not used. */
class ReferenceCollector extends DefaultTokenResolver {
  public readonly references: ReferenceToOtherStack[] = [];

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (TokenReference.isReference(token)) this.references.push({ token, target: token.target });
    return super.resolveToken(token, context, postProcessor);
  }
}
