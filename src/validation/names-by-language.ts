/** How a language writes a name that is camelCase in TypeScript. */
interface Spelling {
  readonly prop: (name: string) => string;
  readonly parameter: (name: string) => string;
  readonly method: (className: string, name: string) => string;
  readonly constant: (className: string, name: string) => string;
}

const AS_IN_TYPESCRIPT: Spelling = {
  prop: name => name,
  parameter: name => name,
  method: (className, name) => `${className}.${name}`,
  constant: (className, name) => `${className}.${name}`,
};

/** The keys are the beginnings of jsii's agent: `Python/3.12.1`, `go1.23.4/linux/amd64`. Java has the names of TypeScript. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  Python: {
    prop: snakeCase,
    parameter: snakeCase,
    method: (className, name) => `${className}.${snakeCase(name)}`,
    constant: (className, name) => `${className}.${name}`,
  },
  go: {
    prop: capitalized,
    parameter: name => name,
    method: (className, name) => `${className}_${capitalized(name)}`,
    constant: (className, name) => `${className}_${name}()`,
  },
};

/** A prop as the language of the app spells it, in quotes, for an error or a warning. */
export function prop(name: string): string {
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

/** A static constant of a class as the language of the app reads it. */
export function constant(className: string, name: string): string {
  return spelling().constant(className, name);
}

/** jsii sets this variable in the process that it starts. Without jsii it is not set. */
function spelling(): Spelling {
  const [, agent] = /^(Python|go)/.exec(process.env.JSII_AGENT ?? '') ?? [];
  return agent === undefined ? AS_IN_TYPESCRIPT : SPELLINGS[agent];
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
