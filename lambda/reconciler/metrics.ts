import type { Decision } from './decision';
import { METRIC_NAMESPACE } from '../../src/contract/metrics';
import type { MetricName } from '../../src/contract/metrics';

/** A metric of CloudWatch's embedded format. Its values stand at the root of the same document, beside the dimensions'. */
interface EmbeddedMetrics {
  readonly _aws: {
    /** Milliseconds since 1970. */
    readonly Timestamp: number;
    readonly CloudWatchMetrics: ReadonlyArray<{
      readonly Namespace: string;
      readonly Dimensions: ReadonlyArray<readonly string[]>;
      readonly Metrics: ReadonlyArray<{ readonly Name: MetricName; readonly Unit: 'Count' }>;
    }>;
  };
}

/** What a decision counts as. What is as declared, and what goes on by itself, is none: every metric costs money in the hours that have it. */
export function metricsOf(decision: Decision): MetricName[] {
  switch (decision.kind) {
    case 'nothing':
    case 'wait':
      return [];
    case 'pause':
    case 'resume':
      return [
        decision.kind === 'pause' ? 'Paused' : 'Resumed',
        ...decision.corrects ? ['Corrected' as const] : [],
        ...decision.overdue ? ['Failed' as const] : [],
      ];
    case 'deploy':
      return ['Deployed'];
    case 'drift':
      return ['Drifted'];
    case 'held':
      return ['Held'];
    case 'skip':
      return ['Skipped'];
    case 'give-up':
    case 'failed':
      return ['Failed'];
  }
}

/**
 * @param dimensionSets dimensions with their values; each set has a metric of its own in CloudWatch
 * @returns members for the root of a JSON object, which has to be the whole line
 */
export function embed(
  metrics: readonly MetricName[], count: number, dimensionSets: ReadonlyArray<Readonly<Record<string, string>>>, now: number,
): EmbeddedMetrics | object {
  if (metrics.length === 0) return {};
  return {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{
        Namespace: METRIC_NAMESPACE,
        Dimensions: dimensionSets.map(set => Object.keys(set)),
        Metrics: metrics.map(Name => ({ Name, Unit: 'Count' })),
      }],
    },
    ...Object.assign({}, ...dimensionSets),
    ...Object.fromEntries(metrics.map(name => [name, count])),
  };
}
