import { createHash } from 'crypto';
import { CfnParameter, DefaultTokenResolver, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { CfnStack, IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { inputsOf } from './template-inputs';

/** What has to change for CloudFormation to update the service. */
export interface ServiceFingerprint {
  /** Hash of everything in the service's properties that the template itself says. */
  readonly hash: string;
  /** What only CloudFormation knows: the intrinsic functions in the properties, each of them once. */
  readonly inputs: unknown[];
}

/**
 * Reads the service as it will stand in the template, so aspects, tags and overrides count. Call it late.
 *
 * @param revision the user's own word for a change that cannot be seen
 */
export function fingerprintOf(service: CfnService, revision: string | undefined): ServiceFingerprint {
  const template = Tokenization.resolve(service._toCloudFormation(), {
    scope: service,
    resolver: new SecretHidingResolver(),
    preparing: false,
  }) as { Resources: Record<string, { Properties?: unknown }> };
  const [resource] = Object.values(template.Resources);
  const properties = hideSecretReferences(resource.Properties ?? {}, Stack.of(service));
  return {
    hash: createHash('sha256').update(JSON.stringify([properties, revision])).digest('hex').slice(0, 32),
    inputs: inputsOf(properties),
  };
}

/** Stands in the place of a secret, so that its place counts and its value does not. */
const secretNamed = (name: string): string => `NoEcho parameter ${name}`;

/** Resolves tokens as a template does, except for references to secrets. */
class SecretHidingResolver extends DefaultTokenResolver {
  constructor() {
    // Fragments of a string are only hashed or taken apart again, so the shape of the Join does not matter.
    super({ join: (left: unknown, right: unknown) => ({ 'Fn::Join': ['', [left, right].filter(part => part !== undefined)] }) });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && token.target instanceof CfnParameter && isSecret(token.target)) {
      return secretNamed(token.target.node.id);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

/** References that were written as plain JSON, in an override or an included template, are no tokens. */
function hideSecretReferences(value: unknown, stack: Stack): unknown {
  if (Array.isArray(value)) return value.map(inner => hideSecretReferences(inner, stack));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: logicalId } = value as { Ref?: unknown };
  if (typeof logicalId === 'string' && isSecret(parameterNamed(logicalId, stack))) return secretNamed(logicalId);
  return Object.fromEntries(Object.entries(value).map(([key, inner]): [string, unknown] => [key, hideSecretReferences(inner, stack)]));
}

function parameterNamed(logicalId: string, stack: Stack): CfnParameter | undefined {
  return parametersOf(stack).find(parameter => stack.resolve(parameter.logicalId) === logicalId);
}

function parametersOf(scope: Stack): CfnParameter[] {
  return scope.node.findAll().filter((child): child is CfnParameter => child instanceof CfnParameter && child.stack === scope);
}

/** NoEcho itself, or a parameter of a nested stack that a secret of its parent is handed to. */
function isSecret(parameter: CfnParameter | undefined): boolean {
  if (!parameter) return false;
  if (parameter.noEcho || String(parameter.default ?? '').includes('{{resolve:')) return true;
  const parent = parameter.stack.nestedStackParent;
  const nested = parameter.stack.nestedStackResource as CfnStack | undefined;
  if (!parent || !nested) return false;
  const handedOver = parent.resolve(nested.parameters) as Record<string, unknown> | undefined;
  const value = handedOver?.[String(parameter.stack.resolve(parameter.logicalId))];
  return referencedParameters(value).some(name => isSecret(parameterNamed(name, parent))) || JSON.stringify(value ?? '').includes('{{resolve:');
}

function referencedParameters(value: unknown): string[] {
  return inputsOf(value).flatMap(input => {
    const { Ref: name } = input as { Ref?: string };
    return name === undefined ? [] : [name];
  });
}
