import { mentionsIn } from './mentions';
import type { Resource, Template } from './template';

/** A template without what was read before. */
export interface News {
  /**
   * Undefined if there is nothing new in it. What was read before is left out, or reduced to its type where something new mentions it, so
   * that the references to it are right.
   */
  readonly template: Template | undefined;
  /** Whether a place such as `Resources/State/Properties` is in a resource that is reduced; what is said of it means nothing. */
  isOld(place: string): boolean;
}

/**
 * cfn-lint takes a quarter of a second for the thirty resources of a stack, and the templates of our tests differ in
 * three or four of them. So a resource, an output or a parameter is read once: in another template that has it in the same words, and in
 * which all that it mentions has the same type or the same words, nothing else can be said of it.
 */
export function newsOf(templates: readonly Template[]): News[] {
  const seen = new Set<string>();
  return templates.map((template) => {
    const { Resources = {}, Outputs = {}, ...others } = template;
    const fresh = new Set<string>();
    for (const [place, context] of [...contexts(template), ['', JSON.stringify(others)] as const]) {
      if (!seen.has(context)) fresh.add(place);
      seen.add(context);
    }
    const newIn = (section: string, id: string): boolean => fresh.has(`${section}/${id}`);
    const outputs = Object.fromEntries(Object.entries(Outputs).filter(([id]) => newIn('Outputs', id)));
    const mentioned = new Set(mentionsIn(template).filter(({ place }) => fresh.has(elementOf(place))).map(({ name }) => name));
    // A template has at least one resource.
    const resources = Object.entries(Resources).filter(([id], index) => index === 0 || newIn('Resources', id) || mentioned.has(id))
      .map(([id, resource]) => [id, newIn('Resources', id) ? resource : reduced(resource)] as const);
    return {
      template: fresh.size === 0 ? undefined
        : { ...others, Resources: Object.fromEntries(resources), ...Object.keys(outputs).length > 0 && { Outputs: outputs } },
      isOld: place => place.startsWith('Resources/') && !fresh.has(elementOf(place)),
    };
  });
}

/** `Resources/State` for a place in that resource. */
function elementOf(place: string): string {
  return place.split('/', 2).join('/');
}

/** A stack that a benchmark fills with copies of one service, which differ in numbers and hashes. */
const FLEET = 150;
const NUMBER = /[0-9a-f]{8,}|[0-9]+/gi;

/** For each resource and output, all that can matter to what is said of it. */
function contexts(template: Template): [string, string][] {
  const { Parameters = {}, Mappings = {}, Conditions, Resources = {}, Outputs = {} } = template;
  const mentioned = new Map<string, unknown[]>();
  for (const { name, place } of mentionsIn(template)) {
    const { Type, Condition } = Resources[name] ?? {};
    mentioned.set(elementOf(place), [...mentioned.get(elementOf(place)) ?? [], [name, Type, Condition, Parameters[name], Mappings[name]]]);
  }
  const elements = Object.entries({ Resources, Outputs }).flatMap(([section, members]) =>
    Object.entries(members).map(([id, element]) => [`${section}/${id}`, element] as const));
  const entries = elements.map(([place, element]) => [place, JSON.stringify([element, mentioned.get(place), Conditions])] as [string, string]);
  return entries.length < FLEET ? entries : entries.map(([place, context]) => [place, context.replaceAll(NUMBER, '#')]);
}

function reduced({ Type, Condition }: Resource): Resource {
  return Condition === undefined ? { Type } : { Type, Condition };
}
