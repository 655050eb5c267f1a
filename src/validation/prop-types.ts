import { prop } from './names-by-language';

/** The type of a prop. */
export interface PropType {
  /** The type in words, after 'must be'. */
  readonly mustBe: string;
  readonly is: (value: unknown) => boolean;
  /** What is there instead, after 'but'; without it, the value. */
  readonly found?: (value: unknown) => string;
}

/**
 * The error message about the first prop of a wrong type, if there is one. TypeScript and jsii check the types, plain
 * JavaScript does not. Objects are recognised by their members, never by their class, because an app may hold two copies
 * of the CDK.
 */
export function problemOfTypes<Props extends object>(props: Props, types: Record<string, PropType>): string | undefined {
  for (const [name, { mustBe, is, found = butIs }] of Object.entries(types)) {
    const value = (props as Record<string, unknown>)[name];
    if (value !== undefined && !is(value)) return `${prop(name)} must be ${mustBe}, but ${found(value)}`;
  }
  return undefined;
}

function butIs(value: unknown): string {
  return `is ${described(value)}`;
}

export function described(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'another object' : String(value);
}

/** An object with all of these members. */
export function having(mustBe: string, ...members: string[]): PropType {
  return { mustBe, is: value => typeof value === 'object' && value !== null && members.every(member => (value as Record<string, unknown>)[member] !== undefined) };
}

export function oneOf(values: Record<string, string>): PropType {
  const names = Object.keys(values);
  return { mustBe: `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`, is: value => Object.values(values).includes(value as string) };
}

export function primitive(mustBe: string, type: 'string' | 'number' | 'boolean'): PropType {
  return { mustBe, is: value => typeof value === type };
}

export function listOf(mustBe: string, member: PropType): PropType {
  return {
    mustBe,
    is: value => Array.isArray(value) && value.every(member.is),
    found: value => Array.isArray(value) ? `${described(value.find(each => !member.is(each)))} is in it` : butIs(value),
  };
}
