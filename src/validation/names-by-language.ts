import type { ServiceStateProps } from '../declaration/service-state';
import type { ServiceStateProviderProps } from '../provider/provider-options';

/** How a language writes what our TypeScript writes in camelCase. */
interface Spelling {
  readonly prop: (name: string) => string;
  readonly parameter: (name: string) => string;
  readonly method: (className: string, name: string) => string;
}

const AS_IT_IS: Spelling = {
  prop: name => name,
  parameter: name => name,
  method: (className, name) => `${className}.${name}`,
};

/** By what jsii puts before a version: `Python/3.12.1`, `go1.23.4/linux/amd64`. Java writes names as TypeScript does. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  Python: {
    prop: snakeCase,
    parameter: snakeCase,
    method: (className, name) => `${className}.${snakeCase(name)}`,
  },
  go: {
    prop: capitalized,
    parameter: name => name,
    method: (className, name) => `${className}_${capitalized(name)}`,
  },
};

/** A prop as the language of the app spells it, in quotes, for an error or a warning. */
export function prop(name: keyof ServiceStateProps | keyof ServiceStateProviderProps): string {
  return `'${spelling().prop(name)}'`;
}

/** A parameter of a method as the language of the app spells it, in quotes. */
export function parameter(name: string): string {
  return `'${spelling().parameter(name)}'`;
}

/** A static method as the language of the app calls it. */
export function method(className: string, name: string): string {
  return spelling().method(className, name);
}

/** jsii tells the language in the process that it starts; without jsii there is no such variable. */
function spelling(): Spelling {
  const [, agent] = /^(Python|go)/.exec(process.env.JSII_AGENT ?? '') ?? [];
  return agent === undefined ? AS_IT_IS : SPELLINGS[agent];
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
