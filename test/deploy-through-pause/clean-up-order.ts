import type { Assumptions } from './assumptions';
import { isPolicy } from './rights';
import type { Leftover } from './stack-records';
import { inDependencyOrder } from './template';

/**
 * The order of a clean-up. Under all assumptions, a policy goes when nothing is left that depends on it: the
 * custom resources of the CDK itself rest on that.
 *
 * @param former ids of resources that were replaced
 * @param whole resources that are no longer in the template
 */
export function* inCleanUpOrder(former: readonly Leftover[], whole: readonly Leftover[], { formerIds }: Assumptions): Generator<Leftover> {
  const [first, last] = [former, whole].map(latestFirst);
  const left = formerIds === 'first' ? [...first, ...last] : [...last, ...first];
  while (left.length > 0) {
    const next = left.findIndex(({ type, logicalId }) => !isPolicy(type) || left.every(({ dependencies }) => !dependencies.includes(logicalId)));
    yield* left.splice(next, 1);
  }
}

/** A resource is deleted before what it depends on. */
function latestFirst(items: readonly Leftover[]): Leftover[] {
  const of = (id: string): Leftover[] => items.filter(({ logicalId }) => logicalId === id);
  const ids = inDependencyOrder(items.map(({ logicalId }) => logicalId), id => of(id).flatMap(({ dependencies }) => dependencies));
  return ids.reverse().flatMap(of);
}
