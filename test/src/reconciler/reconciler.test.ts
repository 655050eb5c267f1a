import { App, Aspects, CfnCondition, CfnParameter, Duration, Fn, NestedStack, RemovalPolicies, Stack, TimeZone } from 'aws-cdk-lib';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DesiredState, OnDrift, RunningHours, ServiceReference, ServiceState, ServiceStateProvider } from '../../../src';
import type { ServiceStateProps } from '../../../src';
import { DependencyGraph } from '../dependency-graph';
import { statementsOf } from '../policies';
import { imageService, importedService, serviceArn } from '../sample-services';
import { idsOf, onlyState, RESUME_FOR_UPDATE, resourcesOf, STATE, synthesized } from '../synthesized';
import type { SynthesizedResource, SynthesizedTemplate } from '../synthesized';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const { RUNNING, PAUSED } = DesiredState;
const office = DesiredState.runningDuring(RunningHours.weekly('Mon-Fri 08:00-18:00', { timeZone: TimeZone.EUROPE_BERLIN }));
const OFFICE = { Hours: 'Mon-Fri 08:00-18:00', TimeZone: 'Europe/Berlin' };

function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

function declared(props: Partial<ServiceStateProps>, stack = newStack()): SynthesizedTemplate {
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: office, ...props });
  return synthesized(stack);
}

function onlySchedule(template: SynthesizedTemplate): SynthesizedResource {
  const schedules = resourcesOf(template, SCHEDULE);
  expect(schedules).toHaveLength(1);
  return schedules[0];
}

/** The input as the function gets it: with values for parameters, and with a stand-in for everything that has one physical id. */
function inputOf(
  template: SynthesizedTemplate, conditions: Record<string, boolean> = {}, parameters: Record<string, string> = {},
): Record<string, unknown> {
  const evaluate = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const [[name, argument]] = Object.entries(value as Record<string, unknown>);
    switch (name) {
      case 'Ref': return parameters[argument as string] ?? `<${String(argument)}>`;
      case 'Fn::Join': return ((argument as unknown[])[1] as unknown[]).map(evaluate).join('');
      case 'Fn::If': return evaluate((argument as unknown[])[conditions[(argument as string[])[0]] ? 1 : 2]);
      default: throw new Error(name);
    }
  };
  return JSON.parse(evaluate((onlySchedule(template).Properties.Target as { Input: unknown }).Input)) as Record<string, unknown>;
}

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

describe('The input of the function', () => {
  test('is what the stack declares', () => {
    const stack = newStack();
    new ServiceState(stack, 'Fixed', { service: importedService(stack, 1), desiredState: PAUSED, onDrift: OnDrift.CORRECT });
    new ServiceState(stack, 'Untouched', { service: importedService(stack, 2), desiredState: PAUSED });
    const template = declared({ service: imageService(stack, 'Shop'), deployAfterResume: true }, stack);
    const [fixed,, state] = idsOf(template, STATE);
    expect(inputOf(template)).toEqual({
      StackId: '<AWS::StackId>',
      ScheduledTime: '<aws.scheduler.scheduled-time>',
      IntervalMinutes: 5,
      Declarations: [
        { ServiceArn: `<${fixed}>`, DesiredState: 'PAUSED', OnDrift: 'CORRECT', DeployAfterResume: false },
        { ServiceArn: `<${state}>`, DesiredState: OFFICE, OnDrift: 'TOLERATE', DeployAfterResume: true },
      ],
    });
  });

  test('has parameters', () => {
    const stack = newStack();
    const hours = RunningHours.weekly(new CfnParameter(stack, 'Hours').valueAsString, { timeZone: TimeZone.of(new CfnParameter(stack, 'Zone').valueAsString) });
    const service = ServiceReference.fromServiceArn(stack, 'ByParameter', new CfnParameter(stack, 'Arn').valueAsString);
    const template = declared({ service, desiredState: DesiredState.runningDuring(hours) }, stack);
    expect(inputOf(template, {}, { Hours: 'never', Zone: 'UTC' }).Declarations).toEqual([
      { ServiceArn: `<${idsOf(template, STATE)[0]}>`, DesiredState: { Hours: 'never', TimeZone: 'UTC' }, OnDrift: 'TOLERATE', DeployAfterResume: false },
    ]);
  });

  test.each([true, false])('has a declaration only if its service exists, which a condition that comes later says is %s', exists => {
    const stack = newStack();
    const service = imageService(stack, 'Shop');
    new ServiceState(stack, 'Shop-State', { service, desiredState: office });
    service.cfnOptions.condition = new CfnCondition(stack, 'Wanted', { expression: Fn.conditionEquals('a', 'b') });
    const imported = new ServiceState(stack, 'Imported-State', { service: importedService(stack), desiredState: office });
    (imported.node.defaultChild as typeof service).addOverride('Condition', 'Wanted');
    const [first, second] = inputOf(synthesized(stack), { Wanted: exists }).Declarations as ({ DesiredState: unknown } | null)[];
    expect([first?.DesiredState, second?.DesiredState]).toEqual(exists ? [OFFICE, OFFICE] : [undefined, undefined]);
  });

  test('has no declaration that an aspect has removed, and without any there is no Schedule', () => {
    const stack = newStack();
    for (const id of ['One', 'Two']) new ServiceState(stack, id, { service: importedService(stack, id.length + stack.node.children.length), desiredState: office });
    stack.node.tryRemoveChild('One');
    expect(inputOf(synthesized(stack)).Declarations).toHaveLength(1);
    const other = newStack();
    new ServiceState(other, 'State', { service: importedService(other), desiredState: office });
    other.node.tryRemoveChild('State');
    expect(resourcesOf(synthesized(other), SCHEDULE)).toEqual([]);
  });
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

  test('has a name in the Metadata of ResumeForUpdate, whether it exists or not', () => {
    const names = [PAUSED, office].map(desiredState => {
      const stack = newStack();
      const template = declared({ service: imageService(stack, 'Shop'), desiredState }, stack);
      const [{ Metadata }] = resourcesOf(template, RESUME_FOR_UPDATE);
      return { name: (Metadata!.AppRunnerState as { ReconcilerLogicalId: string }).ReconcilerLogicalId, schedules: idsOf(template, SCHEDULE) };
    });
    expect(names).toEqual([
      { name: 'AppRunnerReconciler97E7468C', schedules: [] },
      { name: 'AppRunnerReconciler97E7468C', schedules: ['AppRunnerReconciler97E7468C'] },
    ]);
  });
});

