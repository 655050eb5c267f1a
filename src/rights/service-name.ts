import { Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { entryNamed } from '../template/entries';
import { namesOf } from '../template/references';
import { secretsIn } from '../template/secrets';
import { holdsSecret } from '../through-pause/inputs';

/**
 * The name of a service as it will stand in the template, as far as it can be said before the service or any other
 * resource exists: text, or an intrinsic function of parameters, imports and mappings. Call it late, because an aspect
 * or an override may rename the service.
 *
 * @returns undefined if CloudFormation invents the name; if another resource gives it, because to wait for that one might
 * close a circle; and if a secret is in it, because a policy and its description can be read
 */
export function nameBeforehand(service: CfnService): unknown {
  const stack = Stack.of(service);
  const { Resources } = stack.resolve(service._toCloudFormation()) as { Resources: Record<string, { Properties?: { ServiceName?: unknown } }> };
  const name = Object.values(Resources)[0].Properties?.ServiceName;
  return isKnownBeforehand(stack, name) && !holdsSecret(name, secretsIn(service)) ? withoutNoValue(name) : undefined;
}

/** These work on what they are given, and name no resource themselves. */
const FUNCTIONS = ['Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Sub', 'Fn::If', 'Fn::FindInMap', 'Fn::ImportValue', 'Fn::Base64', 'Fn::ToJsonString'];

/** Whether it refers to no resource of the stack. */
export function isKnownBeforehand(stack: Stack, value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('{{resolve:'); // a policy is no place for what may be a secret
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
  return logicalId.startsWith('AWS::') || entryNamed(stack, logicalId, 'Parameters') !== undefined;
}

/** Where a condition takes the name away, it may be any. */
function withoutNoValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 1 && entries[0][0] === 'Ref' && entries[0][1] === 'AWS::NoValue') return '*';
  return Object.fromEntries(entries.map(([name, argument]) => [name, withoutNoValue(argument)]));
}
