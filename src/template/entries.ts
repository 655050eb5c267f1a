import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export type Section = 'Parameters' | 'Mappings' | 'Resources' | 'Outputs';

/** What a template says under a name. */
export interface TemplateEntry {
  readonly element: CfnElement;
  readonly section: Section;
  /** As it will stand in the template. Read when it is asked for. */
  readonly text: Record<string, unknown>;
}

/** Where a name of a section was found last. Only where: what stands there is read anew each time, and so is that it still does. */
const FOUND = new WeakMap<Stack, Map<Section, Map<string, CfnElement>>>();

/**
 * What a stack's template says under a name, be it a construct's or plain JSON of an included template. Call it late.
 *
 * @param sections where to look, one after the other. The logical id of a policy depends on names, so what asks for a
 * name of parameters must not make all logical ids resolve
 */
export function entryNamed(stack: Stack, name: string, ...sections: Section[]): TemplateEntry | undefined {
  const known = lookUp(stack, name, sections);
  if (known) return known;
  for (const section of sections) {
    searchAgain(stack, section);
    const found = lookUp(stack, name, [section]);
    if (found) return found;
  }
  return undefined;
}

/** An element of a template as it will stand there, resolved as its stack does it. */
export function textOf(element: CfnElement): Partial<Record<Section, Record<string, Record<string, unknown>>>> {
  return Stack.of(element).resolve(element._toCloudFormation()) as ReturnType<typeof textOf>;
}

function lookUp(stack: Stack, name: string, sections: Section[]): TemplateEntry | undefined {
  for (const section of sections) {
    const element = FOUND.get(stack)?.get(section)?.get(name);
    if (!element || !isBelow(stack, element) || !namesOf(element, section).includes(name)) continue;
    return { element, section, get text() { return textOf(element)[section]![name]; } };
  }
  return undefined;
}

function namesOf(element: CfnElement, section: Section): string[] {
  const names = (element._toCloudFormation() as Record<string, unknown>)[section];
  return typeof names === 'object' && names !== null ? Object.keys(names).map(name => String(element.stack.resolve(name))) : [];
}

function searchAgain(stack: Stack, section: Section): void {
  const elements = elementsBelow(stack);
  const found = new Map(elements.flatMap(element => namesOf(element, section).map(name => [name, element] as const)));
  FOUND.set(stack, new Map(FOUND.get(stack)).set(section, found));
}

/** The elements of this stack's own template, without those of stacks nested in it. */
function elementsBelow(construct: IConstruct): CfnElement[] {
  const own = CfnElement.isCfnElement(construct) ? [construct] : [];
  return [...own, ...construct.node.children.filter(child => !Stack.isStack(child)).flatMap(elementsBelow)];
}

/** Whether it is still there: a construct can be removed from its tree, but goes on pointing to where it was. */
function isBelow(stack: Stack, element: CfnElement): boolean {
  for (let child: IConstruct = element; child !== stack; child = child.node.scope!) {
    if (child.node.scope?.node.tryFindChild(child.node.id) !== child) return false;
  }
  return true;
}
