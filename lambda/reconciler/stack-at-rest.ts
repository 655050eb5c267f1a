/** What a tick may do, as the status of the stack says. */
export interface StackRest {
  /**
   * - act: no operation is under way, and the last one ended well or was rolled back;
   * - report: the last one failed half-way, and the next may go on where it stopped;
   * - nothing: one is under way, or there is nothing that would declare anything.
   */
  readonly allows: 'act' | 'report' | 'nothing';
  readonly reason: string;
}

/** The status of a stack, and of the root of a nested one, as they were when they were asked. */
export interface StackLook {
  readonly own: string;
  /** Undefined for a stack that is not nested. */
  readonly root?: string;
  /** When the creation or last update of the own stack began. */
  readonly deployedAt?: number;
  /** When the first of the two was asked, not when it answered. */
  readonly askedAt: number;
}

/** A deployment can begin behind every look, so an act needs a look that is younger. */
export const FRESH_FOR_MS = 1000;

const AT_REST = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'];
/** Such a stack exists by name only: its resources, the schedule among them, are gone or were never made. */
const WITHOUT_RESOURCES = ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_COMPLETE'];
const FAILED = ['CREATE_FAILED', 'UPDATE_FAILED', 'ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED', 'IMPORT_ROLLBACK_FAILED', 'DELETE_FAILED'];
const UNDER_WAY = [
  'CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'IMPORT_IN_PROGRESS', 'IMPORT_ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS',
];

const CAUTION: readonly StackRest['allows'][] = ['act', 'report', 'nothing'];

/**
 * Whether the stack is at rest. Of a nested stack the root counts as well: only its status covers a whole operation, because
 * CloudFormation updates the nested stacks one after the other.
 *
 * @param declaredAt when the declarations were those of the stack: a short deployment can begin and end behind every look
 */
export function restOf({ own, root, deployedAt = -Infinity }: Omit<StackLook, 'askedAt'>, declaredAt: number = Infinity): StackRest {
  const ownRest = restOfStatus(own, 'the stack');
  const rootRest = root === undefined ? ownRest : restOfStatus(root, 'the root stack');
  const rest = CAUTION.indexOf(rootRest.allows) > CAUTION.indexOf(ownRest.allows) ? rootRest : ownRest;
  if (rest.allows === 'nothing' || deployedAt < declaredAt) return rest;
  return { allows: 'nothing', reason: 'the stack has been deployed since this tick was due, and may declare something else now' };
}

/** What a look allows when it is time to act. */
export function restBeforeActing(look: StackLook, now: number, declaredAt?: number): StackRest {
  const rest = restOf(look, declaredAt);
  if (rest.allows !== 'act' || now - look.askedAt <= FRESH_FOR_MS) return rest;
  return { allows: 'nothing', reason: `the stack was last looked at ${now - look.askedAt} ms ago, and a deployment may have begun since` };
}

function restOfStatus(status: string, stack: string): StackRest {
  if (AT_REST.includes(status)) return { allows: 'act', reason: `${stack} is ${status}` };
  if (FAILED.includes(status)) return { allows: 'report', reason: `${stack} is ${status}, and the next deployment may go on where this one stopped` };
  if (UNDER_WAY.includes(status)) return { allows: 'nothing', reason: `${stack} is ${status}: a stack operation is under way` };
  if (WITHOUT_RESOURCES.includes(status)) return { allows: 'nothing', reason: `${stack} is ${status}: it has no resources, so it declares nothing` };
  if (status === '') return { allows: 'nothing', reason: `CloudFormation did not tell the status of ${stack}` };
  return { allows: 'nothing', reason: `${stack} has the status ${status}, which is not known here` };
}
