import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { ResourceTypeName } from '../../src/contract/custom-resources';

/** A CloudFormation template, as far as the tests look into one. */
export interface SynthesizedTemplate {
  readonly Resources: Record<string, SynthesizedResource>;
}

export interface SynthesizedResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly Condition?: string;
}

export function synthesized(stack: Stack): SynthesizedTemplate {
  return Template.fromStack(stack).toJSON() as SynthesizedTemplate;
}

export function resourcesOf(template: SynthesizedTemplate, type: string): SynthesizedResource[] {
  return Object.values(template.Resources).filter(resource => resource.Type === type);
}

export function idsOf(template: SynthesizedTemplate, type: string): string[] {
  return Object.keys(template.Resources).filter(id => template.Resources[id].Type === type);
}

export const STATE = 'Custom::AppRunnerServiceState' satisfies ResourceTypeName;
export const RESUME_FOR_UPDATE = 'Custom::AppRunnerResumeForUpdate' satisfies ResourceTypeName;
export const RESTORE = 'Custom::AppRunnerRestore' satisfies ResourceTypeName;

/** The three resources of a deployment through a pause: what must never show a secret. */
export function ourResources(template: SynthesizedTemplate): SynthesizedResource[] {
  return [STATE, RESUME_FOR_UPDATE, RESTORE].flatMap(type => resourcesOf(template, type));
}

/** The one ServiceState in a stack. */
export function onlyState(stack: Stack): SynthesizedResource {
  const states = resourcesOf(synthesized(stack), STATE);
  expect(states).toHaveLength(1);
  return states[0];
}
