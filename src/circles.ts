import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IValidation } from 'constructs';
import { textOf } from './template-entry';
import { namedIn } from './template-names';

const CHECKS = new WeakMap<Stack, CircleCheck>();

/**
 * A ServiceState waits for its service, so a service that waits for its ServiceState could never be deployed. The CDK
 * writes such a template, and only CloudFormation refuses it. So we look at what will stand in the template, with every
 * dependency, however it came there: by `addDependency`, by an attribute, of the service or of what it waits for.
 */
export function refuseCircles(state: CfnResource): void {
  const stack = Stack.of(state);
  let check = CHECKS.get(stack);
  if (!check) {
    CHECKS.set(stack, check = new CircleCheck());
    stack.node.addValidation(check);
  }
  check.states.push(state);
}

class CircleCheck implements IValidation {
  public readonly states: CfnResource[] = [];

  public validate(): string[] {
    const templates = new Map<Stack, WaitingResources>();
    return this.states.flatMap(state => {
      // In the template of a parent, the nested stack stands for what is in it.
      for (let resource: CfnResource | undefined = state; resource; resource = Stack.of(resource).nestedStackResource as CfnResource | undefined) {
        const stack = Stack.of(resource);
        const template = templates.get(stack) ?? new WaitingResources(stack);
        templates.set(stack, template);
        const circle = template.wayBackTo(resource);
        if (circle) return [message(state, circle)];
      }
      return [];
    });
  }
}

function message(state: CfnResource, circle: CfnResource[]): string {
  return `ServiceState '${state.node.scope!.node.path}' waits for itself: ${circle.map(({ node }) => `'${node.path}'`).join(' waits for ')}. `
    + 'A ServiceState waits for its service, so neither the service nor anything that it waits for may wait for the ServiceState or use its attributes. '
    + 'Let only what has to come after the service is paused or resumed depend on the ServiceState.';
}

/** The resources of one template, and what each of them waits for. */
class WaitingResources {
  private readonly named = new Map<string, CfnResource>();
  private readonly waitsFor = new Map<CfnResource, CfnResource[]>();

  constructor(private readonly stack: Stack) {
    for (const child of stack.node.findAll()) {
      if (CfnResource.isCfnResource(child) && Stack.of(child) === stack) this.named.set(this.logicalIdOf(child), child);
    }
  }

  /** The shortest way from a resource over what it waits for back to it. */
  public wayBackTo(start: CfnResource): CfnResource[] | undefined {
    const seen = new Set<CfnResource>();
    let ways = [[start]];
    while (ways.length > 0) {
      const longer = ways.flatMap(way => this.next(way[way.length - 1]).map(next => [...way, next]));
      const back = longer.find(way => way[way.length - 1] === start);
      if (back) return back;
      ways = longer.filter(way => {
        const end = way[way.length - 1];
        return !seen.has(end) && seen.add(end);
      });
    }
    return undefined;
  }

  private next(resource: CfnResource): CfnResource[] {
    let next = this.waitsFor.get(resource);
    if (!next) {
      const definitions = Object.values(textOf(resource).Resources ?? {});
      const names = definitions.flatMap(({ Properties, DependsOn }) => [...namedIn(Properties), ...[DependsOn as string | string[] ?? []].flat()]);
      // An attribute that the service uses is among the inputs of the State, too: the way over the service says more.
      next = [...new Set(names)].flatMap(name => this.named.get(name) ?? []).filter(other => other !== resource);
      this.waitsFor.set(resource, next);
    }
    return next;
  }

  private logicalIdOf(resource: CfnResource): string {
    return String(this.stack.resolve(resource.logicalId));
  }
}
