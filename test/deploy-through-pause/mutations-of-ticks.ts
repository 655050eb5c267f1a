import { REAL_HANDLERS } from './handlers';
import type { Handlers } from './handlers';
import { HOURS_CHANGED, HOURS_REMOVED_WITH_ON_DELETE } from './hours-pairs';
import type { PromiseName } from './promises';
import type { TICK_GROUPS } from './scenarios/ticks';
import type { VersionPair } from './version-pairs';
import { misinformed, only, withOwnRecord } from './wrong-information';
import type { ObservedStack } from '../../lambda/aws/cloud-formation';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import type { Surroundings } from '../../lambda/reconciler/tick';

const STATE = 'Custom::AppRunnerServiceState';

/** The functions with one rule about ticks broken, from outside. */
export interface MutationOfTicks {
  readonly name: string;
  /** The promise that this is known to break. */
  readonly breaks: PromiseName;
  /** The group and the updates in which it is known to do so. */
  readonly group: keyof typeof TICK_GROUPS;
  readonly pairs?: readonly VersionPair[];
  readonly handlers: Handlers;
}

const thatKnows = (change: (surroundings: Surroundings) => Partial<Surroundings>): Handlers => ({
  ...REAL_HANDLERS,
  tick: (input, endsAt, surroundings) => REAL_HANDLERS.tick(input, endsAt, { ...surroundings, ...change(surroundings) }),
});

const withStack = (stack: (surroundings: Surroundings) => Surroundings['stacks']['stack']): Handlers =>
  thatKnows(surroundings => ({ stacks: { ...surroundings.stacks, stack: stack(surroundings) } }));

const withoutSchedule = (dependencies: Dependencies): Dependencies => ({
  ...dependencies,
  cloudFormation: {
    ...dependencies.cloudFormation,
    resource: async (stackId, logicalId) => logicalId.startsWith('AppRunnerReconciler') ? undefined : dependencies.cloudFormation.resource(stackId, logicalId),
  },
});

export const MUTATIONS_OF_TICKS: readonly MutationOfTicks[] = [
  {
    name: 'a tick does not look at the stack',
    breaks: 'the service ends in the declared state',
    group: 'every point',
    handlers: withStack(({ stacks }) => async stackId => ({ ...await stacks.stack(stackId), status: 'UPDATE_COMPLETE', deployedAt: 0 })),
  },
  {
    name: 'a tick acts in a stack that has failed',
    breaks: 'the service ends in the declared state',
    group: 'every point',
    handlers: withStack(({ stacks }) => async stackId => {
      const { status, ...stack } = await stacks.stack(stackId);
      return { ...stack, status: status.replace('_FAILED', '_COMPLETE') };
    }),
  },
  {
    name: 'a tick does not look again before it acts',
    breaks: 'after three ticks the service is as declared',
    group: 'beginnings of deployments',
    pairs: [HOURS_CHANGED],
    handlers: withStack(({ stacks }) => {
      let first: Promise<ObservedStack> | undefined;
      return async stackId => first ??= stacks.stack(stackId);
    }),
  },
  {
    name: 'a tick does not look at the root',
    breaks: 'after three ticks the service is as declared',
    group: 'nested',
    handlers: withStack(({ stacks }) => async stackId => ({ ...await stacks.stack(stackId), rootId: undefined })),
  },
  {
    name: 'a tick does not ask for the history of a service',
    breaks: 'what somebody changes by hand holds until the next boundary',
    group: 'late input',
    handlers: thatKnows(({ appRunnerIn }) => ({ appRunnerIn: region => ({ ...appRunnerIn(region), operations: async () => [] }) })),
  },
  {
    name: 'a tick does not ask when the last stack operation ended',
    breaks: 'after three ticks the service is as declared',
    group: 'pauses that fail',
    handlers: thatKnows(({ stacks }) => ({ stacks: { ...stacks, lastOperationEndedAt: async () => -Infinity } })),
  },
  {
    name: 'a tick does not ask when it was sent',
    breaks: 'after three ticks the service is as declared',
    group: 'late input',
    handlers: { ...REAL_HANDLERS, tick: (input, ...rest) => REAL_HANDLERS.tick({ ...input, ScheduledTime: undefined }, ...rest) },
  },
  {
    name: 'ResumeForUpdate does not look again',
    breaks: 'what nothing disturbs succeeds',
    group: 'beginnings of deployments',
    handlers: misinformed({ dependencies: only('Custom::AppRunnerResumeForUpdate', withoutSchedule) }),
  },
  {
    name: 'State does not look again',
    breaks: 'after three ticks the service is as declared',
    group: 'beginnings of deployments',
    pairs: [HOURS_CHANGED],
    handlers: misinformed({ dependencies: only(STATE, withoutSchedule) }),
  },
  {
    name: 'the Delete of State does not wait for a tick',
    breaks: 'a declaration that goes leaves the service as it says',
    group: 'beginnings of deployments',
    pairs: [HOURS_REMOVED_WITH_ON_DELETE],
    handlers: misinformed({
      dependencies: (event, dependencies) => event.RequestType === 'Delete' && event.ResourceType === STATE
        ? withOwnRecord(event, dependencies, { metadata: '{}' })
        : dependencies,
    }),
  },
];
