import { CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Unseen } from './inputs';
import { entryNamed, textOf } from '../template/entries';
import type { TemplateEntry } from '../template/entries';
import type { ResourceDefinition } from '../template/post-processing';
import { namedIn } from '../template/references';

/**
 * What a service waits for, ResumeForUpdate waits for too, so that a database is up before the service is resumed. It
 * refers to the same values as the service, so this is about what is said explicitly, in whatever way, and about the
 * values that it must not refer to. Not where that would close a circle.
 *
 * Call it when the template is written: only then are dependencies between constructs dependencies between resources.
 */
export function waitForWhatServiceWaitsFor(
  definition: ResourceDefinition, resumeForUpdate: CfnResource, service: CfnService, unseen: readonly Unseen[],
): void {
  const [{ DependsOn = [] }] = Object.values(textOf(service).Resources!) as { DependsOn?: string | string[] }[];
  const itself = String(resumeForUpdate.stack.resolve(resumeForUpdate.logicalId));
  const wanted = [DependsOn, unseen.flatMap(({ reference }) => namedIn(reference))].flat().filter(name => name !== itself);
  const { stack } = service;
  const added = wanted.filter(name => entryNamed(stack, name, 'Resources') && !waitsFor(stack, name, itself));
  if (added.length > 0) definition.DependsOn = [...new Set([...[definition.DependsOn ?? []].flat(), ...added])].sort();
}

/** Whether a resource waits for another one, however far away. */
function waitsFor(stack: Stack, start: string, end: string): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === end) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const entry = entryNamed(stack, next, 'Resources');
    if (entry) open.push(...directlyWaitedFor(entry));
  }
  return false;
}

/**
 * Of our own resources only what the CDK knows: to read one would be to ask for its order again, and what it refers to
 * its service refers to as well.
 */
function directlyWaitedFor(entry: TemplateEntry): string[] {
  const { element } = entry;
  if (CfnResource.isCfnResource(element) && element.cfnResourceType.startsWith('Custom::AppRunner')) {
    return element.obtainDependencies().filter(CfnResource.isCfnResource).map(target => String(target.stack.resolve(target.logicalId)));
  }
  return [...namedIn(entry.text), ...[entry.text.DependsOn as string | string[] | undefined ?? []].flat()];
}
