import { Stack, Token, Tokenization, Reference } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { IConstruct } from 'constructs';
import { isInTree } from '../template/construct-tree';
import { method } from '../validation/names-by-language';
import { hasPendingLookups } from '../validation/pending-lookups';

interface Declaration {
  readonly by: IConstruct;
  readonly serviceArn: string;
  /** What identifies the service when it is declared, if anything does. */
  readonly service: string | undefined;
}

const DECLARED = new WeakMap<IConstruct, DeclaredServices>();

/**
 * Two declarations for one service would undo each other with every deployment, so an app may have only one.
 *
 * @throws Error when a construct of the same app declared the service before. If the ARN is a value that may still
 * change, the validation of the app fails instead.
 */
export function registerDeclaration(by: IConstruct, serviceArn: string): void {
  const app = by.node.root;
  const declared = DECLARED.get(app) ?? new DeclaredServices();
  DECLARED.set(app, declared);
  declared.add({ by, serviceArn, service: earlyIdentity(serviceArn) });
}

class DeclaredServices {
  private readonly declarations: Declaration[] = [];
  private readonly stacks = new Set<Stack>();

  public add(declaration: Declaration): void {
    const { by, service } = declaration;
    const earlier = service !== undefined && this.declarations.find(other => other.service === service && isInTree(other.by));
    if (earlier && !hasPendingLookups(by)) throw new Error(duplicate(by, earlier.by));
    this.declarations.push(declaration);
    const stack = Stack.of(by);
    if (this.stacks.has(stack)) return;
    this.stacks.add(stack);
    stack.node.addValidation({ validate: () => this.duplicatesIn(stack) });
  }

  /** Resolves each ARN once for each stack, because an app may have many. */
  private duplicatesIn(stack: Stack): string[] {
    const first = new Map<string, Declaration>();
    return this.declarations.filter(({ by }) => isInTree(by)).flatMap(declaration => {
      const service = finalIdentity(declaration);
      const earlier = first.get(service);
      if (!earlier) first.set(service, declaration);
      return earlier && Stack.of(declaration.by) === stack && !hasPendingLookups(stack) ? [duplicate(declaration.by, earlier.by)] : [];
    });
  }
}

function duplicate(by: IConstruct, earlier: IConstruct): string {
  return `ServiceState '${by.node.path}': the service has a ServiceState already, '${earlier.node.path}'. `
    + `Declare one state for each service; to switch it, pass a parameter to ${method('DesiredState', 'of')}.`;
}

/** Resolves no value, because some lazy values keep their first result. */
function earlyIdentity(serviceArn: string): string | undefined {
  if (!Token.isUnresolved(serviceArn)) return serviceArn;
  const token = Tokenization.reverse(serviceArn, { failConcat: false });
  if (!Reference.isReference(token)) return undefined;
  return CfnService.isCfnService(token.target) ? token.target.node.addr : `${token.target.node.addr} ${token.displayName}`;
}

/** The identity in the complete app, as far as it is known before a deployment. */
function finalIdentity({ by, serviceArn, service }: Declaration): string {
  if (service !== undefined) return service;
  const stack = Stack.of(by);
  const resolved: unknown = stack.resolve(serviceArn);
  return typeof resolved === 'string' ? resolved : `${stack.node.addr} ${JSON.stringify(resolved)}`;
}