describe('The role of the Schedule', () => {
  test('may invoke the one function, and nothing else', () => {
    const template = declared({});
    const [policy] = Object.entries(template.Resources).filter(([id, { Type }]) => id.includes('Reconciler') && Type === 'AWS::IAM::Policy');
    expect(statementsOf({ Resources: Object.fromEntries([policy]) })).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['AppRunnerServiceStateProviderReconcile0D582230', 'Arn'] } },
    ]);
  });

  test('is under the permissions boundary of the provider', () => {
    const stack = newStack();
    ServiceStateProvider.getOrCreate(stack, { permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::123456789012:policy/boundary') });
    expect(resourcesOf(declared({}, stack), 'AWS::IAM::Role').map(({ Properties }) => Properties.PermissionsBoundary)).toEqual(Array(5).fill('arn:aws:iam::123456789012:policy/boundary'));
  });

  test('may be one that the app brings', () => {
    const stack = newStack();
    const ids = ['Reconciler/Role', 'Provider/HandlerRole', 'Provider/FrameworkOnEventRole', 'Provider/FrameworkWaiterRole', 'Provider/Provider/waiter-state-machine/Role'];
    const names = Object.fromEntries(ids.map((id, n) => [id.startsWith('Reconciler') ? `AppRunner${id}` : `AppRunnerServiceState${id}`, `ours-${n}`]));
    Role.customizeRoles(stack, { usePrecreatedRoles: names });
    const template = declared({ deployAfterResume: true }, stack);
    expect(JSON.stringify(onlySchedule(template).Properties.Target)).toContain(':role/ours-0');
    for (const type of ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) expect(resourcesOf(template, type)).toEqual([]);
  });
});

describe('A nested stack', () => {
  test('has a Schedule of its own, which calls the function of its parent and sees whether the root is at rest', () => {
    const stack = newStack();
    const provider = ServiceStateProvider.getOrCreate(stack);
    new ServiceState(stack, 'State', { service: importedService(stack), desiredState: office });
    const nested = new NestedStack(new NestedStack(stack, 'Between'), 'Nested');
    const template = declared({ provider, service: importedService(nested, 1) }, nested);
    expect(inputOf(template)).toMatchObject({ StackId: '<AWS::StackId>', Declarations: [{ ServiceArn: `<${idsOf(template, STATE)[0]}>` }] });
    expect((onlySchedule(template).Properties.Target as { Arn: unknown }).Arn).toEqual({ Ref: expect.stringMatching(/ProviderReconcile\w+Arn$/) as string });
    const root = statementsOf(template).filter(({ Resource }) => JSON.stringify(Resource).includes('StackId') && !JSON.stringify(Resource).includes('AWS::StackId'));
    expect(root).toEqual([{ Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: { Ref: expect.stringMatching(/StackId$/) as string } }]);
    expect(resourcesOf(template, 'AWS::Lambda::Function')).toEqual([]);
    expect(resourcesOf(synthesized(stack), 'AWS::Lambda::Function').filter(({ Properties }) => Properties.Handler === 'index.reconcile')).toHaveLength(1);
  });
});

test('A service of another Region is kept from the Region of the stack', () => {
  const stack = newStack();
  const service = ServiceReference.fromServiceArn(stack, 'Tokyo', serviceArn(1, 'ap-northeast-1'));
  expect(inputOf(declared({ service }, stack)).Declarations).toHaveLength(1);
});

test('What is declared stands in the properties and the Metadata of the state, for people to read', () => {
  const stack = newStack();
  declared({ deployAfterResume: true }, stack);
  expect(onlyState(stack)).toMatchObject({
    Properties: { DesiredState: OFFICE, DeployAfterResume: true },
    Metadata: { AppRunnerState: { DesiredState: OFFICE } },
  });
});

test('An aspect that adds a declaration late has it kept, too', () => {
  const stack = newStack();
  Aspects.of(stack).add({
    visit: node => {
      if (node === stack) new ServiceState(stack, 'Late', { service: importedService(stack), desiredState: office });
    },
  });
  expect(inputOf(synthesized(stack)).Declarations).toHaveLength(1);
});
