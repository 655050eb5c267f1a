/** A point in a deployment: a phase, a resource, and how far its change has got. */
export interface Point {
  /** A no-rollback deployment does not get beyond the first. */
  readonly phase: 'update' | 'rollback' | 'clean-up';
  /** Empty at the end of a phase. */
  readonly logicalId: string;
  /** Number of polls so far while a resource is in progress. */
  readonly at: 'start' | 'end' | number;
}

/** Is called at each point. 'fail' makes another resource of the stack fail there, which cancels the change in progress. */
export type Steering = (point: Point) => 'fail' | void;

export function nameOf({ phase, logicalId, at }: Point): string {
  if (logicalId === '') return `${at} of ${phase}`;
  return at === 'start' ? `${phase}: before ${logicalId}` : `${phase}: ${logicalId}, poll ${at}`;
}
