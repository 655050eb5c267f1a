/**
 * What takes how long where nothing measured says so. The same for everybody, so ratios hardly depend on it.
 * Cold starts are left out: they come once per deployment (how long a handler takes to start is a question of its own).
 */
export const COST = {
  /** From sending a request to AWS until its answer is there. */
  awsCallSeconds: 0.06,
  /** What an invocation takes beyond what its code waits for; it is billed. */
  invocationSeconds: 0.02,
  /** From one state of a state machine to the next. */
  transitionSeconds: 0.02,
} as const;

/** What one deployment used. */
export interface Usage {
  appRunnerCalls: number;
  cloudFormationCalls: number;
  transitions: number;
  invocations: number;
  gigabyteSeconds: number;
}

export const noUsage = (): Usage => ({ appRunnerCalls: 0, cloudFormationCalls: 0, transitions: 0, invocations: 0, gigabyteSeconds: 0 });
