import { Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { findEntry, templateOf } from '../template/entries';
import { namesOf } from '../template/references';
import { holdsSecret, secretsIn } from '../template/secrets';

/**
 * The name of a service as it will be in the template, if it is known before any resource exists: a text, or an intrinsic
 * function of parameters, imports and mappings. Call it late, because an aspect or an override may rename the service.
 *
 * @returns undefined if CloudFormation generates the name; if it refers to another resource, because a dependency on that
 * could close a cycle; and if it holds a secret, because a policy and its description can be read
 */
export function nameBeforehand(service: CfnService): unknown {
  const stack = Stack.of(service);
  const [{ Properties }] = Object.values(templateOf(service).Resources!) as { Properties?: { ServiceName?: unknown } }[];
  const name = Properties?.ServiceName;
  return isKnownBeforehand(stack, name) && !holdsSecret(name, secretsIn(service)) ? withoutNoValue(name) : undefined;
}

/** These name no resource themselves. */
const FUNCTIONS = ['Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Sub', 'Fn::If', 'Fn::FindInMap', 'Fn::ImportValue', 'Fn::Base64', 'Fn::ToJsonString'];

/** Whether a value refers to no resource of the stack. */
export function isKnownBeforehand(stack: Stack, value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('{{resolve:'); // it may be a secret, and a policy can be read
  if (Array.isArray(value)) return value.every(inner => isKnownBeforehand(stack, inner));
  if (typeof value !== 'object' || value === null) return value !== undefined;
  return Object.entries(value as Record<string, unknown>).every(([name, argument]) => {
    if (name === 'Ref') return isParameter(stack, String(argument));
    if (name.startsWith('Fn::') && !FUNCTIONS.includes(name)) return false;
    if (name === 'Fn::Sub' && !namesOf(name, argument).every(([logicalId, attribute]) => attribute === undefined && isParameter(stack, logicalId))) return false;
    return isKnownBeforehand(stack, argument);
  });
}

function isParameter(stack: Stack, logicalId: string): boolean {
  return logicalId.startsWith('AWS::') || findEntry(stack, logicalId, 'Parameters') !== undefined;
}

/** A condition may leave the name out. Then it may be any name. */
function withoutNoValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 1 && entries[0][0] === 'Ref' && entries[0][1] === 'AWS::NoValue') return '*';
  return Object.fromEntries(entries.map(([name, argument]) => [name, withoutNoValue(argument)]));
}
