import { App, ContextProvider, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { DesiredState, RunningHours, ServiceReference, ServiceState, ServiceStateProvider, SpecialDays } from '../../../src';
import type { ServiceStateProps } from '../../../src';
import { serviceArn } from '../sample-services';
import { STATE } from '../synthesized';

const ENV = { account: '123456789012', region: 'eu-west-1' };

type Answers = Record<string, unknown>;
type Build = (stack: Stack) => void;

interface Synthesis {
  readonly asked: { readonly key: string; readonly props: object }[];
  readonly states: Record<string, unknown>[];
}

/** One synthesis, as the CLI makes it: with the answers it has, and back with the questions that are open. */
function synthesize(build: Build, context: Answers): Synthesis {
  const app = new App({ context });
  build(new Stack(app, 'Stack', { env: ENV }));
  const assembly = app.synth();
  const template = assembly.getStackArtifact('Stack').template as { Resources: Record<string, { Type: string; Properties: Record<string, unknown>; Metadata?: Record<string, unknown> }> };
  return {
    asked: (assembly.manifest.missing ?? []).map(({ key, props }) => ({ key, props })),
    states: Object.values(template.Resources).filter(({ Type }) => Type === STATE)
      .map(({ Properties, Metadata }) => ({ ...Metadata?.AppRunnerState as object, ...Properties })),
  };
}

/** The answers to what the first synthesis asks for, by the name of the SSM parameter. */
function answersTo(build: Build, values: Record<string, string>): Answers {
  const { asked } = synthesize(build, {});
  expect(asked).not.toEqual([]);
  return Object.fromEntries(asked.map(({ key, props }) => [key, values[(props as { parameterName: string }).parameterName]]));
}

function declare(scope: Construct, id: string, serviceArnOf: string, props: Partial<ServiceStateProps> = {}): void {
  const service = ServiceReference.fromServiceArn(scope, `${id}Service`, serviceArnOf);
  new ServiceState(scope, `${id}State`, { service, desiredState: DesiredState.PAUSED, ...props });
}

const lookup = (scope: Construct, name: string, defaultValue?: string): string => StringParameter.valueFromLookup(scope, name, defaultValue);

describe('The first synthesis asks for, and the second has,', () => {
  test.each<[string, Build, Record<string, string>, object]>([
    ['the ARN of a service', stack => declare(stack, 'Shop', lookup(stack, '/arn')), { '/arn': serviceArn(1) }, { ServiceArn: serviceArn(1) }],
    ['the id in an ARN', stack => declare(stack, 'Shop', `arn:aws:apprunner:eu-west-1:123456789012:service/shop-1/${lookup(stack, '/id')}`),
      { '/id': serviceArn(1).split('/')[2] }, { ServiceArn: serviceArn(1) }],
    ['an ARN with a default that is none', stack => declare(stack, 'Shop', lookup(stack, '/arn', 'none')), { '/arn': serviceArn(1) }, { ServiceArn: serviceArn(1) }],
    ['an ARN with a default of another account', stack => declare(stack, 'Shop', lookup(stack, '/arn', 'arn:aws:apprunner:eu-west-1:999999999999:service/a/b')),
      { '/arn': serviceArn(1) }, { ServiceArn: serviceArn(1) }],
    ['an ARN in a list', stack => declare(stack, 'Shop', lookup(stack, '/arns').split(',')[1] ?? ''), { '/arns': `x,${serviceArn(1)}` }, { ServiceArn: serviceArn(1) }],
    ['the desired state', stack => declare(stack, 'Shop', serviceArn(1), { desiredState: DesiredState.of(lookup(stack, '/state')) }), { '/state': 'paused' }, { DesiredState: 'PAUSED' }],
    ['the desired state with a default', stack => declare(stack, 'Shop', serviceArn(1), { desiredState: DesiredState.of(lookup(stack, '/state', 'RUNNING')) }),
      { '/state': 'PAUSED' }, { DesiredState: 'PAUSED' }],
    ['the desired state in upper case', stack => declare(stack, 'Shop', serviceArn(1), { desiredState: DesiredState.of(lookup(stack, '/state').toUpperCase()) }),
      { '/state': 'running' }, { DesiredState: 'RUNNING' }],
    ['the minutes to wait', stack => declare(stack, 'Shop', serviceArn(1), { timeout: Duration.minutes(Number(lookup(stack, '/minutes'))) }), { '/minutes': '30' }, { TimeoutSeconds: 1800 }],
    ['running hours and their zone', stack => declare(stack, 'Shop', serviceArn(1), {
      desiredState: DesiredState.runningDuring(RunningHours.weekly(lookup(stack, '/hours'), {
        timeZone: TimeZone.of(lookup(stack, '/zone')), specialDays: [SpecialDays.paused(lookup(stack, '/day'))],
      })),
    }), { '/hours': 'Mon-Fri 08:00-18:00', '/zone': 'Europe/Berlin', '/day': '2026-12-24' },
    { DesiredState: { Hours: 'Mon-Fri 08:00-18:00', TimeZone: 'Europe/Berlin', SpecialDays: [{ First: '2026-12-24', Hours: 'never' }] } }],
    ['a trigger', stack => declare(stack, 'Shop', serviceArn(1), { triggers: { build: lookup(stack, '/build') } }), { '/build': '7' }, { Triggers: { build: '7' } }],
  ])('%s', (_, build, values, expected) => {
    const context = answersTo(build, values);
    const { asked, states } = synthesize(build, context);
    expect(asked).toEqual([]);
    expect(states).toEqual([expect.objectContaining(expected)]);
  });

  test('the ARNs of two services whose dummies are the same', () => {
    const build: Build = stack => ['/one', '/two'].forEach((name, n) => declare(stack, `Shop${n}`, lookup(stack, name, serviceArn(9))));
    const { states } = synthesize(build, answersTo(build, { '/one': serviceArn(1), '/two': serviceArn(2) }));
    expect(states.map(state => state.ServiceArn)).toEqual([serviceArn(1), serviceArn(2)]);
  });

  test('an ARN from a context provider with a dummy of its own', () => {
    const build: Build = stack => declare(stack, 'Shop', ContextProvider.getValue(stack, { provider: 'ssm', props: { parameterName: '/arn' }, dummyValue: 'later', mustExist: true }).value as string);
    expect(synthesize(build, answersTo(build, { '/arn': serviceArn(1) })).states).toEqual([expect.objectContaining({ ServiceArn: serviceArn(1) })]);
  });

  test('the options of the provider', () => {
    const build: Build = stack => {
      ServiceStateProvider.getOrCreate(stack, {
        pollInterval: Duration.seconds(Number(lookup(stack, '/seconds'))),
        memorySize: Number(lookup(stack, '/memory')),
        runtime: new Runtime(lookup(stack, '/runtime')),
      });
    };
    const { asked } = synthesize(build, answersTo(build, { '/seconds': '5', '/memory': '256', '/runtime': 'nodejs22.x' }));
    expect(asked).toEqual([]);
  });

  test('the VPC of the provider', () => {
    const build: Build = stack => {
      ServiceStateProvider.getOrCreate(stack, { vpc: Vpc.fromLookup(stack, 'Vpc', { vpcName: 'shop' }), vpcSubnets: { subnetGroupName: 'functions' } });
      declare(stack, 'Shop', serviceArn(1));
    };
    expect(synthesize(build, {}).asked).toEqual([expect.objectContaining({ props: expect.objectContaining({ filter: expect.objectContaining({ 'tag:Name': 'shop' }) as object }) as object })]);
  });
});

test('hours that look like the dummy of a lookup are refused if the app has no lookups', () => {
  const hours = RunningHours.weekly('dummy-value-for-/hours', { timeZone: TimeZone.ETC_UTC });
  expect(() => synthesize(stack => declare(stack, 'Shop', serviceArn(1), { desiredState: DesiredState.runningDuring(hours) }), {}))
    .toThrow("ServiceState 'Stack/ShopState': RunningHours.weekly: ");
});

test('a state that looks like the dummy of a lookup is refused if the app has no lookups', () => {
  const build: Build = stack => declare(stack, 'Shop', serviceArn(1), { desiredState: DesiredState.of('dummy-value-for-/state') });
  expect(() => synthesize(build, {})).toThrow(new Error("ServiceState 'Stack/ShopState': 'desiredState' must be RUNNING, PAUSED or AS_FOUND, "
    + "or a token that becomes one of them, but is 'dummy-value-for-/state'"));
});

describe('The second synthesis refuses', () => {
  test.each<[string, Build, Record<string, string>, string]>([
    ['a text that is no ARN', stack => declare(stack, 'Shop', lookup(stack, '/arn')), { '/arn': 'shop' }, "'serviceArn' must be the ARN of an App Runner service"],
    ['an ARN of another account', stack => declare(stack, 'Shop', lookup(stack, '/arn')), { '/arn': serviceArn(1).replace('123456789012', '999999999999') },
      "'service' is in account 999999999999, but the stack is in 123456789012"],
    ['a state that is none', stack => declare(stack, 'Shop', serviceArn(1), { desiredState: DesiredState.of(lookup(stack, '/state')) }), { '/state': 'STOPPED' },
      "'desiredState' must be RUNNING, PAUSED or AS_FOUND, or a token that becomes one of them, but is 'STOPPED'"],
    ['hours that are none', stack => declare(stack, 'Shop', serviceArn(1), {
      desiredState: DesiredState.runningDuring(RunningHours.weekly(lookup(stack, '/hours'), { timeZone: TimeZone.ETC_UTC })),
    }), { '/hours': '8-18' }, 'RunningHours.weekly: "8-18"'],
    ['two hours', stack => declare(stack, 'Shop', serviceArn(1), { timeout: Duration.minutes(Number(lookup(stack, '/minutes'))) }), { '/minutes': '120' }, "'timeout' must be from 1 to 55 minutes"],
    ['no number', stack => declare(stack, 'Shop', serviceArn(1), { timeout: Duration.minutes(Number(lookup(stack, '/minutes'))) }), { '/minutes': 'long' }, "'timeout' must be from 1 to 55 minutes"],
    ['two names for one service', stack => ['/one', '/two'].forEach((name, n) => declare(stack, `Shop${n}`, lookup(stack, name))), { '/one': serviceArn(1), '/two': serviceArn(1) },
      "ServiceState 'Stack/Shop1State': the service has a ServiceState already, 'Stack/Shop0State'"],
    ['no memory', stack => { ServiceStateProvider.getOrCreate(stack, { memorySize: Number(lookup(stack, '/memory')) }); }, { '/memory': 'much' }, "'memorySize' must be from 128 to 10240 MiB, but is NaN"],
  ])('%s', (_, build, values, message) => {
    const context = answersTo(build, values);
    expect(() => synthesize(build, context)).toThrow(message);
  });
});
