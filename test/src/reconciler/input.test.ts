import { Aspects, Aws, CfnCondition, CfnParameter, CfnResource, Fn, Lazy, Stack, TimeZone } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { declared, inputOf, newStack, OFFICE, office, onlySchedule } from './stack-with-hours';
import { DesiredState, OnDrift, RunningHours, ServiceReference, ServiceState, SpecialDays } from '../../../src';
import type { ReconcileInput } from '../../../src/contract/reconcile-input';
import { imageService, importedService, serviceArn } from '../sample-services';
import { idsOf, STATE, synthesized } from '../synthesized';

const { PAUSED } = DesiredState;
const EVERY_OTHER_MINUTE = [...Array(720).keys()].map(n => [2 * n, 2 * n + 1].map(minute => new Date(minute * 60_000).toISOString().slice(11, 16)).join('-')).join(',');

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
      RunningHours: [OFFICE],
      Declarations: [
        { ServiceArn: `<${fixed}>`, DesiredState: 'PAUSED', OnDrift: 'CORRECT', DeployAfterResume: false },
        { ServiceArn: `<${state}>`, DesiredState: 0, OnDrift: 'TOLERATE', DeployAfterResume: true },
      ],
    });
  });

  test('has the same hours once, also where each declaration has made its own', () => {
    const stack = newStack();
    const texts = ['always', 'Sat 10:00-12:00', 'always', 'always'];
    texts.forEach((text, n) => new ServiceState(stack, `State${n}`, {
      service: importedService(stack, n), desiredState: DesiredState.runningDuring(RunningHours.weekly(text, { timeZone: TimeZone.ETC_UTC })),
    }));
    const { RunningHours: hours, Declarations } = inputOf(synthesized(stack)) as unknown as ReconcileInput;
    expect(hours).toEqual([{ Hours: 'always', TimeZone: 'Etc/UTC' }, { Hours: 'Sat 10:00-12:00', TimeZone: 'Etc/UTC' }]);
    expect(Declarations.map(declaration => declaration?.DesiredState)).toEqual([0, 1, 0, 0]);
  });

  test('has parameters, in hours that stay with their declaration', () => {
    const stack = newStack();
    const hours = RunningHours.weekly(new CfnParameter(stack, 'Hours').valueAsString, { timeZone: TimeZone.of(new CfnParameter(stack, 'Zone').valueAsString) });
    const service = ServiceReference.fromServiceArn(stack, 'ByParameter', new CfnParameter(stack, 'Arn').valueAsString);
    const template = declared({ service, desiredState: DesiredState.runningDuring(hours) }, stack);
    expect(inputOf(template, {}, { Hours: 'never', Zone: 'UTC' }).Declarations).toEqual([
      { ServiceArn: `<${idsOf(template, STATE)[0]}>`, DesiredState: { Hours: 'never', TimeZone: 'UTC' }, OnDrift: 'TOLERATE', DeployAfterResume: false },
    ]);
  });

  test('has hours that another stack tells', () => {
    const stack = newStack();
    const hours = new CfnResource(new Stack(stack.node.root as App, 'Platform'), 'Hours', { type: 'AWS::SSM::Parameter' }).getAtt('Value').toString();
    const desiredState = DesiredState.runningDuring(RunningHours.weekly(hours, { timeZone: TimeZone.ETC_UTC }));
    expect(JSON.stringify(onlySchedule(declared({ desiredState }, stack)).Properties.Target)).toContain('{"Fn::ImportValue":"Platform:ExportsOutputFnGetAttHoursValue');
  });

  test.each(['PAUSED\n', '\r\nPAUSED'])('is JSON also where the parameter is %j, which a deployment takes for PAUSED', value => {
    const stack = newStack();
    const desiredState = DesiredState.of(new CfnParameter(stack, 'Wanted').valueAsString);
    expect(inputOf(declared({ desiredState, onDrift: OnDrift.CORRECT }, stack), {}, { Wanted: value }).Declarations).toMatchObject([{ DesiredState: 'PAUSED' }]);
  });

  test.each([true, false])('has a declaration only if its service exists, which a condition that comes later says is %s', exists => {
    const stack = newStack();
    const service = imageService(stack, 'Shop');
    new ServiceState(stack, 'Shop-State', { service, desiredState: office });
    service.cfnOptions.condition = new CfnCondition(stack, 'Wanted', { expression: Fn.conditionEquals('a', 'b') });
    const imported = new ServiceState(stack, 'Imported-State', { service: importedService(stack), desiredState: office });
    (imported.node.defaultChild as typeof service).addOverride('Condition', 'Wanted');
    const [first, second] = inputOf(synthesized(stack), { Wanted: exists }).Declarations as ({ DesiredState: unknown } | null)[];
    expect([first?.DesiredState, second?.DesiredState]).toEqual(exists ? [0, 0] : [undefined, undefined]);
  });

  test('has no declaration that an aspect has removed', () => {
    const stack = newStack();
    for (const id of ['One', 'Two']) new ServiceState(stack, id, { service: importedService(stack, id.length + stack.node.children.length), desiredState: office });
    stack.node.tryRemoveChild('One');
    expect(inputOf(synthesized(stack)).Declarations).toHaveLength(1);
  });

  const longHours = (days: number, ...more: SpecialDays[]): DesiredState => DesiredState.runningDuring(RunningHours.weekly('always', {
    timeZone: TimeZone.ETC_UTC,
    specialDays: [...more, ...[...Array(days).keys()].map(day => SpecialDays.during(`2026-01-${String(day + 1).padStart(2, '0')}`, EVERY_OTHER_MINUTE))],
  }));

  test('is refused where it is certain that it is too long', () => {
    expect(() => declared({ desiredState: longHours(30) })).toThrow('The declarations of the stack \'Stack\' that are kept between deployments take at least 260445 bytes together, but a Schedule takes 256000 at most. '
      + 'Most of that is running hours: let ServiceStates share them, give special days in a row as one with a first and a last day, or declare some of the services in another stack');
  });

  test('may be longer in the template, where a condition decides which of the declarations exist', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'Sunday').valueAsString;
    const isEurope = new CfnCondition(stack, 'InEurope', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    const state = new ServiceState(stack, 'State', { service: importedService(stack), desiredState: longHours(30, SpecialDays.paused(parameter)) });
    (state.node.defaultChild as CfnResource).cfnOptions.condition = isEurope;
    expect(inputOf(synthesized(stack), { InEurope: false }).Declarations).toEqual([null]);
  });
});

test('A declaration is resolved no more often because a Schedule names it', () => {
  const timesOf = (desiredState: DesiredState): number => {
    const stack = newStack();
    let times = 0;
    const triggers = { build: Lazy.uncachedString({ produce: () => `${times++}` }) };
    declared({ desiredState, triggers }, stack);
    return times;
  };
  expect(timesOf(office)).toBe(timesOf(PAUSED));
});

test('A service of another Region is kept from the Region of the stack', () => {
  const stack = newStack();
  const arn = serviceArn(1, 'ap-northeast-1');
  const template = declared({ service: ServiceReference.fromServiceArn(stack, 'Tokyo', arn) }, stack);
  const [state] = idsOf(template, STATE);
  expect(template.Resources[state].Properties).toMatchObject({ ServiceArn: arn });
  expect(inputOf(template)).toMatchObject({ RunningHours: [OFFICE], Declarations: [{ ServiceArn: `<${state}>`, DesiredState: 0 }] });
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
