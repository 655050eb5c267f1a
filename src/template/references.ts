/** A logical id, and the attribute that is asked of it. */
export type Name = readonly [logicalId: string, attribute?: string];

/**
 * What an intrinsic function itself names in its template, without its inner functions. None where the name is made
 * by a function too, so that it is known in the deployment only.
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

/** The logical ids that a piece of template refers to, however deep. */
export function namedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, argument]) => [...namesOf(name, argument).map(([logicalId]) => logicalId), ...namedIn(argument)]);
}

/** The names in the text that its own variables do not cover. */
function namesInSub(argument: unknown): Name[] {
  const text = textOfSub(argument);
  const names = [...(typeof text === 'string' ? text : JSON.stringify(text)).matchAll(/\$\{([^!}][^}]*)\}/g)].map(match => match[1].trim());
  return names.filter(inner => !Object.hasOwn(variablesOfSub(argument), inner)).map(inner => {
    const [logicalId, ...attribute] = inner.split('.');
    return attribute.length === 0 ? [logicalId] : [logicalId, attribute.join('.')];
  });
}

/** Ordinarily a string; with a token in it, what the CDK makes of that. */
export function textOfSub(argument: unknown): unknown {
  return Array.isArray(argument) ? argument[0] : argument;
}

export function variablesOfSub(argument: unknown): Record<string, unknown> {
  return Array.isArray(argument) ? (argument[1] ?? {}) as Record<string, unknown> : {};
}
