import { PSEUDO_PARAMETERS } from './pseudo-parameters';
import { conditionHolds } from './template';
import type { Version } from './template';

/** What intrinsic functions can ask for. */
export interface Scope {
  readonly version: Version;
  physicalId(logicalId: string): string | undefined;
  attribute(logicalId: string, name: string): unknown;
}

/** Replaces the intrinsic functions in a piece of template by their values. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map(inner => resolve(inner, scope));
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  switch (name) {
    case 'Ref':
      return scope.version.parameters[argument as string] ?? PSEUDO_PARAMETERS[argument as keyof typeof PSEUDO_PARAMETERS] ?? scope.physicalId(argument as string) ?? `the ${String(argument)}`;
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = argument as [string, string];
      return scope.attribute(logicalId, attribute) ?? `the ${attribute} of ${logicalId}`;
    }
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(part => String(resolve(part, scope))).join(separator);
    }
    case 'Fn::Split': {
      const [separator, text] = argument as [string, unknown];
      return String(resolve(text, scope)).split(separator);
    }
    case 'Fn::Select': {
      const [index, list] = argument as [number, unknown];
      return (resolve(list, scope) as readonly unknown[])[index];
    }
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = argument as [string, unknown, unknown];
      return resolve(conditionHolds(scope.version, condition) ? whenTrue : whenFalse, scope);
    }
    default:
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, scope)]));
  }
}

/** A custom resource gets every scalar as a string. */
export function withScalarsAsText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withScalarsAsText);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withScalarsAsText(inner)]));
}
