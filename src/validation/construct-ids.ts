import type { Construct } from 'constructs';
import { prop } from './names-by-language';

/**
 * What this library made under an id before, if anything: it puts constructs where the user's own live.
 *
 * @param mark what all constructs of that kind carry, also those of another copy of this library
 * @throws Error when something else has the id
 */
export function earlierOne<T extends Construct>(scope: Construct, id: string, mark: symbol): T | undefined {
  const child = scope.node.tryFindChild(id);
  if (child === undefined || mark in child) return child as T | undefined;
  throw new Error(`cdk-apprunner-state puts a construct of its own at '${child.node.path}', but another one has that id already. Give that one another id.`);
}

/**
 * @param needs what the id is needed for
 * @throws Error when a construct has the id
 */
export function requireFreeId(scope: Construct, id: string, needs: string): void {
  const child = scope.node.tryFindChild(id);
  if (child === undefined) return;
  throw new Error(`${needs}, but '${child.node.path}' has that id already. Give that construct another id, or set ${prop('deployThroughPause')} to false.`);
}
