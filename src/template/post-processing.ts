import { CfnElement, CfnResource, Token } from 'aws-cdk-lib';
import type { IResolvable, IResolveContext } from 'aws-cdk-lib';

/** A resource as it is about to stand in the template. */
export interface ResourceDefinition {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  DependsOn?: string | string[];
  Condition?: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

const AMENDED = new WeakSet<CfnResource>();

/**
 * Lets a resource be changed when the template is written: after every aspect, whatever its priority, and after every
 * override. Aspects that an app or an organisation puts over everything cannot know what this library rests on.
 *
 * @param prepare called before anything is written, when every aspect has been applied
 */
export function haveLastWord(resource: CfnResource, amend: (definition: ResourceDefinition) => void, prepare = (): void => undefined): void {
  AMENDED.add(resource);
  const render = resource._toCloudFormation.bind(resource);
  resource._toCloudFormation = () => {
    const { Resources } = render() as { Resources?: Record<string, unknown> };
    if (!Resources) return {}; // as the CDK renders what is not to be synthesized
    return { Resources: Object.fromEntries(Object.entries(Resources).map(([id, definition]) => [id, new Amended(definition, amend, prepare)])) };
  };
}

/** Whether a resource is changed already when the template is written. */
export function hasLastWord(resource: CfnResource): boolean {
  return AMENDED.has(resource);
}

/** With these, CloudFormation does not delete what is replaced or removed: a custom resource would not hear of it, and a policy would stay attached. */
export function keepDeletable(definition: ResourceDefinition): void {
  definition.DeletionPolicy = 'Delete';
  definition.UpdateReplacePolicy = 'Delete';
}

/** What the CDK knows that it waits for stays, whatever an override says; what is no longer in the template goes. */
export function keepDependencies(definition: ResourceDefinition, resource: CfnResource): void {
  const { stack } = resource;
  const kept = new Set([definition.DependsOn ?? []].flat());
  for (const target of resource.obtainDependencies()) {
    if (!CfnResource.isCfnResource(target) || target.stack !== stack) continue;
    const id = logicalIdOf(target);
    if (isInTemplate(target, id)) kept.add(id);
    else kept.delete(id);
  }
  dependOn(definition, kept);
}

export function waitFor(definition: ResourceDefinition, targets: CfnResource[]): void {
  if (targets.length > 0) dependOn(definition, new Set([...[definition.DependsOn ?? []].flat(), ...targets.map(logicalIdOf)]));
}

function dependOn(definition: ResourceDefinition, ids: Set<string>): void {
  definition.DependsOn = ids.size > 0 ? [...ids] : undefined;
}

function logicalIdOf({ stack, logicalId }: CfnElement): string {
  return stack.resolve(logicalId) as string;
}

/** An aspect may have taken it out of the tree, or have put another resource in its place under the same logical id. */
function isInTemplate(resource: CfnResource, logicalId: string): boolean {
  if (!('Resources' in resource._toCloudFormation())) return false; // an empty policy, for example
  const { stack } = resource;
  const path = resource.node.scopes;
  if (path.slice(1).every((construct, n) => path[n].node.tryFindChild(construct.node.id) === construct)) return true;
  const others = stack.node.findAll().filter((construct): construct is CfnElement => CfnElement.isCfnElement(construct) && construct.stack === stack);
  return others.some(other => logicalIdOf(other) === logicalId);
}

class Amended implements IResolvable {
  public readonly creationStack: string[] = [];

  constructor(
    private readonly definition: unknown,
    private readonly amend: (definition: ResourceDefinition) => void,
    private readonly prepare: () => void,
  ) {}

  public resolve(context: IResolveContext): unknown {
    const postProcess = (resolved: unknown): unknown => {
      this.amend(resolved as ResourceDefinition);
      return resolved;
    };
    if (context.preparing) this.prepare(); // the CDK only looks for references
    else context.registerPostProcessor({ postProcess });
    return this.definition;
  }

  public toString(): string {
    return Token.asString(this);
  }
}
