/** A logical id, and the attribute that is read of it. */
export type Name = readonly [logicalId: string, attribute?: string];

/** A Ref, Fn::GetAtt, Fn::FindInMap, Fn::ImportValue or Fn::GetStackOutput, always in the form that this file gives it. */
export type Reference = Readonly<Record<string, unknown>>;

/**
 * What an intrinsic function itself names in its template, without its inner functions. Empty if another function makes
 * the name, because only the deployment knows it then.
 */
export function namesOf(name: string, argument: unknown): Name[] {
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' ? [[argument]] : [];
    case 'Fn::GetAtt': {
      const parts = typeof argument === 'string' ? argument.split('.') : argument as unknown[];
      return parts.every(part => typeof part === 'string') ? [[parts[0], parts.slice(1).join('.')]] : [];
    }
    case 'Fn::Sub':
      return namesInSub(argument);
    default:
      return [];
  }
}

/** The logical ids that a part of a template refers to, at any depth. */
export function logicalIdsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(logicalIdsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, argument]) => [...namesOf(name, argument).map(([logicalId]) => logicalId), ...logicalIdsIn(argument)]);
}

/** What an intrinsic function itself refers to, without its inner functions. */
export function referencesOf(name: string, argument: unknown): Reference[] {
  switch (name) {
    case 'Ref':
    case 'Fn::GetAtt':
    case 'Fn::Sub':
      return namesOf(name, argument).map(([logicalId, attribute]) => (attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] }));
    case 'Fn::FindInMap':
    case 'Fn::ImportValue':
    case 'Fn::GetStackOutput':
      return [{ [name]: argument }];
    default:
      return [];
  }
}

/** Ordinarily a string. If it has a token in it, what the CDK resolves that to. */
export function textOfSub(argument: unknown): unknown {
  return Array.isArray(argument) ? argument[0] : argument;
}

export function variablesOfSub(argument: unknown): Record<string, unknown> {
  return Array.isArray(argument) ? (argument[1] ?? {}) as Record<string, unknown> : {};
}

/** The names in the text that are not variables of the function. */
function namesInSub(argument: unknown): Name[] {
  const text = textOfSub(argument);
  const names = [...(typeof text === 'string' ? text : JSON.stringify(text)).matchAll(/\$\{([^!}][^}]*)\}/g)].map(match => match[1].trim());
  return names.filter(inner => !Object.hasOwn(variablesOfSub(argument), inner)).map(inner => {
    const [logicalId, ...attribute] = inner.split('.');
    return attribute.length === 0 ? [logicalId] : [logicalId, attribute.join('.')];
  });
}
