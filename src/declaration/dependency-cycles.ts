import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IValidation } from 'constructs';
import { isStillThere } from './duplicate-declarations';
import { textOf } from '../template/entries';
import { namedIn } from '../template/references';
import { prop } from '../validation/names-by-language';

const CHECKS = new WeakMap<Stack, CircleCheck>();

/**
 * A ServiceState waits for its service, so a service that waits for its ServiceState could never be deployed. The CDK
 * writes such a template, and only CloudFormation refuses it. So we look at what will stand in the template, with every
 * dependency, however it came there: by `addDependency`, by an attribute, of the service or of what it waits for.
 *
 * The same with what must be there before the service: the provider and whatever that uses, such as its role.
 *
 * @param resumeForUpdate what comes before the service, if it is deployed through a pause
 */
export function refuseCircles(state: CfnResource, resumeForUpdate: CfnResource | undefined): void {
  const stack = Stack.of(state);
  let check = CHECKS.get(stack);
  if (!check) {
    CHECKS.set(stack, check = new CircleCheck());
    stack.node.addValidation(check);
  }
  check.declarations.push({ state, resumeForUpdate });
}

interface Declaration {
  readonly state: CfnResource;
  readonly resumeForUpdate: CfnResource | undefined;
}

class CircleCheck implements IValidation {
  public readonly declarations: Declaration[] = [];

  public validate(): string[] {
    const templates = new Map<Stack, WaitingResources>();
    return this.declarations.filter(({ state }) => isStillThere(state)).flatMap(({ state, resumeForUpdate }) => {
      const ofState = circleOf(state, templates);
      if (ofState) return [`${begin(state)} waits for itself: ${inWords(ofState)}. ${ABOUT_STATE}`];
      const before = resumeForUpdate && circleOf(resumeForUpdate, templates);
      return before ? [`${begin(state)}: what comes before its service waits for the service: ${inWords(before)}. ${aboutProvider()}`] : [];
    });
  }
}

/** A circle in the template of the resource, or in that of a parent, where the nested stack stands for what is in it. */
function circleOf(start: CfnResource, templates: Map<Stack, WaitingResources>): CfnResource[] | undefined {
  for (let resource: CfnResource | undefined = start; resource; resource = Stack.of(resource).nestedStackResource as CfnResource | undefined) {
    const stack = Stack.of(resource);
    const template = templates.get(stack) ?? new WaitingResources(stack);
    templates.set(stack, template);
    const circle = template.wayBackTo(resource);
    if (circle) return circle;
  }
  return undefined;
}

function begin(state: CfnResource): string {
  return `ServiceState '${state.node.scope!.node.path}'`;
}

function inWords(circle: CfnResource[]): string {
  return circle.map(({ node }) => `'${node.path}'`).join(' waits for ');
}

const ABOUT_STATE = 'A ServiceState waits for its service, so neither the service nor anything that it waits for may wait for the ServiceState or use its attributes. '
  + 'Let only what has to come after the service is paused or resumed depend on the ServiceState.';

function aboutProvider(): string {
  return 'The functions must be there before the service, to resume it for an update. So neither the provider nor anything that it uses may wait for the service or use its attributes, '
    + `nor may what gives ${prop('desiredState')}. Let a policy of ${prop('handlerRole')} name the service as service/NAME/*. Or set ${prop('deployThroughPause')} to false.`;
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
