import { Lazy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { reconcileFunction } from './functions';
import type { HandlerProps } from './functions';
import { keepOnlyIf } from '../template/optional-resources';
import { prop } from '../validation/names-by-language';

/** The function that Schedules invoke between deployments. It exists only if a declaration needs it. */
export class ReconcileFunction {
  private made: IFunction | undefined;

  private readonly users: (() => boolean)[] = [];

  constructor(private readonly provider: Construct, private readonly props: Omit<HandlerProps, 'entryPoint' | 'description'>) {}

  /** @param isNeeded whether the caller still needs it; called late */
  public get(isNeeded: () => boolean): IFunction {
    this.users.push(isNeeded);
    return this.made ??= this.make();
  }

  /** One of AWS Lambda's own metrics. */
  public metric(metricName: string, props?: MetricOptions): Metric {
    const dimensionsMap = { FunctionName: Lazy.string({ produce: () => this.name() }) };
    return new Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap, statistic: 'Sum', ...props }).attachTo(this.provider);
  }

  private make(): IFunction {
    const made = reconcileFunction(this.provider, 'Reconcile', {
      ...this.props, entryPoint: 'reconcile', description: 'App Runner service state: keeps what is declared between deployments',
    });
    keepOnlyIf(() => this.isNeeded(), made);
    return made;
  }

  private isNeeded(): boolean {
    return this.users.some(isNeeded => isNeeded());
  }

  private name(): string {
    if (this.made && this.isNeeded()) return this.made.functionName;
    throw new Error(`ServiceStateProvider '${this.provider.node.path}': there is no function between deployments that could have metrics, because no ServiceState needs one. `
      + `Declare running hours or ${prop('onDrift')}, or remove the metric.`);
  }
}
