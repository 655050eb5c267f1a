import { App, Stack, TimeZone } from 'aws-cdk-lib';
import { DesiredState, RunningHours, ServiceState } from '../../../src';
import type { ServiceStateProps } from '../../../src';
import { importedService } from '../sample-services';
import { resourcesOf, synthesized } from '../synthesized';
import type { SynthesizedResource, SynthesizedTemplate } from '../synthesized';

/** A stack with running hours, and what its Schedule hands to the function. */

export const SCHEDULE = 'AWS::Scheduler::Schedule';
export const office = DesiredState.runningDuring(RunningHours.weekly('Mon-Fri 08:00-18:00', { timeZone: TimeZone.EUROPE_BERLIN }));
export const OFFICE = { Hours: 'Mon-Fri 08:00-18:00', TimeZone: 'Europe/Berlin' };

export function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

export function declared(props: Partial<ServiceStateProps>, stack = newStack()): SynthesizedTemplate {
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: office, ...props });
  return synthesized(stack);
}

export function onlySchedule(template: SynthesizedTemplate): SynthesizedResource {
  const schedules = resourcesOf(template, SCHEDULE);
  expect(schedules).toHaveLength(1);
  return schedules[0];
}

/** The input as the function gets it: with values for parameters, and with a stand-in for everything that has one physical id. */
export function inputOf(
  template: SynthesizedTemplate, conditions: Record<string, boolean> = {}, parameters: Record<string, string> = {},
): Record<string, unknown> {
  const evaluate = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const [[name, argument]] = Object.entries(value as Record<string, unknown>);
    switch (name) {
      case 'Ref': return parameters[argument as string] ?? `<${String(argument)}>`;
      case 'Fn::Join': return partsOf((argument as unknown[])[1]).join('');
      case 'Fn::If': return evaluate((argument as unknown[])[conditions[(argument as string[])[0]] ? 1 : 2]);
      default: throw new Error(name);
    }
  };
  const partsOf = (list: unknown): string[] => {
    if (Array.isArray(list)) return list.map(evaluate);
    const [separator, text] = (list as { 'Fn::Split': [string, unknown] })['Fn::Split'];
    return evaluate(text).split(separator);
  };
  return JSON.parse(evaluate((onlySchedule(template).Properties.Target as { Input: unknown }).Input)) as Record<string, unknown>;
}
