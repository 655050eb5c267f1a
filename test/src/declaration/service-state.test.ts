import { App, CfnParameter, Duration, Lazy, MissingRemovalPolicies, SecretValue, Stack, TimeZone } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DesiredState, OnDelete, Reassert, RunningHours, ServiceReference, ServiceState, SpecialDays } from '../../../src';
import type { ServiceStateProps } from '../../../src';
import { imageService, importedService, serviceArn } from '../sample-services';
import { onlyState, STATE, synthesized } from '../synthesized';

const PAUSED = DesiredState.PAUSED;

function declared(props: Partial<ServiceStateProps> = {}, stack = new Stack(new App(), 'Stack')): Stack {
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: PAUSED, ...props });
  return stack;
}

describe('The custom resource', () => {
  test('of a plain declaration has these properties only', () => {
    expect(onlyState(declared())).toMatchObject({
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['AppRunnerServiceStateProviderframeworkonEvent71C9E922', 'Arn'] },
        ServiceTimeout: '3480',
        ServiceArn: serviceArn(),
        DesiredState: 'PAUSED',
        OnDelete: 'LEAVE',
      },
      Metadata: { AppRunnerState: { DesiredState: 'PAUSED', TimeoutSeconds: 1200 } },
    });
    expect(Object.keys(onlyState(declared()).Properties)).toHaveLength(5);
  });

  test('is deleted although an aspect retains resources without a policy', () => {
    const stack = new Stack(new App(), 'Stack');
    MissingRemovalPolicies.of(stack).retain();
    expect(onlyState(declared({}, stack))).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  });

  test('is the default child of the construct', () => {
    const stack = new Stack(new App(), 'Stack');
    const state = new ServiceState(stack, 'State', { service: importedService(stack), desiredState: PAUSED });
    (state.node.defaultChild as CfnResource).addMetadata('Owner', 'shop');
    expect(onlyState(stack)).toMatchObject({ Metadata: { Owner: 'shop' } });
  });

  test.each(Object.values(OnDelete))('hands on onDelete %s', onDelete => {
    expect(onlyState(declared({ onDelete })).Properties.OnDelete).toBe(onDelete);
  });

  test('has the triggers, also tokens', () => {
    const stack = new Stack(new App(), 'Stack');
    const build = new CfnParameter(stack, 'Build');
    expect(onlyState(declared({ triggers: { digest: 'sha256:1', build: build.valueAsString } }, stack)).Properties.Triggers)
      .toEqual({ digest: 'sha256:1', build: { Ref: 'Build' } });
  });

  test('changes with every synthesis only with Reassert.EVERY_SYNTHESIS', () => {
    jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z'), doNotFake: ['nextTick', 'setImmediate'] });
    try {
      expect(onlyState(declared({ reassert: Reassert.EVERY_SYNTHESIS })).Properties.SynthesizedAt).toBe('2026-11-23T12:00:00.000Z');
      expect(onlyState(declared({ reassert: Reassert.ON_CHANGE })).Properties).not.toHaveProperty('SynthesizedAt');
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('The desired state', () => {
  test('may be a parameter, in the metadata too', () => {
    const stack = new Stack(new App(), 'Stack');
    const wanted = new CfnParameter(stack, 'Wanted');
    expect(onlyState(declared({ desiredState: DesiredState.of(wanted.valueAsString) }, stack))).toMatchObject({
      Properties: { DesiredState: { Ref: 'Wanted' } },
      Metadata: { AppRunnerState: { DesiredState: { Ref: 'Wanted' } } },
    });
  });

  test('may be an SSM parameter', () => {
    const stack = new Stack(new App(), 'Stack');
    const desiredState = DesiredState.of(StringParameter.valueForStringParameter(stack, '/shop/state'));
    expect(onlyState(declared({ desiredState }, stack)).Properties.DesiredState).toEqual({ Ref: expect.stringMatching(/^SsmParameterValue/) as string });
  });

  test('may not be a dynamic reference, because CloudFormation does not see changes of its value', () => {
    const desiredState = DesiredState.of(SecretValue.ssmSecure('/shop/state').unsafeUnwrap());
    const hours = RunningHours.weekly(SecretValue.ssmSecure('/shop/hours').unsafeUnwrap(), { timeZone: TimeZone.EUROPE_BERLIN });
    for (const refused of [desiredState, DesiredState.runningDuring(hours)]) {
      expect(() => declared({ desiredState: refused })).toThrow(new Error(
        "ServiceState 'Stack/State': 'desiredState' must not be a dynamic reference, because CloudFormation does not see a change of its value. "
        + 'Use a CfnParameter, or StringParameter.valueForStringParameter.'));
    }
  });
});

describe('The timeout', () => {
  test.each([
    [Duration.minutes(1), 60], [Duration.seconds(90), 90], [Duration.minutes(20), 1200], [Duration.minutes(55), 3300],
  ])('of %s stands in the Metadata, below that of CloudFormation', (timeout, TimeoutSeconds) => {
    expect(onlyState(declared({ timeout }))).toMatchObject({ Metadata: { AppRunnerState: { TimeoutSeconds } }, Properties: { ServiceTimeout: '3480' } });
  });

  test.each([
    [Duration.seconds(0), '0 seconds'], [Duration.seconds(59), '59 seconds'], [Duration.millis(60_500), '1 minute 500 millis'],
    [Duration.seconds(3301), '55 minutes 1 second'], [Duration.hours(1), '1 hour'],
  ])('of %s is refused', (timeout, written) => {
    expect(() => declared({ timeout })).toThrow(new Error("ServiceState 'Stack/State': 'timeout' must be from 1 to 55 minutes in whole seconds, "
      + `because CloudFormation allows a custom resource one hour, but is ${written}`));
  });

  test('may not be a token', () => {
    expect(() => declared({ timeout: Duration.minutes(Lazy.number({ produce: () => 5 })) }))
      .toThrow(new Error("ServiceState 'Stack/State': 'timeout' must be known at synthesis, but is a token"));
  });
});

describe('The service', () => {
  test('may be in another Region of the same account', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
    const service = ServiceReference.fromServiceArn(stack, 'Tokyo', serviceArn(1, 'ap-northeast-1'));
    expect(onlyState(declared({ service }, stack)).Properties.ServiceArn).toBe(serviceArn(1, 'ap-northeast-1'));
  });

  test('may not be in another account', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '999999999999', region: 'eu-west-1' } });
    expect(() => declared({}, stack)).toThrow(new Error("ServiceState 'Stack/State': 'service' is in account 123456789012, "
      + 'but the stack is in 999999999999. Declare its state in a stack of its own account.'));
  });

  test('may be in another stack of the app', () => {
    const app = new App();
    const service = imageService(new Stack(app, 'Services'), 'Shop');
    expect(JSON.stringify(onlyState(declared({ service }, new Stack(app, 'Stack'))).Properties.ServiceArn)).toContain('Fn::ImportValue');
  });
});

