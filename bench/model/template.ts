/** The parts of a synthesized template that matter here. */
export interface Template { readonly Resources: Readonly<Record<string, Resource>> }

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

/** Says what a Ref (no attribute) or a GetAtt stands for. */
export type Lookup = (logicalId: string, attribute?: string) => unknown;

/** The resources that this one has to wait for. */
export function dependenciesOf(template: Template, logicalId: string): string[] {
  const resource = template.Resources[logicalId];
  const found = new Set([resource.DependsOn ?? []].flat());
  resolve(resource.Properties, referenced => {
    found.add(referenced);
    return '';
  });
  return [...found].filter(id => id in template.Resources);
}

/** The most resources that have to be created one after another, up to and with this one. */
export function longestChainTo(template: Template, logicalId: string): number {
  const known = new Map<string, number>();
  const chain = (id: string): number => {
    const length = known.get(id) ?? 1 + Math.max(0, ...dependenciesOf(template, id).map(chain));
    known.set(id, length);
    return length;
  };
  return chain(logicalId);
}

/** A value as CloudFormation hands it on: every scalar is a string. */
export function resolve(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value)) return value.map(item => resolve(item, lookup));
  if (typeof value !== 'object' || value === null) return value === undefined || value === null ? value : String(value);
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) return resolveIntrinsic(name, argument, lookup);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, lookup)]));
}

function resolveIntrinsic(name: string, argument: unknown, lookup: Lookup): unknown {
  const list = (): unknown[] => (argument as unknown[]).map(item => resolve(item, lookup));
  switch (name) {
    case 'Ref': return lookup(argument as string);
    case 'Fn::GetAtt': return lookup(...argument as [string, string]);
    case 'Fn::Join': {
      const [separator, parts] = list() as [string, string[]];
      return parts.join(separator);
    }
    case 'Fn::Select': {
      const [index, parts] = list() as [string, string[]];
      return parts[Number(index)] ?? '';
    }
    case 'Fn::Split': {
      const [separator, text] = list() as [string, string];
      return text.split(separator);
    }
    case 'Fn::Sub': return (argument as string).replace(/\$\{([^}]+)\}/g, (_, id: string) => String(lookup(id)));
    default: throw new Error(`the model of CloudFormation does not know ${name}`);
  }
}
