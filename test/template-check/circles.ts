import type { Mention } from './mentions';
import type { Finding, Template } from './template';

/** Circles of resources that wait for each other, each once. */
export function circles({ Resources = {} }: Template, mentions: readonly Mention[]): Finding[] {
  const waitsFor = new Map(Object.keys(Resources).map(id => [id, new Set<string>()]));
  for (const { kind, name, resource, place } of mentions) {
    const counts = kind === 'Ref' || kind === 'Fn::GetAtt' || kind === 'DependsOn';
    // Metadata is resolved when it is read: it makes nothing wait.
    if (counts && resource !== undefined && waitsFor.has(name) && !place.startsWith(`Resources/${resource}/Metadata/`)) waitsFor.get(resource)?.add(name);
  }

  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    const start = path.indexOf(id);
    if (start >= 0) {
      findings.push({ place: `Resources/${id}`, rule: 'circular dependency', message: [...path.slice(start), id].join(' -> ') });
    } else if (!done.has(id)) {
      for (const next of waitsFor.get(id) ?? []) visit(next, [...path, id]);
      done.add(id);
    }
  };
  for (const id of waitsFor.keys()) visit(id, []);
  return findings;
}
