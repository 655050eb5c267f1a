import { CfnElement, CfnResource } from 'aws-cdk-lib';
import { isInTree } from './construct-tree';
import type { ResourceDefinition } from './post-processing';

/** The logical ids in a DependsOn, which is a string, a list or absent. */
export function dependsOn(definition: { readonly DependsOn?: unknown }): string[] {
  return [definition.DependsOn as string | string[] | undefined ?? []].flat();
}

/** Adds the dependencies that the CDK knows of, if an override has removed them, and removes those on resources that are not in the template. */
export function keepDependencies(definition: ResourceDefinition, resource: CfnResource): void {
  const { stack } = resource;
  const kept = new Set(dependsOn(definition));
  for (const target of resource.obtainDependencies()) {
    if (!CfnResource.isCfnResource(target) || target.stack !== stack) continue;
    const id = logicalIdOf(target);
    if (isInTemplate(target, id)) kept.add(id);
    else kept.delete(id);
  }
  setDependencies(definition, kept);
}

export function addDependencies(definition: ResourceDefinition, targets: CfnResource[]): void {
  if (targets.length > 0) setDependencies(definition, new Set([...dependsOn(definition), ...targets.map(logicalIdOf)]));
}

function setDependencies(definition: ResourceDefinition, ids: Set<string>): void {
  definition.DependsOn = ids.size > 0 ? [...ids] : undefined;
}

/** As it will be in the template. */
export function logicalIdOf({ stack, logicalId }: CfnElement): string {
  return String(stack.resolve(logicalId));
}

/** An aspect may have removed the resource from the tree, or have replaced it by another one with the same logical id. */
function isInTemplate(resource: CfnResource, logicalId: string): boolean {
  if (!('Resources' in resource._toCloudFormation())) return false; // an empty policy, for example
  if (isInTree(resource)) return true;
  const { stack } = resource;
  const others = stack.node.findAll().filter((construct): construct is CfnElement => CfnElement.isCfnElement(construct) && construct.stack === stack);
  return others.some(other => logicalIdOf(other) === logicalId);
}
