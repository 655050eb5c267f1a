/** Where CloudFormation is in its work: what it does to which resource, and how far it has got with it. */
export interface Moment {
  /** A no-rollback deployment does not get beyond the first. */
  readonly phase: 'update' | 'rollback' | 'clean-up';
  /** Empty at the end of a phase. */
  readonly logicalId: string;
  /** Number of polls so far while a resource is in progress. */
  readonly at: 'start' | 'end' | number;
}

/** Whoever steers a scenario. 'fail' lets another resource of the stack fail at this moment, which cancels what is in progress. */
export type Steering = (moment: Moment) => 'fail' | void;

export function nameOf({ phase, logicalId, at }: Moment): string {
  if (logicalId === '') return `${at} of ${phase}`;
  return at === 'start' ? `${phase}: before ${logicalId}` : `${phase}: ${logicalId}, poll ${at}`;
}
