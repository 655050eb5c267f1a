/**
 * The state machine calls `isComplete` with a request under this key when it wants to know when to look again. Without it, the
 * CDK's Provider framework calls.
 */
export const LOOK = 'Look';

/** The key of how often the state machine has repeated the look. */
export const REPEATED = 'Repeated';

/**
 * The longest time between two looks. A failure must be reported at most 15 s after it happened, and a look takes
 * some of them.
 */
export const LONGEST_SECONDS_TO_LOOK = 14;

/** The error that a look ends with while there is no result: the state machine reads from its name when to look again. */
export function errorNameOfLookIn(seconds: number): string {
  return `LookIn${seconds}Seconds`;
}
