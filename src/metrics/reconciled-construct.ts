import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE } from '../contract/metrics';
import type { MetricName } from '../contract/metrics';

/**
 * A construct with metrics of what happens to its services between deployments: those of one service for a
 * `ServiceState`, those of all declarations that use it for a `ServiceStateProvider`.
 *
 * A metric has data only when something happened, so treat missing data as not breaching. Without running hours, and with
 * `OnDrift.TOLERATE`, nothing happens between deployments.
 */
export abstract class ReconciledConstruct extends Construct {
  /** @internal whose metrics they are */
  protected abstract readonly _metricDimensions: Record<string, string>;

  /**
   * A metric by its name.
   *
   * @param metricName one of `Resumed`, `Paused`, `Corrected`, `Drifted`, `Held`, `Deployed`, `Failed` and `Skipped`
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metric(metricName: string, props?: MetricOptions): Metric {
    return new Metric({ namespace: METRIC_NAMESPACE, metricName, dimensionsMap: this._metricDimensions, statistic: 'Sum', ...props }).attachTo(this);
  }

  /**
   * Services that began to be resumed.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricResumed(props?: MetricOptions): Metric {
    return this.metricOf('Resumed', props);
  }

  /**
   * Services that began to be paused.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricPaused(props?: MetricOptions): Metric {
    return this.metricOf('Paused', props);
  }

  /**
   * Services that began to be put back with `OnDrift.CORRECT`, because somebody had paused or resumed them. They count
   * as resumed or paused, too.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricCorrected(props?: MetricOptions): Metric {
    return this.metricOf('Corrected', props);
  }

  /**
   * Services that were found in another state than the desired one with `OnDrift.REPORT`, counted at every look.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricDrifted(props?: MetricOptions): Metric {
    return this.metricOf('Drifted', props);
  }

  /**
   * Services that stay in another state than the desired one with `OnDrift.TOLERATE`, because somebody has paused or
   * resumed them since the last boundary, counted at every look.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricHeld(props?: MetricOptions): Metric {
    return this.metricOf('Held', props);
  }

  /**
   * Deployments that were started after a resume, with `deployAfterResume`.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricDeployed(props?: MetricOptions): Metric {
    return this.metricOf('Deployed', props);
  }

  /**
   * Services that need a person: what was tried did not last, or the service or a right is missing. Counted at every look.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricFailed(props?: MetricOptions): Metric {
    return this.metricOf('Failed', props);
  }

  /**
   * Services that were left to a later look, because the stack was being deployed or App Runner throttled the calls.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricSkipped(props?: MetricOptions): Metric {
    return this.metricOf('Skipped', props);
  }

  private metricOf(metricName: MetricName, props?: MetricOptions): Metric {
    return this.metric(metricName, props);
  }
}
