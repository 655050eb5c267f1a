import { Stack, Token, Tokenization, Reference } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { IConstruct } from 'constructs';
import { method } from '../validation/names-by-language';
import { lookupsAreOpen } from '../validation/pending-lookups';

interface Declaration {
  readonly by: IConstruct;
  readonly serviceArn: string;
  /** What tells the service from another at once, if anything does. */
  readonly service: string | undefined;
}

const DECLARED = new WeakMap<IConstruct, DeclaredServices>();

/**
 * Two declarations for one service would undo each other with every deployment, so an app may have one.
 *
 * @throws Error when a construct of the same app declared the service before. Where an ARN is a value that may still
 * change, the finished app is refused.
 */
export function declareOnce(by: IConstruct, serviceArn: string): void {
  const app = by.node.root;
  const declared = DECLARED.get(app) ?? new DeclaredServices();
  DECLARED.set(app, declared);
  declared.add({ by, serviceArn, service: identityAtOnce(serviceArn) });
}

class DeclaredServices {
  private readonly declarations: Declaration[] = [];
  private readonly stacks = new Set<Stack>();

  public add(declaration: Declaration): void {
    const { by, service } = declaration;
    const earlier = service !== undefined && this.declarations.find(other => other.service === service && isStillThere(other.by));
    if (earlier && !lookupsAreOpen(by)) throw new Error(twice(by, earlier.by));
    this.declarations.push(declaration);
    const stack = Stack.of(by);
    if (this.stacks.has(stack)) return;
    this.stacks.add(stack);
    stack.node.addValidation({ validate: () => this.declaredAgainIn(stack) });
  }

  /** Each ARN is resolved once for each stack, because an app may have many. */
  private declaredAgainIn(stack: Stack): string[] {
    const first = new Map<string, Declaration>();
    return this.declarations.filter(({ by }) => isStillThere(by)).flatMap(declaration => {
      const service = identityInTheEnd(declaration);
      const earlier = first.get(service);
      if (!earlier) first.set(service, declaration);
      return earlier && Stack.of(declaration.by) === stack && !lookupsAreOpen(stack) ? [twice(declaration.by, earlier.by)] : [];
    });
  }
}

function twice(by: IConstruct, earlier: IConstruct): string {
  return `ServiceState '${by.node.path}': the service has a ServiceState already, '${earlier.node.path}'. `
    + `Declare one state for each service; to switch it, pass a parameter to ${method('DesiredState', 'of')}.`;
}

/** Without resolving a value, because some keep the first one that they give. */
function identityAtOnce(serviceArn: string): string | undefined {
  if (!Token.isUnresolved(serviceArn)) return serviceArn;
  const token = Tokenization.reverse(serviceArn, { failConcat: false });
  if (!Reference.isReference(token)) return undefined;
  return CfnService.isCfnService(token.target) ? token.target.node.addr : `${token.target.node.addr} ${token.displayName}`;
}

/** The same as far as it can be known before a deployment. */
function identityInTheEnd({ by, serviceArn, service }: Declaration): string {
  if (service !== undefined) return service;
  const stack = Stack.of(by);
  const resolved: unknown = stack.resolve(serviceArn);
  return typeof resolved === 'string' ? resolved : `${stack.node.addr} ${JSON.stringify(resolved)}`;
}

/** A construct that is removed from its tree goes on pointing to where it was. */
export function isStillThere(construct: IConstruct): boolean {
  return construct.node.scopes.every(({ node: { scope, id } }, depth, path) => depth === 0 || scope?.node.tryFindChild(id) === path[depth]);
}
