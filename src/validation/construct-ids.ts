import { createHash } from 'crypto';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { prop } from './names-by-language';

/**
 * The construct that this library made under an id before, if there is one. It makes some beside constructs of the user.
 *
 * @param mark a member of all constructs of that kind, also of those that another copy of this library made
 * @throws Error when another construct has the id
 */
export function existingConstruct<T extends Construct>(scope: Construct, id: string, mark: symbol): T | undefined {
  const child = scope.node.tryFindChild(id);
  if (child === undefined || mark in child) return child as T | undefined;
  throw new Error(`cdk-apprunner-state puts a construct of its own at '${child.node.path}', but another one has that id already. Give that one another id.`);
}

/**
 * @param purpose the first words of the message: what needs the id, and for what
 * @throws Error when a construct has the id
 */
export function requireFreeId(scope: Construct, id: string, purpose: string): void {
  const child = scope.node.tryFindChild(id);
  if (child === undefined) return;
  throw new Error(`${purpose}, but '${child.node.path}' has that id already. Give that construct another id, or set ${prop('deployThroughPause')} to false.`);
}

/**
 * A part of an id for what serves a construct of another stack. Unlike `node.addr` it goes by the name of that stack, not by
 * its place in the app: the stack may be moved there, and logical ids follow from the id.
 */
export function addressOf({ node: { scopes } }: Construct): string {
  const top = scopes.map(scope => Stack.isStack(scope) && !scope.nested).lastIndexOf(true);
  const path = [(scopes[top] as Stack).stackName, ...scopes.slice(top + 1).map(({ node: { id } }) => id)];
  return createHash('sha256').update(path.join('/')).digest('hex').slice(0, 8);
}
