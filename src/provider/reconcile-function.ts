import { Lazy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { reconcileFunction } from './functions';
import type { HandlerProps } from './functions';
import { prop } from '../validation/names-by-language';

/** The function that Schedules invoke between deployments. It exists only if a declaration needs it. */
export class ReconcileFunction {
  private made: IFunction | undefined;

  constructor(private readonly provider: Construct, private readonly props: Omit<HandlerProps, 'entryPoint' | 'description'>) {}

  public get(): IFunction {
    return this.made ??= reconcileFunction(this.provider, 'Reconcile', {
      ...this.props, entryPoint: 'reconcile', description: 'App Runner service state: keeps what is declared between deployments',
    });
  }

  /** One of AWS Lambda's own metrics. */
  public metric(metricName: string, props?: MetricOptions): Metric {
    const dimensionsMap = { FunctionName: Lazy.string({ produce: () => this.name() }) };
    return new Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap, statistic: 'Sum', ...props }).attachTo(this.provider);
  }

  private name(): string {
    if (this.made) return this.made.functionName;
    throw new Error(`ServiceStateProvider '${this.provider.node.path}': there is no function between deployments that could have metrics, because no ServiceState needs one. `
      + `Declare running hours or ${prop('onDrift')}, or remove the metric.`);
  }
}
