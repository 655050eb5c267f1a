import { Token } from 'aws-cdk-lib';
import type { CfnResource, IResolvable, IResolveContext } from 'aws-cdk-lib';

/** A resource as it is about to be written into the template. */
export interface ResourceDefinition {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  DependsOn?: string | string[];
  Condition?: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

const POST_PROCESSED = new WeakSet<CfnResource>();

/**
 * Changes a resource when the template is written: after every aspect, regardless of its priority, and after every
 * override. An aspect that an app or an organisation applies everywhere cannot know what this library relies on.
 *
 * @param prepare called before anything is written, when every aspect has been applied
 */
export function postProcess(resource: CfnResource, amend: (definition: ResourceDefinition) => void, prepare = (): void => undefined): void {
  POST_PROCESSED.add(resource);
  const render = resource._toCloudFormation.bind(resource);
  resource._toCloudFormation = () => {
    const { Resources } = render() as { Resources?: Record<string, unknown> };
    if (!Resources) return {}; // as the CDK renders a resource that is not synthesized
    return { Resources: Object.fromEntries(Object.entries(Resources).map(([id, definition]) => [id, new Amended(definition, amend, prepare)])) };
  };
}

export function isPostProcessed(resource: CfnResource): boolean {
  return POST_PROCESSED.has(resource);
}

/**
 * Has CloudFormation delete the resource when it is replaced or removed. A retained custom resource would get no Delete
 * request, and a retained policy would stay attached to its role.
 */
export function neverRetain(definition: ResourceDefinition): void {
  definition.DeletionPolicy = 'Delete';
  definition.UpdateReplacePolicy = 'Delete';
}

class Amended implements IResolvable {
  public readonly creationStack: string[] = [];

  constructor(
    private readonly definition: unknown,
    private readonly amend: (definition: ResourceDefinition) => void,
    private readonly prepare: () => void,
  ) {}

  public resolve(context: IResolveContext): unknown {
    const postProcessor = (resolved: unknown): unknown => {
      this.amend(resolved as ResourceDefinition);
      return resolved;
    };
    if (context.preparing) this.prepare(); // the CDK only looks for references
    else context.registerPostProcessor({ postProcess: postProcessor });
    return this.definition;
  }

  public toString(): string {
    return Token.asString(this);
  }
}
