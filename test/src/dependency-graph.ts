import type { SynthesizedTemplate } from './synthesized';

/** What CloudFormation waits for before it creates or updates a resource: Ref, Fn::GetAtt, Fn::Sub and DependsOn. */
export class DependencyGraph {
  private readonly edges: Map<string, Set<string>>;

  constructor(template: SynthesizedTemplate) {
    const ids = new Set(Object.keys(template.Resources));
    this.edges = new Map(Object.entries(template.Resources).map(([id, resource]) => {
      const named = [...referredTo(resource.Properties), ...[resource.DependsOn ?? []].flat()];
      return [id, new Set(named.filter(name => ids.has(name)))];
    }));
  }

  /** Everything that the resource waits for, also indirectly. */
  public waitsFor(logicalId: string): Set<string> {
    const seen = new Set<string>();
    const open = [...this.directly(logicalId)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...this.directly(next));
    }
    return seen;
  }

  public directly(logicalId: string): Set<string> {
    return this.edges.get(logicalId) ?? new Set();
  }

  /** The resources that wait for themselves; CloudFormation refuses a template that has any. */
  public circle(): string[] {
    return [...this.edges.keys()].filter(id => this.waitsFor(id).has(id));
  }

  /** The longest row of resources that CloudFormation has to deploy one after the other, the given one last. */
  public longestChainTo(logicalId: string, known = new Map<string, string[]>()): string[] {
    const chains = [...this.directly(logicalId)].map(id => known.get(id) ?? this.longestChainTo(id, known));
    const longest = chains.reduce((a, b) => (b.length > a.length ? b : a), []);
    known.set(logicalId, [...longest, logicalId]);
    return [...longest, logicalId];
  }
}

function referredTo(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referredTo);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, argument]) => {
    if (name === 'Ref') return [String(argument)];
    if (name === 'Fn::GetAtt') return [typeof argument === 'string' ? argument.split('.')[0] : String((argument as unknown[])[0])];
    if (name === 'Fn::Sub') return [...namedInText(Array.isArray(argument) ? argument[0] : argument), ...referredTo(argument)];
    return referredTo(argument);
  });
}

function namedInText(text: unknown): string[] {
  return [...String(text).matchAll(/\$\{([^!}.]+)(\.[^}]+)?\}/g)].map(match => match[1].trim());
}
