import { DefaultTokenResolver, Reference as TokenReference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { CfnElement, IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { entryNamed, textOf } from './entries';
import { CROSS_REGION_EXPORT, isHarmless } from './non-secret-attributes';
import { holdsSecret } from '../through-pause/inputs';
import type { IsSecret, Reference } from '../through-pause/inputs';

/**
 * Tells of the references in an element whether they stand for secrets: by what the templates say, never by the
 * class of a construct, because an app may hold two copies of the CDK. What is not recognised counts as a secret.
 *
 * @param beside what is read together with the element, although it is not part of it
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
        return false; // what a stack hands out is for everybody who may read the stack, unless this app knows better
    }
  };
}

/** Other than from one that is nested in it or that it is nested in: those are looked through by what they say. */
function comesFromAnotherStack(reference: Reference): boolean {
  const [[name, argument]] = Object.entries(reference);
  if (name === 'Fn::GetAtt') return (argument as string[])[1].startsWith(CROSS_REGION_EXPORT);
  return name === 'Fn::ImportValue' || name === 'Fn::GetStackOutput';
}

/** CloudFormation shows the physical id of a resource in every event. */
function isSecretName(stack: Stack, logicalId: string): boolean {
  if (logicalId.startsWith('AWS::')) return false;
  const entry = entryNamed(stack, logicalId, 'Parameters', 'Resources');
  if (entry?.section !== 'Parameters') return entry === undefined;
  const { NoEcho, Default } = entry.text;
  return NoEcho === true || NoEcho === 'true' || holdsSecret(Default, () => false) || isHandedSecret(stack, logicalId);
}

/** Whether the parent of a nested stack gives a secret to this parameter. */
function isHandedSecret(stack: Stack, parameter: string): boolean {
  const nested = stack.nestedStackResource;
  if (!nested || !stack.nestedStackParent) return false;
  const [{ Properties }] = Object.values(textOf(nested).Resources!) as { Properties?: { Parameters?: Record<string, unknown> } }[];
  return holdsSecret(Properties?.Parameters?.[parameter], secretsIn(nested));
}

function isSecretAttribute(stack: Stack, logicalId: string, attribute: string): boolean {
  const resource = entryNamed(stack, logicalId, 'Resources');
  if (!resource || !isHarmless(String(resource.text.Type), attribute)) return true;
  const { element, text } = resource;
  if (text.Type === 'AWS::SSM::Parameter' && attribute === 'Value') {
    return holdsSecret((text.Properties as Record<string, unknown>).Value, secretsIn(element));
  }
  const nested = text.Type === 'AWS::CloudFormation::Stack' ? nestedStackOf(element) : undefined;
  if (!nested) return false;
  const output = entryNamed(nested, attribute.replace('Outputs.', ''), 'Outputs');
  return output !== undefined && holdsSecret(output.text.Value, secretsIn(output.element));
}

/** The stack that a nested stack's resource deploys, if it is part of the app. */
function nestedStackOf(resource: CfnElement): Stack | undefined {
  const beside = resource.node.scope?.node.scope?.node.children ?? [];
  return beside.find((child): child is Stack => Stack.isStack(child) && child.nestedStackResource === resource);
}

function isSecretMapping(stack: Stack, name: unknown): boolean {
  const mapping = typeof name === 'string' ? entryNamed(stack, name, 'Mappings') : undefined;
  return mapping === undefined || holdsSecret(mapping.text, () => false);
}

/** As this element's template writes the secrets of other stacks of the app: exported, read across Regions, handed down. */
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

/** Collects references on the way. What it resolves to is thrown away. */
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
