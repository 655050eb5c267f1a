import type { Handlers } from './handlers';
import { REAL_HANDLERS } from './handlers';
import type { PromiseName } from './promises';
import type { CHAPTERS } from './scenarios';
import type { Operation } from '../../lambda/aws/app-runner';
import type { World } from '../../lambda/deployment/dependencies';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

/** The handlers with one rule broken, from outside. */
export interface Mutation {
  readonly name: string;
  /** The promise that this is known to break. */
  readonly breaks: PromiseName;
  /** The chapter in which it is known to do so, where the first ones do not show it. */
  readonly chapter?: keyof typeof CHAPTERS;
  readonly handlers: Handlers;
}

type Change<T> = (event: CustomResourceEvent, world: World) => T;

/** Handlers that are lied to about the request or the world. */
function mutated(changes: { readonly event?: Change<Promise<CustomResourceEvent>>; readonly world?: Change<World> }): Handlers {
  const eventFor: Change<Promise<CustomResourceEvent>> = changes.event ?? (async event => event);
  const worldFor: Change<World> = changes.world ?? ((_, world) => world);
  return {
    onEvent: async (event, world) => REAL_HANDLERS.onEvent(await eventFor(event, world), worldFor(event, world)),
    isComplete: async (event, world) => REAL_HANDLERS.isComplete(event, worldFor(event, world)),
  };
}

function withOperations(world: World, change: (operations: Operation[]) => Operation[]): World {
  return {
    ...world,
    appRunner: arn => {
      const appRunner = world.appRunner(arn);
      return {
        ...appRunner,
        operations: async (...args) => change(await appRunner.operations(...args)),
      };
    },
  };
}

function withOwnRecord({ LogicalResourceId }: CustomResourceEvent, world: World, changes: object): World {
  return {
    ...world,
    cloudFormation: {
      stackStatus: async id => world.cloudFormation.stackStatus(id),
      isRollbackDisabled: async id => world.cloudFormation.isRollbackDisabled(id),
      eventsSinceRest: async id => world.cloudFormation.eventsSinceRest(id),
      resource: async (stack, id) => {
        const record = await world.cloudFormation.resource(stack, id);
        return record && id === LogicalResourceId ? { ...record, ...changes } : record;
      },
    },
  };
}

function thoughtToRollBack(world: World, rollsBack = true): World {
  const { cloudFormation } = world;
  return {
    ...world,
    cloudFormation: {
      stackStatus: async id => cloudFormation.stackStatus(id),
      isRollbackDisabled: async () => !rollsBack,
      resource: async (...asked) => cloudFormation.resource(...asked),
      eventsSinceRest: async id => cloudFormation.eventsSinceRest(id),
    },
  };
}

function withEvents(world: World, eventsSinceRest: World['cloudFormation']['eventsSinceRest']): World {
  const { cloudFormation } = world;
  return {
    ...world,
    cloudFormation: {
      stackStatus: async id => cloudFormation.stackStatus(id),
      isRollbackDisabled: async id => cloudFormation.isRollbackDisabled(id),
      resource: async (...asked) => cloudFormation.resource(...asked),
      eventsSinceRest,
    },
  };
}

const RESTORE = 'Custom::AppRunnerRestore';
const RESUME_FOR_UPDATE = 'Custom::AppRunnerResumeForUpdate';
const STATE = 'Custom::AppRunnerServiceState';

const isRollback = async ({ StackId }: CustomResourceEvent, world: World): Promise<boolean> =>
  (await world.cloudFormation.stackStatus(StackId)).includes('ROLLBACK');

/** A request that asks for nothing. */
const idle = (event: CustomResourceEvent): CustomResourceEvent => ({
  ...event, RequestType: 'Delete', ResourceType: RESUME_FOR_UPDATE, PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId,
});

