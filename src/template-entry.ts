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

/** Where a name was found last. Only where: what stands there is read anew each time, and so is that it still does. */
const FOUND = new WeakMap<Stack, Map<string, CfnElement>>();

/**
 * What a stack's template says under a name, be it a construct's or plain JSON of an included template. Call it late.
 *
 * @param sections where to look
 */
export function entryNamed(stack: Stack, name: string, ...sections: Section[]): TemplateEntry | undefined {
  return lookUp(stack, FOUND.get(stack), name, sections) ?? lookUp(stack, searchAgain(stack), name, sections);
}

/** An element of a template as it will stand there, resolved as its stack does it. */
export function textOf(element: CfnElement): Partial<Record<Section, Record<string, Record<string, unknown>>>> {
  return Stack.of(element).resolve(element._toCloudFormation()) as ReturnType<typeof textOf>;
}

function lookUp(stack: Stack, found: Map<string, CfnElement> | undefined, name: string, sections: Section[]): TemplateEntry | undefined {
  for (const section of sections) {
    const element = found?.get(`${section}/${name}`);
    if (!element || !isBelow(stack, element) || !namesOf(element, section).includes(name)) continue;
    return { element, section, get text() { return textOf(element)[section]![name]; } };
  }
  return undefined;
}

function namesOf(element: CfnElement, section: string): string[] {
  const names = (element._toCloudFormation() as Record<string, unknown>)[section];
  return typeof names === 'object' && names !== null ? Object.keys(names).map(name => String(element.stack.resolve(name))) : [];
}

function searchAgain(stack: Stack): Map<string, CfnElement> {
  const found = new Map<string, CfnElement>();
  for (const element of elementsBelow(stack)) {
    for (const section of Object.keys(element._toCloudFormation() as object)) {
      for (const name of namesOf(element, section)) found.set(`${section}/${name}`, element);
    }
  }
  FOUND.set(stack, found);
  return found;
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
