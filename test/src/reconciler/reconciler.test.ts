import { App, CfnResource, Duration, NestedStack, RemovalPolicies, Stack } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { declared, inputOf, newStack, OFFICE, office, onlySchedule, SCHEDULE } from './stack-with-hours';
import { DesiredState, OnDrift, ServiceState, ServiceStateProvider } from '../../../src';
import type { ServiceStateProps } from '../../../src';
import { RECONCILER_LOGICAL_ID } from '../../../src/contract/custom-resources';
import { DependencyGraph } from '../dependency-graph';
import { statementsOf } from '../policies';
import { imageService, importedService } from '../sample-services';
import { idsOf, onlyState, RESUME_FOR_UPDATE, resourcesOf, STATE, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

const { RUNNING, PAUSED } = DesiredState;

describe('Nothing is added for a fixed state that is asserted in deployments only,', () => {
  test.each<[string, Partial<ServiceStateProps>]>([
    ['running', { desiredState: RUNNING }], ['paused', { desiredState: PAUSED, onDrift: OnDrift.TOLERATE }],
    ['running with what was pushed', { desiredState: RUNNING, deployAfterResume: true }],
  ])('%s', (_, props) => {
    const template = declared(props);
    expect(Object.keys(template.Resources)).toHaveLength(16 + 1);
    expect(JSON.stringify(template)).not.toMatch(/Scheduler|index\.reconcile/);
  });
});

describe('Between deployments', () => {
  test.each<[string, Partial<ServiceStateProps>]>([
    ['hours are kept', {}], ['drift is reported', { desiredState: RUNNING, onDrift: OnDrift.REPORT }], ['drift is corrected', { desiredState: PAUSED, onDrift: OnDrift.CORRECT }],
  ])('%s by five more resources', (_, props) => {
    const template = declared(props);
    expect(Object.keys(template.Resources)).toHaveLength(16 + 1 + 5);
    expect(onlySchedule(template)).toMatchObject({
      Properties: {
        ScheduleExpression: 'cron(0/5 * * * ? *)',
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } },
      },
      DeletionPolicy: 'Delete',
    });
    expect(resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')).toMatchObject([{ Properties: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } }]);
  });

  test('many services share one Schedule', () => {
    const stack = newStack();
    for (let n = 0; n < 3; n++) new ServiceState(stack, `State${n}`, { service: importedService(stack, n), desiredState: office });
    const template = synthesized(stack);
    expect(Object.keys(template.Resources)).toHaveLength(16 + 3 + 5);
    expect(inputOf(template).Declarations).toHaveLength(3);
  });

  test.each([[1, '0/1 * * * ? *'], [20, '0/20 * * * ? *'], [60, '0 * * * ? *']])('the clock strikes every %d minutes', (minutes, cron) => {
    const stack = newStack();
    ServiceStateProvider.getOrCreate(stack, { reconcileInterval: Duration.minutes(minutes) });
    const template = declared({}, stack);
    expect(onlySchedule(template).Properties.ScheduleExpression).toBe(`cron(${cron})`);
    expect(inputOf(template).IntervalMinutes).toBe(minutes);
  });
});

test('Without any declaration to keep, because all that needed them were removed, it is as if there had been none', () => {
  const template = (desiredState: DesiredState): SynthesizedTemplate => {
    const stack = newStack();
    const state = new ServiceState(stack, 'State', { service: importedService(stack), desiredState });
    new CfnResource(stack, 'Last', { type: 'AWS::CloudFormation::WaitConditionHandle' }).node.addDependency(ServiceStateProvider.getOrCreate(stack));
    state.node.scope!.node.tryRemoveChild('State');
    return synthesized(stack);
  };
  expect(template(office)).toEqual(template(PAUSED));
});

test('A provider of another stack gives the resources the same ids after its stack has moved', () => {
  const template = (scope: (app: App) => Construct): SynthesizedTemplate => {
    const app = new App();
    const platform = new Stack(scope(app), 'Platform', { stackName: 'Platform' });
    const provider = new ServiceStateProvider(platform, 'Provider');
    return declared({ provider }, new Stack(app, 'Shop'));
  };
  const ids = Object.keys(template(app => app).Resources);
  expect(Object.keys(template(app => new Construct(app, 'Base')).Resources)).toEqual(ids);
  expect(ids.filter(id => /Reconciler|Rights/.test(id)).length).toBeGreaterThan(3);
});

