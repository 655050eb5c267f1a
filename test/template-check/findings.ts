import { cfnLint } from './cfn-lint';
import { KNOWN_FALSE_FINDINGS } from './known-false-findings';
import { newsOf } from './news';
import { referenceFindings } from './references';
import type { Finding, NamedTemplate, Template } from './template';

/** What CloudFormation would refuse in any of the templates, each as one readable line; none when all are right. */
export async function findingsIn(templates: readonly NamedTemplate[]): Promise<string[]> {
  const writers = writersByText(templates);
  const distinct = [...writers.keys()].map(text => JSON.parse(text) as Template);
  const news = newsOf(distinct);
  const linted = await cfnLint(news.flatMap(({ template }) => template ?? []));
  return [...writers.values()].flatMap((names, index) => [
    ...referenceFindings(distinct[index]),
    ...news[index].template ? linted.shift()!.filter(({ place }) => !news[index].isOld(place)) : [],
  ].flatMap(finding => linesOf(names, finding)));
}

/** As `findingsIn`, but only what names nothing of its template, and circles: cheap enough for every unit test. */
export function danglingIn(templates: readonly NamedTemplate[]): string[] {
  return templates.flatMap(({ name, template }) => referenceFindings(template).flatMap(finding => linesOf([name], finding)));
}

/** Many tests write the same template: it is read once. */
function writersByText(templates: readonly NamedTemplate[]): Map<string, string[]> {
  const writers = new Map<string, string[]>();
  for (const { name, template } of templates) {
    const text = JSON.stringify(template);
    writers.set(text, [...writers.get(text) ?? [], name]);
  }
  return writers;
}

function linesOf(names: readonly string[], { place, rule, message }: Finding): string[] {
  const line = `${place}: ${message} [${rule}]`;
  const [name, ...others] = names.filter(writer => !KNOWN_FALSE_FINDINGS.some(known => known.writer.test(writer) && known.finding.test(line)));
  if (name === undefined) return [];
  return [`${name}${others.length > 0 ? ` (and ${others.length} more)` : ''}: ${line}`];
}
