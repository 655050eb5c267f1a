import type { IConstruct } from 'constructs';

/** Whether a construct is still part of its tree. One that was removed keeps pointing to its former parent. */
export function isInTree(construct: IConstruct): boolean {
  return construct.node.scopes.every(({ node: { scope, id } }, depth, path) => depth === 0 || scope?.node.tryFindChild(id) === path[depth]);
}
