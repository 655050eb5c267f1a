import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { DesiredState, OnDrift, ServiceReference, ServiceState, ServiceStateProvider } from '../../../src';
import type { ReconciledConstruct } from '../../../src';
import type { MetricName } from '../../../src/contract/metrics';
import { imageService, importedService } from '../sample-services';
import { synthesized } from '../synthesized';

const PAUSED = DesiredState.PAUSED;

const METHODS: Record<MetricName, (construct: ReconciledConstruct) => Metric> = {
  Resumed: construct => construct.metricResumed(),
  Paused: construct => construct.metricPaused(),
  Corrected: construct => construct.metricCorrected(),
  Drifted: construct => construct.metricDrifted(),
  Held: construct => construct.metricHeld(),
  Deployed: construct => construct.metricDeployed(),
  Failed: construct => construct.metricFailed(),
  Skipped: construct => construct.metricSkipped(),
};

test.each(Object.entries(METHODS))('%s has a method, which sums over five minutes', (name, metricOf) => {
  const metric = metricOf(ServiceStateProvider.getOrCreate(new Stack(new App(), 'Stack')));
  expect(metric).toMatchObject({ namespace: 'AppRunnerServiceState', metricName: name, statistic: 'Sum', dimensions: { StackName: 'Stack' } });
  expect(metric.period.toMinutes()).toBe(5);
});

describe('The metrics of a ServiceState are those of its service,', () => {
  const dimensionsOf = (service: (stack: Stack) => ReturnType<typeof importedService>): unknown => {
    const stack = new Stack(new App(), 'Stack');
    return stack.resolve(new ServiceState(stack, 'State', { service: service(stack), desiredState: PAUSED }).metricFailed({ statistic: 'Maximum' }).dimensions);
  };
  const parts = (arn: unknown): unknown => ({
    ServiceName: { 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] },
    ServiceID: { 'Fn::Select': [2, { 'Fn::Split': ['/', arn] }] },
  });
  test.each<[string, Parameters<typeof dimensionsOf>[0], unknown]>([
    ['imported', stack => importedService(stack), { ServiceName: 'shop-0', ServiceID: '8fe1e10304f84fd2b0df550fe98a7000' }],
    ['of the stack', stack => imageService(stack, 'Shop'), parts({ Ref: 'Shop' })],
    ['by a parameter', stack => ServiceReference.fromServiceArn(stack, 'Shop', new CfnParameter(stack, 'Arn').valueAsString), parts({ Ref: 'Arn' })],
  ])('%s', (_, service, dimensions) => {
    expect(dimensionsOf(service)).toEqual(dimensions);
  });
});

test('The metrics of a provider in a nested stack are those of that stack', () => {
  const nested = new NestedStack(new Stack(new App(), 'Stack'), 'Nested');
  expect(nested.resolve(ServiceStateProvider.getOrCreate(nested).metric('Failed').dimensions)).toEqual({ StackName: { Ref: 'AWS::StackName' } });
});

describe('The metrics of the function between deployments', () => {
  const alarmed = (onDrift: OnDrift): Stack => {
    const stack = new Stack(new App(), 'Stack');
    const provider = ServiceStateProvider.getOrCreate(stack);
    for (const metric of [provider.metricReconcileInvocations(), provider.metricReconcileErrors()]) {
      metric.createAlarm(stack, metric.metricName, { threshold: 1, evaluationPeriods: 3 });
    }
    new ServiceState(stack, 'State', { service: importedService(stack), desiredState: PAUSED, onDrift });
    return stack;
  };

  test("are AWS Lambda's", () => {
    const alarms = Object.values(synthesized(alarmed(OnDrift.CORRECT)).Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    expect(alarms.map(({ Properties }) => [Properties.Namespace, Properties.MetricName, Properties.Dimensions])).toEqual(['Invocations', 'Errors'].map(name =>
      ['AWS/Lambda', name, [{ Name: 'FunctionName', Value: { Ref: 'AppRunnerServiceStateProviderReconcile0D582230' } }]]));
  });

  test('are refused where there is none', () => {
    expect(() => synthesized(alarmed(OnDrift.TOLERATE))).toThrow("ServiceStateProvider 'Stack/AppRunnerServiceStateProvider': there is no function between deployments "
      + "that could have metrics, because no ServiceState needs one. Declare running hours or 'onDrift', or remove the metric.");
  });
});
