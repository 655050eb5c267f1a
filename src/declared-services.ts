import { Stack, Token, Tokenization, Reference } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { IConstruct } from 'constructs';
import { lookupsAreOpen } from './lookups';

const DECLARED = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Two declarations for one service would undo each other with every deployment, so an app may have one.
 *
 * @throws Error when a construct of the same app declared the service before
 */
export function declareOnce(declaration: IConstruct, serviceArn: string): void {
  const app = declaration.node.root;
  const declared = DECLARED.get(app) ?? new Map<string, string>();
  DECLARED.set(app, declared);
  const identity = identityOf(declaration, serviceArn);
  const earlier = declared.get(identity);
  if (earlier !== undefined && !lookupsAreOpen(declaration)) {
    throw new Error(`ServiceState '${declaration.node.path}': the service has a ServiceState already, '${earlier}'. `
      + 'Declare one state for each service; to switch it, pass a parameter to DesiredState.of.');
  }
  declared.set(identity, declaration.node.path);
}

/** What tells one service from another, as far as that can be known before a deployment. */
function identityOf(declaration: IConstruct, serviceArn: string): string {
  if (!Token.isUnresolved(serviceArn)) return serviceArn;
  const token = Tokenization.reverseCompleteString(serviceArn);
  if (Reference.isReference(token)) return CfnService.isCfnService(token.target) ? token.target.node.addr : `${token.target.node.addr} ${token.displayName}`;
  return `${Stack.of(declaration).node.addr} ${JSON.stringify(Stack.of(declaration).resolve(serviceArn))}`;
}
