/** Whether what has this name in the template, a parameter or a mapping, holds a secret. */
export type IsSecret = (logicalId: string) => boolean;

/**
 * The values in a piece of template that only CloudFormation knows: its intrinsic functions, each of them once.
 *
 * Functions that merely put text together are taken apart down to what they refer to, because the whole could
 * hold a dynamic reference, which CloudFormation would resolve wherever it stands. What cannot be taken apart
 * stays whole, unless a secret is in it. Secrets are left out.
 */
export function inputsOf(value: unknown, isSecret: IsSecret): unknown[] {
  const found = new Map<string, unknown>();
  for (const input of collect(value, isSecret)) found.set(JSON.stringify(input), input);
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input);
}

/** Whether there is a secret in a piece of template, however deep: also in what `inputsOf` would leave out. */
export function holdsSecret(value: unknown, isSecret: IsSecret): boolean {
  if (typeof value === 'string') return value.includes('{{resolve:');
  if (Array.isArray(value)) return value.some(inner => holdsSecret(inner, isSecret));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value as Record<string, unknown>).some(([name, argument]) => {
    const named = namesIn(name, argument).some(([logicalId, attribute]) => (attribute ? isSecretAttribute(attribute) : isSecret(logicalId)));
    return named || holdsSecret(argument, isSecret);
  });
}

/** These only rearrange what they are given. */
const TEXT_FUNCTIONS = ['Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Base64'];

/** Of an IAM access key, a Cognito client, an AppSync API key. */
const SECRET_ATTRIBUTES = ['SecretAccessKey', 'ClientSecret', 'ApiKey'];

function collect(value: unknown, isSecret: IsSecret): unknown[] {
  const all = (values: unknown[]): unknown[] => values.flatMap(inner => collect(inner, isSecret));
  if (Array.isArray(value)) return all(value);
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value as Record<string, unknown>);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length !== 1 || !isIntrinsic(name)) return all(entries.map(([, inner]) => inner));

  switch (name) {
    case 'Ref':
    case 'Fn::GetAtt':
      return namesIn(name, argument).flatMap(named => reference(named, isSecret));
    case 'Fn::Sub':
      return [...namesIn(name, argument).flatMap(named => reference(named, isSecret)), ...all(Object.values(variablesOf(argument)))];
    case 'Fn::If':
      return choice(argument as [string, unknown, unknown], isSecret);
    default:
      return TEXT_FUNCTIONS.includes(name) || holdsSecret(value, isSecret) ? all([argument]) : [value];
  }
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}

/** Pseudo parameters stay the same as long as the stack lives. */
function reference([logicalId, attribute]: Name, isSecret: IsSecret): unknown[] {
  if (attribute !== undefined) return isSecretAttribute(attribute) || holdsSecret(attribute, isSecret) ? [] : [{ 'Fn::GetAtt': [logicalId, attribute] }];
  return logicalId.startsWith('AWS::') || isSecret(logicalId) ? [] : [{ Ref: logicalId }];
}

function isSecretAttribute(attribute: unknown): boolean {
  return SECRET_ATTRIBUTES.includes(String(attribute));
}

/** A branch may refer to what exists only under its condition, so each input of it stays under the condition. */
function choice([condition, whenTrue, whenFalse]: [string, unknown, unknown], isSecret: IsSecret): unknown[] {
  return [
    { 'Fn::If': [condition, 'true', 'false'] },
    ...collect(whenTrue, isSecret).map(input => ({ 'Fn::If': [condition, input, ''] })),
    ...collect(whenFalse, isSecret).map(input => ({ 'Fn::If': [condition, '', input] })),
  ];
}

/** A logical id, and the attribute that is asked of it. */
type Name = [logicalId: string, attribute?: unknown];

/** What an intrinsic function itself names, without its inner functions. */
function namesIn(name: string, argument: unknown): Name[] {
  switch (name) {
    case 'Ref':
      return [[String(argument)]];
    case 'Fn::FindInMap':
      return [[String((argument as unknown[])[0])]];
    case 'Fn::GetAtt': {
      const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : argument as unknown[];
      return [[String(logicalId), attribute.length === 1 ? attribute[0] : attribute.join('.')]];
    }
    case 'Fn::Sub': {
      const text = String(Array.isArray(argument) ? argument[0] : argument);
      const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(match => match[1].trim()).filter(inner => !Object.hasOwn(variablesOf(argument), inner));
      return names.map(inner => {
        const [logicalId, ...attribute] = inner.split('.');
        return attribute.length === 0 ? [logicalId] : [logicalId, attribute.join('.')];
      });
    }
    default:
      return [];
  }
}

function variablesOf(substitution: unknown): Record<string, unknown> {
  return Array.isArray(substitution) ? (substitution[1] ?? {}) as Record<string, unknown> : {};
}
