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
  /** The most executions of functions at one moment. */
  executionsAtOnce: number;
}

export const noUsage = (): Usage =>
  ({ appRunnerCalls: 0, cloudFormationCalls: 0, transitions: 0, invocations: 0, gigabyteSeconds: 0, executionsAtOnce: 0 });

/**
 * US dollars in us-east-1, without the free tiers. Sources: Scheduler: https://cloudburn.io/blog/amazon-eventbridge-pricing;
 * Lambda: https://cloudchipr.com/blog/aws-lambda-pricing; logs and metrics: https://aws.amazon.com/cloudwatch/pricing/
 */
const PRICES = {
  schedulerInvocation: 1 / 1_000_000,
  lambdaRequest: 0.2 / 1_000_000,
  /** On ARM. */
  gigabyteSecond: 0.0000133334,
  logByte: 0.5 / 1_000_000_000,
  /** A custom metric is 0.30 for a month, and is billed for the hours in which it has data. */
  metricHour: 0.3 / 744,
} as const;

/** What Lambda itself writes to the log for each invocation. */
const LAMBDA_LOG_BYTES = 1000;

/** What schedules and their functions used. */
export interface ScheduledUsage extends Usage {
  schedulerInvocations: number;
  /** Bytes that the functions wrote themselves. */
  logBytes: number;
  /** Custom metrics with data, each once for each hour. */
  readonly metrics: Set<string>;
}

export const noScheduledUsage = (): ScheduledUsage => ({ ...noUsage(), schedulerInvocations: 0, logBytes: 0, metrics: new Set() });

/** In US dollars. Calls of App Runner and CloudFormation are free. */
export function priceOf({ schedulerInvocations, invocations, gigabyteSeconds, logBytes, metrics }: ScheduledUsage): number {
  return schedulerInvocations * PRICES.schedulerInvocation
    + invocations * PRICES.lambdaRequest
    + gigabyteSeconds * PRICES.gigabyteSecond
    + (logBytes + invocations * LAMBDA_LOG_BYTES) * PRICES.logByte
    + metrics.size * PRICES.metricHour;
}
