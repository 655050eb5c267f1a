import type { Handlers } from './handlers';
import type { PromiseName } from './promises';
import type { AS_FOUND_GROUPS } from './scenarios/as-found';
import { misinformed, only, withEvents } from './wrong-information';
import type { CloudFormation, ResourceEvent } from '../../lambda/aws/cloud-formation';
import type { Dependencies } from '../../lambda/deployment/dependencies';

/** The rule of what is ours, with a part of it taken out. */
export interface MutationOfAsFound {
  readonly name: string;
  readonly breaks: PromiseName;
  /** The group in which it is known to do so. */
  readonly group: keyof typeof AS_FOUND_GROUPS;
  readonly handlers: Handlers;
}

const RESTORE = 'Custom::AppRunnerRestore';
const ENDS = 'the service ends as it was before, or as somebody wanted it';

type Change = (events: readonly ResourceEvent[], dependencies: Dependencies) => ResourceEvent[];

const withChangedEvents = (change: Change) => (dependencies: Dependencies): Dependencies =>
  withEvents(dependencies, async stackId => change(await dependencies.cloudFormation.eventsSinceComplete(stackId) ?? [], dependencies));

const without = (logicalId: RegExp): Change => events => events.filter(event => !logicalId.test(event.logicalId));

/** As if the first request to it had never ended. */
const lasting = (logicalId: RegExp): Change => events =>
  events.filter((event, nth) => !logicalId.test(event.logicalId) || events.slice(nth + 1).every(earlier => earlier.logicalId !== event.logicalId));

const known = new WeakMap<CloudFormation, Map<string, ResourceEvent>>();

export const MUTATIONS_OF_AS_FOUND: readonly MutationOfAsFound[] = [
  {
    name: 'State ignores what ResumeForUpdate has answered',
    breaks: ENDS,
    group: 'differing clocks',
    handlers: misinformed({ event: async event => ({ ...event, ResourceProperties: { ...event.ResourceProperties, ResumeOperationId: '' } }) }),
  },
  {
    name: 'Restore ignores when ResumeForUpdate was asked',
    breaks: ENDS,
    group: 'every failure',
    handlers: misinformed({ dependencies: only(RESTORE, withChangedEvents(without(/ResumeForUpdate$/))) }),
  },
  {
    name: 'Restore ignores what State has resumed in the rollback',
    breaks: ENDS,
    group: 'every failure',
    handlers: misinformed({ dependencies: only(RESTORE, withChangedEvents(without(/State$/))) }),
  },
  {
    name: 'State ignores what it has paused itself before the rollback',
    breaks: ENDS,
    group: 'every failure',
    handlers: misinformed({ dependencies: (_, dependencies) => withChangedEvents(without(/State$/))(dependencies) }),
  },
  {
    name: 'what somebody does by hand is taken for ours',
    breaks: ENDS,
    group: 'visitors',
    handlers: misinformed({ dependencies: (_, dependencies) => withChangedEvents(lasting(/(ResumeForUpdate|State)$/))(dependencies) }),
  },
  {
    name: 'an operation from before the stack was last at rest is taken for ours',
    breaks: ENDS,
    group: 'there and back',
    handlers: misinformed({
      event: async (event, { cloudFormation }) => {
        const events = known.get(cloudFormation) ?? new Map<string, ResourceEvent>();
        known.set(cloudFormation, events);
        for (const one of [...await cloudFormation.eventsSinceComplete(event.StackId) ?? []].reverse()) events.set(JSON.stringify(one), one);
        return event;
      },
      dependencies: (__, dependencies) => withChangedEvents((_, { cloudFormation, now }) =>
        [...known.get(cloudFormation)?.values() ?? []].reverse().filter(({ at }) => at > now() - 600_000))(dependencies),
    }),
  },
  {
    name: 'what a deployment without rollback has resumed is forgotten in the next one',
    breaks: ENDS,
    group: 'after a deployment without rollback',
    handlers: misinformed({
      event: async event => ({ ...event, ResourceProperties: { ...event.ResourceProperties, ResumeOperationId: '' } }),
      dependencies: (_, dependencies) => withChangedEvents(events => events.filter(({ at }) => at > dependencies.now() - 300_000))(dependencies),
    }),
  },
];
