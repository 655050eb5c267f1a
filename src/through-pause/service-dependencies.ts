import { CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Unseen } from './inputs';
import { dependsOn, logicalIdOf } from '../template/depends-on';
import { findEntry, templateOf } from '../template/entries';
import type { TemplateEntry } from '../template/entries';
import type { ResourceDefinition } from '../template/post-processing';
import { logicalIdsIn } from '../template/references';

/**
 * Lets ResumeForUpdate depend on what the service depends on, so that a database is up before the service is resumed.
 * Most of that follows from the inputs, which refer to the same values as the service. What is left are explicit
 * dependencies and the values that are no inputs. A dependency that would close a cycle is left out.
 *
 * Call it when the template is written: only then has the CDK turned dependencies between constructs into dependencies
 * between resources.
 */
export function copyDependencies(
  definition: ResourceDefinition, resumeForUpdate: CfnResource, service: CfnService, unseen: readonly Unseen[],
): void {
  const [serviceDefinition] = Object.values(templateOf(service).Resources!);
  const itself = logicalIdOf(resumeForUpdate);
  const wanted = [...dependsOn(serviceDefinition), ...unseen.flatMap(({ reference }) => logicalIdsIn(reference))].filter(name => name !== itself);
  const { stack } = service;
  const added = wanted.filter(name => findEntry(stack, name, 'Resources') && !isDependent(stack, name, itself));
  if (added.length > 0) definition.DependsOn = [...new Set([...dependsOn(definition), ...added])].sort();
}

/** Whether a resource depends on another one, directly or over others. */
function isDependent(stack: Stack, start: string, end: string): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === end) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const entry = findEntry(stack, next, 'Resources');
    if (entry) open.push(...directDependencies(entry));
  }
  return false;
}

/**
 * Of our own resources only the dependencies that the CDK knows: reading one would call copyDependencies again. What they
 * refer to, their services refer to as well.
 */
function directDependencies(entry: TemplateEntry): string[] {
  const { element } = entry;
  if (CfnResource.isCfnResource(element) && element.cfnResourceType.startsWith('Custom::AppRunner')) {
    return element.obtainDependencies().filter(CfnResource.isCfnResource).map(logicalIdOf);
  }
  return [...logicalIdsIn(entry.definition), ...dependsOn(entry.definition)];
}
