import { mentionsIn } from './mentions';
import type { Resource, Template } from './template';

/** A template without what was read before. */
export interface News {
  /** What was read before is reduced to its type, so that references to it still find it. */
  readonly template: Template;
  /** Whether a place such as `Resources/State/Properties` is in a resource that is reduced; what is said of it means nothing. */
  isOld(place: string): boolean;
}

/**
 * cfn-lint takes a quarter of a second for the thirty resources of a stack, and the templates of our tests differ in
 * three or four of them. So a resource is read once: in another template that has it in the same words, and in which
 * all that it mentions has the same type or the same words, nothing else can be said of it.
 */
export function newsOf(templates: readonly Template[]): News[] {
  const seen = new Set<string>();
  return templates.map((template) => {
    const old = new Set<string>();
    for (const [id, context] of contexts(template)) {
      if (seen.has(context)) old.add(id);
      seen.add(context);
    }
    const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => [id, old.has(id) ? reduced(resource) : resource] as const);
    return {
      template: { ...template, Resources: Object.fromEntries(resources) },
      isOld: place => old.has(/^Resources\/([^/]*)\//.exec(`${place}/`)?.[1] ?? ''),
    };
  });
}

/** A stack that a benchmark fills with copies of one service, which differ in numbers and hashes. */
const FLEET = 150;
const NUMBER = /[0-9a-f]{8,}|[0-9]+/gi;

/** For each resource, all that can matter to what is said of it. */
function contexts(template: Template): Map<string, string> {
  const { Parameters = {}, Mappings = {}, Conditions, Resources = {} } = template;
  const mentioned = new Map<string, unknown[]>();
  for (const { resource, name } of mentionsIn(template)) {
    if (resource === undefined) continue;
    const { Type, Condition } = Resources[name] ?? {};
    mentioned.set(resource, [...mentioned.get(resource) ?? [], [name, Type, Condition, Parameters[name], Mappings[name]]]);
  }
  const entries = Object.entries(Resources).map(([id, resource]) => [id, JSON.stringify([resource, mentioned.get(id), Conditions])] as const);
  return new Map(entries.length < FLEET ? entries : entries.map(([id, context]) => [id, context.replaceAll(NUMBER, '#')]));
}

function reduced({ Type, Condition }: Resource): Resource {
  return Condition === undefined ? { Type } : { Type, Condition };
}
