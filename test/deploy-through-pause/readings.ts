/** What is not known about CloudFormation: every scenario has to come out right in every reading. */
export interface Readings {
  readonly rollbackOrder: 'dependencies first' | 'dependents first';
  /** A resource whose update gave it another physical id: in a rollback it gets an Update back, or only its new id is dropped. */
  readonly replacedInRollback: 'updated back' | 'dropped';
  /** When a clean-up deletes the former ids of replaced resources: before or after whole resources, apart from dependencies. */
  readonly formerIds: 'first' | 'last';
  /** What a resource whose update failed counts as having, when a later deployment tries again. */
  readonly retriedFrom: 'last success' | 'failed attempt';
  /** How often, and how soon again, a clean-up tries to delete what cannot be deleted. */
  readonly deleteTries: 'one' | 'three at once' | 'three, minutes apart';
}

const reading = (
  rollbackOrder: Readings['rollbackOrder'],
  replacedInRollback: Readings['replacedInRollback'],
  formerIds: Readings['formerIds'],
  deleteTries: Readings['deleteTries'],
): Readings => ({ rollbackOrder, replacedInRollback, formerIds, deleteTries, retriedFrom: 'last success' });

export const SOME_READING = reading('dependencies first', 'updated back', 'last', 'three at once');

/** Those that matter to one deployment and its rollback: every pair of answers is among them. */
export const ROLLBACK_READINGS: readonly Readings[] = [
  SOME_READING,
  reading('dependencies first', 'dropped', 'first', 'one'),
  reading('dependents first', 'updated back', 'first', 'three, minutes apart'),
  reading('dependents first', 'dropped', 'last', 'one'),
];

/** Those that matter to a deployment after one that failed and was not rolled back. */
export const ALL_READINGS: readonly Readings[] = [
  ...ROLLBACK_READINGS,
  ...ROLLBACK_READINGS.map((known): Readings => ({ ...known, retriedFrom: 'failed attempt' })),
];

/** Two of them, with both orders among them; others at the next turn, so that in the end everything has met every reading. */
export function twoOf(readings: readonly Readings[], turn: number): readonly Readings[] {
  return [0, 2].map(step => readings[(turn + step) % readings.length]);
}