describe('The Schedule', () => {
  test('waits for the states, and no user of the provider or of a state waits for it', () => {
    const stack = newStack();
    const platform = new Construct(stack, 'Platform');
    const provider = new ServiceStateProvider(platform, 'Provider');
    const first = imageService(stack, 'First');
    const state = new ServiceState(stack, 'State', { service: first, desiredState: office, provider });
    const second = imageService(stack, 'Second');
    second.node.addDependency(platform, state);
    new ServiceState(stack, 'StateOfSecond', { service: second, desiredState: office, provider });
    const template = synthesized(stack);
    const graph = new DependencyGraph(template);
    const [schedule] = idsOf(template, SCHEDULE);
    expect(graph.circle()).toEqual([]);
    expect([...graph.waitsFor(schedule)]).toEqual(expect.arrayContaining([...idsOf(template, STATE), ...idsOf(template, 'AWS::IAM::Policy')]));
    expect(Object.keys(template.Resources).filter(id => graph.waitsFor(id).has(schedule))).toEqual([]);
  });

  test('is never retained, nor is the right of its role', () => {
    const stack = newStack();
    RemovalPolicies.of(stack).retain();
    const template = declared({}, stack);
    const ours = Object.entries(template.Resources).filter(([id, { Type }]) => id.includes('Reconciler') && Type !== 'AWS::IAM::Role');
    expect(ours.map(([, { Type }]) => Type).sort()).toEqual(['AWS::IAM::Policy', SCHEDULE]);
    for (const [, resource] of ours) expect(resource).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  test.each<[string, string, string | undefined]>([
    ['that the functions know', '', undefined], ['that is in the Metadata of ResumeForUpdate and State', 'Of', expect.stringMatching(/^Of\w+/) as string],
  ])('has a logical id %s, whether it exists or not; State also says whether it is named in it', (_, prefix, named) => {
    const stacks = [PAUSED, office].map(desiredState => {
      const stack = prefix === '' ? newStack() : new class extends Stack {
        protected allocateLogicalId(element: CfnElement): string {
          return `${prefix}${super.allocateLogicalId(element)}`;
        }
      }(new App(), 'Stack');
      const template = declared({ service: imageService(stack, 'Shop'), desiredState }, stack);
      const both = [RESUME_FOR_UPDATE, STATE].map(type => resourcesOf(template, type)[0].Metadata!.AppRunnerState as Record<string, unknown>);
      const names = both.map(({ ReconcilerLogicalId }) => ReconcilerLogicalId);
      return { names, IsReconciled: both[1].IsReconciled, schedules: idsOf(template, SCHEDULE) };
    });
    expect(stacks).toEqual([
      { names: [named, named], IsReconciled: undefined, schedules: [] },
      { names: [named, named], IsReconciled: true, schedules: [named ?? RECONCILER_LOGICAL_ID] },
    ]);
  });
});

describe('A nested stack', () => {
  test('has a Schedule of its own, which calls the function of its parent and sees whether the root is at rest', () => {
    const stack = newStack();
    const provider = ServiceStateProvider.getOrCreate(stack);
    new ServiceState(stack, 'State', { service: importedService(stack), desiredState: office });
    const nested = new NestedStack(new NestedStack(stack, 'Between'), 'Nested');
    const template = declared({ provider, service: importedService(nested, 1) }, nested);
    expect(inputOf(template)).toMatchObject({ StackId: '<AWS::StackId>', ProviderStackName: 'Stack', Declarations: [{ ServiceArn: `<${idsOf(template, STATE)[0]}>` }] });
    expect((onlySchedule(template).Properties.Target as { Arn: unknown }).Arn).toEqual({ Ref: expect.stringMatching(/ProviderReconcile\w+Arn$/) as string });
    const root = statementsOf(template).filter(({ Resource }) => JSON.stringify(Resource).includes('StackId') && !JSON.stringify(Resource).includes('AWS::StackId'));
    expect(root).toEqual([{ Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: { Ref: expect.stringMatching(/StackId$/) as string } }]);
    expect(resourcesOf(template, 'AWS::Lambda::Function')).toEqual([]);
    expect(resourcesOf(synthesized(stack), 'AWS::Lambda::Function').filter(({ Properties }) => Properties.Handler === 'index.reconcile')).toHaveLength(1);
  });
});

test('A stack that uses the provider of a nested stack that contains it is told the name of that one', () => {
  const outer = new NestedStack(newStack(), 'Outer');
  const provider = ServiceStateProvider.getOrCreate(outer);
  const inner = new NestedStack(outer, 'Inner');
  const { ProviderStackName } = inputOf(declared({ provider, service: importedService(inner, 1) }, inner));
  const [{ Properties }] = resourcesOf(synthesized(outer), 'AWS::CloudFormation::Stack');
  expect((Properties.Parameters as Record<string, unknown>)[String(ProviderStackName).slice(1, -1)]).toEqual({ Ref: 'AWS::StackName' });
});

test('What is declared stands in the properties and the Metadata of the state, for people to read', () => {
  const stack = newStack();
  declared({ deployAfterResume: true }, stack);
  expect(onlyState(stack)).toMatchObject({
    Properties: { DesiredState: OFFICE, DeployAfterResume: true },
    Metadata: { AppRunnerState: { DesiredState: OFFICE } },
  });
});