describe('A prop of a wrong type is refused, because plain JavaScript checks no types:', () => {
  const advice = "'service' must be a CfnService, ServiceReference.fromServiceArn of an ARN or ServiceReference.fromConstruct of a higher-level construct, but is ";
  const stateAdvice = "'desiredState' must be DesiredState.RUNNING, DesiredState.PAUSED, DesiredState.AS_FOUND, or what DesiredState.of or DesiredState.runningDuring makes, but is ";
  test.each<[string, object, string]>([
    ['for an ARN', { service: serviceArn() }, `${advice}'${serviceArn()}'`],
    ['for a higher-level construct', { service: new Stack() }, `${advice}neither`],
    ['for nothing', { service: undefined }, `${advice}neither`],
    ['for the text of a state', { desiredState: 'PAUSED' }, `${stateAdvice}'PAUSED'`],
    ['for hours without DesiredState.runningDuring', { desiredState: RunningHours.weekly('always', { timeZone: TimeZone.ETC_UTC }) }, `${stateAdvice}another object`],
    ['for special days', { desiredState: SpecialDays.paused('2026-12-24') }, `${stateAdvice}another object`],
    ['for no state', { desiredState: undefined }, `${stateAdvice}undefined`],
    ['for a number of minutes', { timeout: 30 }, "'timeout' must be a Duration, such as Duration.minutes(30), but is 30"],
    ['for what no deletion does', { onDelete: 'STOP' }, "'onDelete' must be LEAVE, RESUME or PAUSE, but is 'STOP'"],
    ['for an unknown drift', { onDrift: 'IGNORE' }, "'onDrift' must be TOLERATE, REPORT or CORRECT, but is 'IGNORE'"],
    ['for a text in place of a wish', { deployAfterResume: 'true' }, "'deployAfterResume' must be true or false, but is 'true'"],
    ['for no props', { service: undefined, desiredState: undefined }, `${advice}neither`],
    ['for a list', { triggers: ['a'] }, "'triggers' must be texts by name, such as { build: '7' }, but is a list"],
    ['for a text', { triggers: 'a' }, "'triggers' must be texts by name, such as { build: '7' }, but is 'a'"],
    ['for a number of minutes', { timeout: 30 }, "'timeout' must be a Duration, such as Duration.minutes(30), but is 30"],
    ['for a number as revision', { revision: 5 }, "'revision' must be a text, such as '2', but is 5"],
    ['for an unknown time to assert', { reassert: 'always' }, "'reassert' must be ON_CHANGE or EVERY_SYNTHESIS, but is 'always'"],
    ['for a wish in small letters', { onDelete: 'pause' }, "'onDelete' must be LEAVE, RESUME or PAUSE, but is 'pause'"],
    ['for null', { onDelete: null }, "'onDelete' must be LEAVE, RESUME or PAUSE, but is null"],
    ['for a text in place of a truth value', { deployThroughPause: 'false' }, "'deployThroughPause' must be true or false, but is 'false'"],
    ['for another provider', { provider: new Stack() }, "'provider' must be a ServiceStateProvider, but is another object"],
    ['for a number', { triggers: { build: 7 } }, "'triggers' must be texts, but 'build' is the number 7"],
  ])('%s', (_, props, message) => {
    expect(() => declared(props as Partial<ServiceStateProps>)).toThrow(new Error(`ServiceState 'Stack/State': ${message}`));
  });
});

test('attributes are those of the custom resource', () => {
  const stack = new Stack(new App(), 'Stack');
  const state = new ServiceState(stack, 'State', { service: importedService(stack), desiredState: PAUSED });
  const [logicalId] = Object.keys(Template.fromStack(stack).findResources(STATE));
  expect(stack.resolve([state.status, state.serviceUrl, state.operationId, state.serviceArn, state.declaredState, state.nextBoundary])).toEqual([
    { 'Fn::GetAtt': [logicalId, 'Status'] },
    { 'Fn::GetAtt': [logicalId, 'ServiceUrl'] },
    { 'Fn::GetAtt': [logicalId, 'OperationId'] },
    { Ref: logicalId },
    { 'Fn::GetAtt': [logicalId, 'DesiredState'] },
    { 'Fn::GetAtt': [logicalId, 'NextBoundary'] },
  ]);
});

test('the same app gives the same template every time', () => {
  const once = (): unknown => {
    const stack = new Stack(new App(), 'Stack');
    new ServiceState(stack, 'Local', { service: imageService(stack, 'Shop'), desiredState: PAUSED });
    return synthesized(declared({ onDelete: OnDelete.PAUSE }, stack));
  };
  expect(once()).toEqual(once());
});
