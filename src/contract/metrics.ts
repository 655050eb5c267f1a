/** The metrics that the reconciler writes and the constructs offer: names that alarms rest on, so they never change. */

export const METRIC_NAMESPACE = 'AppRunnerServiceState';

/**
 * How many services …
 * - Resumed, Paused, Deployed: a tick began to resume, to pause, or to deploy again;
 * - Corrected: of these, it put back because somebody had changed them;
 * - Drifted: differ from their declaration, which is only reported;
 * - Held: differ because somebody wanted it so, and stay until the next boundary or deployment;
 * - Failed: need people: what was tried did not last, or the service or a right is missing;
 * - Skipped: had to be left to a later tick: a stack operation, throttling, or a call without an answer.
 */
export type MetricName = 'Resumed' | 'Paused' | 'Corrected' | 'Drifted' | 'Held' | 'Deployed' | 'Failed' | 'Skipped';

/** The dimension of a provider's metrics: the name of its stack. Two providers of one stack share them. */
export const STACK_DIMENSION = 'StackName';

/** The dimensions of a service's metrics, as App Runner's own metrics have them. */
export const SERVICE_DIMENSIONS = ['ServiceName', 'ServiceID'] as const;
