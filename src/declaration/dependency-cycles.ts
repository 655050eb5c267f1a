import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IValidation } from 'constructs';
import { isInTree } from '../template/construct-tree';
import { dependsOn, logicalIdOf } from '../template/depends-on';
import { templateOf } from '../template/entries';
import { logicalIdsIn } from '../template/references';
import { prop } from '../validation/names-by-language';

const CHECKS = new WeakMap<Stack, CycleCheck>();

/**
 * Refuses a service that depends on its ServiceState, which depends on the service. The CDK writes such a template, and
 * only CloudFormation would refuse it. This reads all dependencies in the template, explicit ones and references to
 * attributes, of the service and of everything that it depends on.
 *
 * The same cycle is refused for what must exist before the service: the provider and what it uses, such as its role.
 *
 * @param resumeForUpdate the resource before the service, if it is deployed through a pause
 */
export function refuseCycles(state: CfnResource, resumeForUpdate: CfnResource | undefined): void {
  const stack = Stack.of(state);
  let check = CHECKS.get(stack);
  if (!check) {
    CHECKS.set(stack, check = new CycleCheck());
    stack.node.addValidation(check);
  }
  check.declarations.push({ state, resumeForUpdate });
}

interface Declaration {
  readonly state: CfnResource;
  readonly resumeForUpdate: CfnResource | undefined;
}

class CycleCheck implements IValidation {
  public readonly declarations: Declaration[] = [];

  public validate(): string[] {
    const templates = new Map<Stack, DependencyGraph>();
    return this.declarations.filter(({ state }) => isInTree(state)).flatMap(({ state, resumeForUpdate }) => {
      const ofState = cycleOf(state, templates);
      if (ofState) return [`${subject(state)} waits for itself: ${inWords(ofState)}. ${ABOUT_STATE}`];
      const before = resumeForUpdate && cycleOf(resumeForUpdate, templates);
      return before ? [`${subject(state)}: what comes before its service waits for the service: ${inWords(before)}. ${aboutProvider()}`] : [];
    });
  }
}

/** A cycle in the template of the resource, or in the template of a parent, where the nested stack's resource takes the place of what is in it. */
function cycleOf(start: CfnResource, templates: Map<Stack, DependencyGraph>): CfnResource[] | undefined {
  for (let resource: CfnResource | undefined = start; resource; resource = Stack.of(resource).nestedStackResource as CfnResource | undefined) {
    const stack = Stack.of(resource);
    const template = templates.get(stack) ?? new DependencyGraph(stack);
    templates.set(stack, template);
    const cycle = template.shortestCycle(resource);
    if (cycle) return cycle;
  }
  return undefined;
}

function subject(state: CfnResource): string {
  return `ServiceState '${state.node.scope!.node.path}'`;
}

function inWords(cycle: CfnResource[]): string {
  return cycle.map(({ node }) => `'${node.path}'`).join(' waits for ');
}

const ABOUT_STATE = 'A ServiceState waits for its service, so neither the service nor anything that it waits for may wait for the ServiceState or use its attributes. '
  + 'Let only what has to come after the service is paused or resumed depend on the ServiceState.';

function aboutProvider(): string {
  return 'The functions must be there before the service, to resume it for an update. So neither the provider nor anything that it uses may wait for the service or use its attributes, '
    + `nor may what gives ${prop('desiredState')}. Let a policy of ${prop('handlerRole')} name the service as service/NAME/*. Or set ${prop('deployThroughPause')} to false.`;
}

/** The resources of one template and their direct dependencies. */
class DependencyGraph {
  private readonly byLogicalId = new Map<string, CfnResource>();
  private readonly dependencies = new Map<CfnResource, CfnResource[]>();

  constructor(stack: Stack) {
    for (const child of stack.node.findAll()) {
      if (CfnResource.isCfnResource(child) && Stack.of(child) === stack) this.byLogicalId.set(logicalIdOf(child), child);
    }
  }

  /** The shortest path from a resource over its dependencies back to it. */
  public shortestCycle(start: CfnResource): CfnResource[] | undefined {
    const seen = new Set<CfnResource>();
    let paths = [[start]];
    while (paths.length > 0) {
      const longer = paths.flatMap(path => this.next(path[path.length - 1]).map(next => [...path, next]));
      const cycle = longer.find(path => path[path.length - 1] === start);
      if (cycle) return cycle;
      paths = longer.filter(path => {
        const end = path[path.length - 1];
        return !seen.has(end) && seen.add(end);
      });
    }
    return undefined;
  }

  private next(resource: CfnResource): CfnResource[] {
    let next = this.dependencies.get(resource);
    if (!next) {
      const definitions = Object.values(templateOf(resource).Resources ?? {});
      const names = definitions.flatMap(definition => [...logicalIdsIn(definition.Properties), ...dependsOn(definition)]);
      // An attribute that the service uses is among the inputs of the State, too. The path over the service is more useful in a message.
      next = [...new Set(names)].flatMap(name => this.byLogicalId.get(name) ?? []).filter(other => other !== resource);
      this.dependencies.set(resource, next);
    }
    return next;
  }
}
