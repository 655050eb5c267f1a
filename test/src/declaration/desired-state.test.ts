import { CfnParameter, Stack } from 'aws-cdk-lib';
import { DesiredState, OnDelete, OnDrift, Reassert, SpecialDays } from '../../../src';

describe('DesiredState.of', () => {
  test.each([
    ['RUNNING', DesiredState.RUNNING], ['running', DesiredState.RUNNING], [' Paused ', DesiredState.PAUSED], ['PAUSED', DesiredState.PAUSED], ['as_found', DesiredState.AS_FOUND],
  ])('takes %j', (text, state) => {
    expect(DesiredState.of(text)).toBe(state);
  });

  test.each(['', 'PAUSE', 'STOPPED', 'RUNNING, PAUSED', 'AS FOUND'])('refuses %j', text => {
    expect(() => DesiredState.of(text)).toThrow(new Error(`'desiredState' must be RUNNING, PAUSED or AS_FOUND, or a token that becomes one of them, but is '${text}'`));
  });

  test.each(['always', 'Mon-Fri 08:00-18:00'])('says where %j belongs', text => {
    expect(() => DesiredState.of(text)).toThrow(`but is '${text}'; running hours are declared with DesiredState.runningDuring`);
  });

  test('leaves a token to the deployment', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'Shop');
    expect(stack.resolve(DesiredState.of(parameter.valueAsString)._property)).toEqual({ Ref: 'Shop' });
  });
});

describe('Plain JavaScript checks no types, so DesiredState.runningDuring refuses', () => {
  test.each<[string, unknown, string]>([
    ['a text', 'always', "'always'"], ['another state', DesiredState.PAUSED, 'another object'], ['special days', SpecialDays.paused('2026-12-24'), 'another object'],
  ])('%s', (_, hours, described) => {
    expect(() => DesiredState.runningDuring(hours as never)).toThrow(new Error(`DesiredState.runningDuring: 'hours' must be what RunningHours.weekly makes, but is ${described}`));
  });
});

test('the values in templates are words of the public contract', () => {
  expect([DesiredState.RUNNING, DesiredState.PAUSED, DesiredState.AS_FOUND].map(({ _property }) => _property)).toEqual(['RUNNING', 'PAUSED', 'AS_FOUND']);
  expect(Object.values(OnDelete)).toEqual(['LEAVE', 'RESUME', 'PAUSE']);
  expect(Object.values(OnDrift)).toEqual(['TOLERATE', 'REPORT', 'CORRECT']);
  expect(Object.values(Reassert)).toEqual(['ON_CHANGE', 'EVERY_SYNTHESIS']);
});
