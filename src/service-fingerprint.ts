import { createHash } from 'crypto';
import { CfnMapping, CfnParameter, DefaultTokenResolver, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { CfnStack, IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { holdsSecret, inputsOf } from './template-inputs';
import type { IsSecret } from './template-inputs';

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
  const properties = resource.Properties ?? {};
  return {
    hash: createHash('sha256').update(JSON.stringify([properties, revision])).digest('hex').slice(0, 32),
    // Walks the whole stack for its secrets, which the hash has no need of.
    get inputs() { return inputsOf(properties, secretsOf(Stack.of(service))); },
  };
}

/** Resolves tokens as a template does, except for references to secrets, of this stack or another. */
class SecretHidingResolver extends DefaultTokenResolver {
  constructor() {
    // Fragments of a string are only hashed or taken apart again, so the shape of the Join does not matter.
    super({ join: (left: unknown, right: unknown) => ({ 'Fn::Join': ['', [left, right].filter(part => part !== undefined)] }) });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && token.target instanceof CfnParameter && isSecretParameter(token.target)) {
      return { Ref: `${NO_ECHO}${token.target.node.id}` };
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

/** No logical id begins like this, so the place of a secret counts and nothing can refer to it. */
const NO_ECHO = 'NoEcho parameter ';

/** References that were written as plain JSON, in an override or an included template, are no tokens: they go by name. */
function secretsOf(stack: Stack): IsSecret {
  const named = new Map<string, CfnParameter | CfnMapping>();
  for (const child of stack.node.findAll()) {
    if ((child instanceof CfnParameter || child instanceof CfnMapping) && child.stack === stack) {
      named.set(String(stack.resolve(child.logicalId)), child);
    }
  }
  return logicalId => {
    if (logicalId.startsWith(NO_ECHO)) return true;
    const element = named.get(logicalId);
    if (element instanceof CfnParameter) return isSecretParameter(element);
    return element !== undefined && holdsSecret(stack.resolve(element._toCloudFormation()), () => false);
  };
}

/** NoEcho itself, or a parameter of a nested stack that a secret of its parent is handed to. */
function isSecretParameter(parameter: CfnParameter): boolean {
  const { stack } = parameter;
  if (parameter.noEcho || holdsSecret(parameter.default, () => false)) return true;
  const parent = stack.nestedStackParent;
  const nested = stack.nestedStackResource as CfnStack | undefined;
  if (!parent || !nested) return false;
  const handedOver = parent.resolve(nested.parameters) as Record<string, unknown> | undefined;
  return holdsSecret(handedOver?.[String(stack.resolve(parameter.logicalId))], secretsOf(parent));
}
