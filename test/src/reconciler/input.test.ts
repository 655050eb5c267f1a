import { Aspects, CfnCondition, CfnParameter, Fn, TimeZone } from 'aws-cdk-lib';
import { declared, inputOf, newStack, OFFICE, office, SCHEDULE } from './stack-with-hours';
import { DesiredState, OnDrift, RunningHours, ServiceReference, ServiceState } from '../../../src';
import { imageService, importedService, serviceArn } from '../sample-services';
import { idsOf, resourcesOf, STATE, synthesized } from '../synthesized';

const { PAUSED } = DesiredState;

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

test('A service of another Region is kept from the Region of the stack', () => {
  const stack = newStack();
  const service = ServiceReference.fromServiceArn(stack, 'Tokyo', serviceArn(1, 'ap-northeast-1'));
  expect(inputOf(declared({ service }, stack)).Declarations).toHaveLength(1);
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
