import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ServiceStateProviderProps } from './provider-options';

/**
 * The name of the first option with different values. Constructs are compared by their paths, everything else by value,
 * because jsii may pass another object for the same value.
 */
export function firstDifference(asked: ServiceStateProviderProps, existing: ServiceStateProviderProps): keyof ServiceStateProviderProps | undefined {
  const names = [...new Set([...Object.keys(asked), ...Object.keys(existing)])].sort() as (keyof ServiceStateProviderProps)[];
  return names.find(name => comparable(asked[name]) !== comparable(existing[name]));
}

function comparable(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, inner: unknown) {
    const original = this[key]; // not what toJSON made of a Duration or a token
    if (Construct.isConstruct(original)) return original.node.path;
    if (original instanceof Duration && !original.isUnresolved()) return original.toMilliseconds();
    if (hasToString(original)) return String(original);
    return inner;
  }) ?? 'undefined';
}

/** Runtime, Architecture and a Duration of a token have their value in toString. */
function hasToString(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.toString !== Object.prototype.toString;
}
