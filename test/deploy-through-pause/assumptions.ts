/** What is assumed about CloudFormation where its behaviour is not known. The promises have to hold under all assumptions. */
export interface Assumptions {
  readonly rollbackOrder: 'dependencies first' | 'dependents first';
  /** A resource whose update gave it another physical id: in a rollback it gets an Update back, or only its new id is dropped. */
  readonly replacedInRollback: 'updated back' | 'dropped';
  /** When a clean-up deletes the former ids of replaced resources: before or after whole resources, apart from dependencies. */
  readonly formerIds: 'first' | 'last';
  /** What a resource whose update failed counts as having, when a later deployment tries again. */
  readonly retriedFrom: 'last success' | 'failed attempt';
  /** How often, and how soon again, a clean-up tries to delete what cannot be deleted. */
  readonly deleteTries: 'one' | 'three at once' | 'three, minutes apart';
  /** Whether a resource may be replaced where rollback is disabled. */
  readonly replacement: 'refused without rollback' | 'allowed';
  /** What DescribeStacks says of rollback while a deployment without it is rolled back after all. */
  readonly rolledBackLater: 'still disabled' | 'enabled';
  /** The RequestId of a request that is made again because it failed. */
  readonly retriedUnder: 'a new id' | 'the id of the first try';
  /** Whether a rollback resolves attributes of other resources to what they were in the template it goes back to, or to what they are now. */
  readonly attributesInRollback: 'as they were' | 'as they are';
  /** What comes of a change in Express mode that fails because something is not ready: documented is that a dependant is tried again. */
  readonly notReady: 'fails' | 'tried again';
  /** Documented is that Express mode waits for a custom resource's answer. The promises rest on that: some break under the other assumption. */
  readonly expressWaitsFor: 'custom resources' | 'nothing';
}

type WithoutRollback = Pick<Assumptions, 'retriedFrom' | 'replacement' | 'rolledBackLater' | 'retriedUnder' | 'attributesInRollback' | 'notReady'>;

const OF_NO_ROLLBACK: readonly WithoutRollback[] = [
  { retriedFrom: 'last success', replacement: 'allowed', rolledBackLater: 'enabled', retriedUnder: 'a new id', attributesInRollback: 'as they were', notReady: 'fails' },
  { retriedFrom: 'last success', replacement: 'refused without rollback', rolledBackLater: 'still disabled', retriedUnder: 'the id of the first try', attributesInRollback: 'as they are', notReady: 'tried again' },
  { retriedFrom: 'failed attempt', replacement: 'allowed', rolledBackLater: 'still disabled', retriedUnder: 'the id of the first try', attributesInRollback: 'as they are', notReady: 'fails' },
  { retriedFrom: 'failed attempt', replacement: 'refused without rollback', rolledBackLater: 'enabled', retriedUnder: 'a new id', attributesInRollback: 'as they were', notReady: 'tried again' },
];

const assume = (
  rollbackOrder: Assumptions['rollbackOrder'],
  replacedInRollback: Assumptions['replacedInRollback'],
  formerIds: Assumptions['formerIds'],
  deleteTries: Assumptions['deleteTries'],
): Assumptions => ({ rollbackOrder, replacedInRollback, formerIds, deleteTries, expressWaitsFor: 'custom resources', ...OF_NO_ROLLBACK[0] });

export const DEFAULT_ASSUMPTIONS = assume('dependencies first', 'updated back', 'last', 'three at once');

/** Combinations for one deployment and its rollback: every pair of answers is among them. */
export const ROLLBACK_ASSUMPTIONS: readonly Assumptions[] = [
  DEFAULT_ASSUMPTIONS,
  assume('dependencies first', 'dropped', 'first', 'one'),
  assume('dependents first', 'updated back', 'first', 'three, minutes apart'),
  assume('dependents first', 'dropped', 'last', 'one'),
];

/** Combinations for a deployment after one that failed and was not rolled back. */
export const ALL_ASSUMPTIONS: readonly Assumptions[] = OF_NO_ROLLBACK.flatMap((_, turn) => ROLLBACK_ASSUMPTIONS.map(
  (known, index): Assumptions => ({ ...known, ...OF_NO_ROLLBACK[(index + turn) % OF_NO_ROLLBACK.length] })));

/** Two combinations, one of each rollback order. Each turn gives two others, so that all are used in the end. */
export function twoOf(assumptions: readonly Assumptions[], turn: number): readonly Assumptions[] {
  return [0, 2].map(step => assumptions[(turn + step) % assumptions.length]);
}
