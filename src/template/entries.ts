import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isInTree } from './construct-tree';

export type Section = 'Parameters' | 'Mappings' | 'Resources' | 'Outputs';

/** What a template defines under a name. */
export interface TemplateEntry {
  readonly element: CfnElement;
  readonly section: Section;
  /** As it will be in the template. Read on each access. */
  readonly definition: Record<string, unknown>;
}

/**
 * Where each name was found last. Only the place is kept: the definition is read anew each time, and so is whether the
 * element still defines that name.
 */
const FOUND = new WeakMap<Stack, Map<Section, Map<string, CfnElement>>>();

/**
 * What a stack's template defines under a name, in a construct or in the plain JSON of an included template. Call it late.
 *
 * @param sections where to look, in this order. The logical id of a policy depends on names, so a search for a parameter
 * must not resolve the logical ids of resources
 */
export function findEntry(stack: Stack, name: string, ...sections: Section[]): TemplateEntry | undefined {
  const known = lookUp(stack, name, sections);
  if (known) return known;
  for (const section of sections) {
    indexSection(stack, section);
    const found = lookUp(stack, name, [section]);
    if (found) return found;
  }
  return undefined;
}

/** What an element contributes to the template, resolved by its own stack. */
export function templateOf(element: CfnElement): Partial<Record<Section, Record<string, Record<string, unknown>>>> {
  return Stack.of(element).resolve(element._toCloudFormation()) as ReturnType<typeof templateOf>;
}

function lookUp(stack: Stack, name: string, sections: Section[]): TemplateEntry | undefined {
  for (const section of sections) {
    const element = FOUND.get(stack)?.get(section)?.get(name);
    if (!element || !isInTree(element) || !namesDefinedBy(element, section).includes(name)) continue;
    return { element, section, get definition() { return templateOf(element)[section]![name]; } };
  }
  return undefined;
}

function namesDefinedBy(element: CfnElement, section: Section): string[] {
  const names = (element._toCloudFormation() as Record<string, unknown>)[section];
  return typeof names === 'object' && names !== null ? Object.keys(names).map(name => String(element.stack.resolve(name))) : [];
}

function indexSection(stack: Stack, section: Section): void {
  const elements = elementsBelow(stack);
  const found = new Map(elements.flatMap(element => namesDefinedBy(element, section).map(name => [name, element] as const)));
  FOUND.set(stack, new Map(FOUND.get(stack)).set(section, found));
}

/** The elements of this stack's own template, without those of nested stacks. */
function elementsBelow(construct: IConstruct): CfnElement[] {
  const own = CfnElement.isCfnElement(construct) ? [construct] : [];
  return [...own, ...construct.node.children.filter(child => !Stack.isStack(child)).flatMap(elementsBelow)];
}