const withoutTime = <Answer extends { readonly Data?: object }>(answer: Answer): Answer =>
  answer.Data && 'RequestedAt' in answer.Data ? { ...answer, Data: { ...answer.Data, RequestedAt: 'always the same' } } : answer;

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a superseded request acts',
    breaks: 'CloudFormation never updates a paused service',
    handlers: mutated({ world: (event, world) => withOwnRecord(event, world, { status: 'UPDATE_IN_PROGRESS', changedAt: 1 }) }),
  },
  {
    name: 'State pauses in a rollback although the service was changed',
    breaks: 'CloudFormation never updates a paused service',
    handlers: mutated({
      event: async (event, world) => event.ResourceType === STATE && event.RequestType === 'Update' && await isRollback(event, world)
        ? { ...event, OldResourceProperties: event.ResourceProperties }
        : event,
    }),
  },
  {
    name: 'Restore does nothing',
    breaks: 'the service ends in the declared state',
    handlers: mutated({ event: async event => event.ResourceType === RESTORE && event.RequestType === 'Delete' ? idle(event) : event }),
  },
  {
    name: 'Restore acts after a rollback only',
    breaks: 'the service ends in the declared state',
    handlers: mutated({
      event: async (event, world) => event.ResourceType === RESTORE && event.RequestType === 'Delete' && !await isRollback(event, world) ? idle(event) : event,
    }),
  },
  {
    name: 'nobody asks how the update of the service ended',
    breaks: 'an update that App Runner rolled back fails the stack',
    handlers: mutated({
      world: (_, world) => withOperations(world, operations =>
        operations.map(operation => operation.type === 'UPDATE_SERVICE' ? { ...operation, status: 'SUCCEEDED' } : operation)),
    }),
  },
  {
    name: 'Restore keeps its id also where rollback is not disabled',
    breaks: 'the service ends in the declared state',
    handlers: mutated({ world: (event, world) => event.ResourceType === RESTORE ? thoughtToRollBack(world, false) : world }),
  },
  {
    name: 'Restore goes by the State of the template that goes',
    breaks: 'the service ends in the declared state',
    handlers: mutated({
      world: (event, world) => event.ResourceType === RESTORE
        ? withOwnRecord(event, world, { metadata: '{}' })
        : world,
    }),
  },
  {
    name: 'ResumeForUpdate does nothing',
    breaks: 'CloudFormation never updates a paused service',
    handlers: mutated({ event: async event => event.ResourceType === RESUME_FOR_UPDATE ? idle(event) : event }),
  },
  {
    name: 'a change together with the first declaration PAUSED is let through',
    breaks: 'CloudFormation never updates a paused service',
    handlers: mutated({
      world: (event, world) => event.ResourceType === STATE && event.RequestType === 'Create'
        ? withOperations(world, operations => operations.filter(({ type }) => type !== 'UPDATE_SERVICE'))
        : world,
    }),
  },
  {
    name: 'a resume that cannot work fails every rollback',
    breaks: 'no rollback gets stuck over work of ours that it does not need',
    handlers: mutated({ world: (event, world) => event.ResourceType === RESUME_FOR_UPDATE ? withEvents(world, async () => undefined) : world }),
  },
  {
    name: 'a resume that cannot work fails no rollback',
    breaks: 'CloudFormation never updates a paused service',
    handlers: mutated({ world: (event, world) => event.ResourceType === RESUME_FOR_UPDATE ? withEvents(world, async () => []) : world }),
  },
  {
    name: 'a State of which nothing that matters is rolled back fails the rollback',
    breaks: 'no rollback gets stuck over work of ours that it does not need',
    handlers: mutated({
      event: async (event, world) => event.ResourceType === STATE && event.RequestType === 'Update' && await isRollback(event, world)
        ? { ...event, OldResourceProperties: { ...event.OldResourceProperties, DesiredState: 'ANOTHER' } }
        : event,
    }),
  },
  {
    name: 'a declaration that moved counts as the first one',
    breaks: 'what nothing disturbs succeeds',
    handlers: mutated({ world: (event, world) => event.ResourceType === STATE ? withEvents(world, async () => undefined) : world }),
  },
  {
    name: 'a declaration that moved together with a change pauses at once',
    breaks: 'CloudFormation never updates a paused service',
    handlers: mutated({ world: (event, world) => event.ResourceType === STATE ? withEvents(world, async () => []) : world }),
  },
  {
    name: 'Restore is replaced although rollback is disabled',
    breaks: 'what nothing disturbs succeeds',
    chapter: 'after a deployment without rollback',
    handlers: mutated({ world: (event, world) => event.ResourceType === RESTORE ? thoughtToRollBack(world) : world }),
  },
  {
    name: 'Restore goes back to the id that it had to keep',
    breaks: 'the service ends in the declared state',
    chapter: 'after a deployment without rollback',
    handlers: mutated({
      event: async (event, world) => event.ResourceType === RESTORE && event.RequestType === 'Update' && !await world.cloudFormation.isRollbackDisabled(event.StackId)
        ? { ...event, PhysicalResourceId: '' }
        : event,
    }),
  },
  {
    name: 'State is not asked again after ResumeForUpdate was',
    breaks: 'the service ends in the declared state',
    chapter: 'after a deployment without rollback',
    handlers: {
      onEvent: async (event, world) => withoutTime(await REAL_HANDLERS.onEvent(event, world)),
      isComplete: async (event, world) => withoutTime(await REAL_HANDLERS.isComplete(event, world)),
    },
  },
  {
    name: 'State pauses in a rollback although ResumeForUpdate was asked since',
    breaks: 'CloudFormation never updates a paused service',
    chapter: 'after a deployment without rollback',
    handlers: mutated({
      event: async event => event.ResourceType === STATE && event.RequestType === 'Update'
        ? { ...event, OldResourceProperties: { ...event.OldResourceProperties, ResumeRequestedAt: event.ResourceProperties.ResumeRequestedAt } }
        : event,
    }),
  },
  {
    name: 'a declaration that moved leaves its pause to a Restore that is not replaced',
    breaks: 'the service ends in the declared state',
    chapter: 'after a deployment without rollback',
    handlers: mutated({ world: (event, world) => event.ResourceType === STATE ? thoughtToRollBack(world) : world }),
  },
  {
    name: 'the Delete of State waits for nothing',
    breaks: 'no service is left behind',
    handlers: mutated({ event: async event => event.ResourceType === STATE && event.RequestType === 'Delete' ? idle(event) : event }),
  },
  {
    name: 'the Delete of State does not wait for what CloudFormation has started',
    breaks: 'no service is left behind',
    chapter: 'express deployments that fail',
    handlers: mutated({
      world: ({ ResourceType, RequestType }, world) => ResourceType === STATE && RequestType === 'Delete'
        ? withOperations(world, operations => operations.map(operation =>
          /^(CREATE|UPDATE)_/.test(operation.type) ? { ...operation, type: 'START_DEPLOYMENT' } : operation))
        : world,
    }),
  },
  {
    name: 'State does not wait for the service that it leaves',
    breaks: 'no service is left behind',
    handlers: mutated({
      event: async event => event.ResourceType === STATE && event.RequestType === 'Update'
        ? { ...event, OldResourceProperties: { ...event.OldResourceProperties, ServiceArn: event.ResourceProperties.ServiceArn } }
        : event,
    }),
  },
];
