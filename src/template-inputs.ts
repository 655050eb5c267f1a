/**
 * The values in a piece of template that only CloudFormation knows: its intrinsic functions, each of them once.
 *
 * Functions that merely put text together are taken apart down to what they refer to, because the whole could
 * hold a dynamic reference, which CloudFormation would resolve wherever it stands. What cannot be taken apart
 * stays whole.
 */
export function inputsOf(value: unknown): unknown[] {
  const found = new Map<string, unknown>();
  for (const input of collect(value)) found.set(JSON.stringify(input), input);
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input);
}

/** These only rearrange what they are given. */
const TEXT_FUNCTIONS = ['Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Base64'];

/** Attributes whose value is a secret; it must not reach another resource's properties. */
const SECRET_ATTRIBUTES = ['SecretAccessKey'];

function collect(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(collect);
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value as Record<string, unknown>);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length !== 1 || !isIntrinsic(name)) return entries.flatMap(([, inner]) => collect(inner));

  if (name === 'Ref') return reference(String(argument));
  if (name === 'Fn::GetAtt') return attribute(argument);
  if (name === 'Fn::Sub') return substitution(argument);
  if (name === 'Fn::If') return choice(argument as [string, unknown, unknown]);
  if (TEXT_FUNCTIONS.includes(name) || holdsDynamicReference(argument)) return collect(argument);
  return [value];
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}

/** Pseudo parameters stay the same as long as the stack lives. */
function reference(name: string): unknown[] {
  return name.startsWith('AWS::') ? [] : [{ Ref: name }];
}

function attribute(argument: unknown): unknown[] {
  const [logicalId, ...names] = typeof argument === 'string' ? argument.split('.') : argument as string[];
  const name = names.join('.');
  return SECRET_ATTRIBUTES.includes(name) ? [] : [{ 'Fn::GetAtt': [logicalId, name] }];
}

function substitution(argument: unknown): unknown[] {
  const [template, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Record<string, unknown>];
  const names = [...template.matchAll(/\$\{([^!}][^}]*)\}/g)].map(match => match[1].trim()).filter(name => !(name in variables));
  return [
    ...names.flatMap(name => (name.includes('.') ? attribute(name) : reference(name))),
    ...Object.values(variables).flatMap(collect),
  ];
}

/** A branch may refer to what exists only under its condition, so each input of it stays under the condition. */
function choice([condition, whenTrue, whenFalse]: [string, unknown, unknown]): unknown[] {
  return [
    { 'Fn::If': [condition, 'true', 'false'] },
    ...collect(whenTrue).map(input => ({ 'Fn::If': [condition, input, ''] })),
    ...collect(whenFalse).map(input => ({ 'Fn::If': [condition, '', input] })),
  ];
}

function holdsDynamicReference(argument: unknown): boolean {
  return JSON.stringify(argument).includes('{{resolve:');
}
