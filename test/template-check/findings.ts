import { cfnLint } from './cfn-lint';
import { referenceFindings } from './references';
import type { Finding, NamedTemplate } from './template';

/** What CloudFormation would refuse in any of the templates, each as one readable line; none when all are right. */
export async function findingsIn(templates: readonly NamedTemplate[]): Promise<string[]> {
  const names = namesByTemplate(templates);
  const distinct = [...names.keys()];
  const linted = await cfnLint(distinct);
  return distinct.flatMap((text, index) => [...referenceFindings(JSON.parse(text) as object), ...linted[index]]
    .map(finding => lineOf(names.get(text)!, finding)));
}

/** As `findingsIn`, but only what stands in a template and names nothing of it: cheap enough for every unit test. */
export function danglingIn(templates: readonly NamedTemplate[]): string[] {
  return templates.flatMap(({ name, template }) => referenceFindings(template).map(finding => lineOf([name], finding)));
}

/** Many tests write the same template: it is read once. */
function namesByTemplate(templates: readonly NamedTemplate[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { name, template } of templates) {
    const text = JSON.stringify(template);
    names.set(text, [...names.get(text) ?? [], name]);
  }
  return names;
}

function lineOf([name, ...others]: readonly string[], { place, rule, message }: Finding): string {
  const writers = others.length > 0 ? `${name} (and ${others.length} others)` : name;
  return `${writers}: ${place}: ${message} [${rule}]`;
}
