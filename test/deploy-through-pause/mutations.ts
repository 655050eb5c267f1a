import type { Handlers } from './handlers';
import { REAL_HANDLERS } from './handlers';
import type { PromiseName } from './promises';
import type { SCENARIO_GROUPS } from './scenarios';
import { idle, misinformed, only, thoughtToRollBack, withEvents, withOperations, withOwnRecord, withoutTime } from './wrong-information';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

/** The handlers with one rule broken, from outside. */
export interface Mutation {
  readonly name: string;
  /** The promise that this is known to break. */
  readonly breaks: PromiseName;
  /** The group in which it is known to do so, where the first ones do not show it. */
  readonly group?: keyof typeof SCENARIO_GROUPS;
  readonly handlers: Handlers;
}

const RESTORE = 'Custom::AppRunnerRestore';
const RESUME_FOR_UPDATE = 'Custom::AppRunnerResumeForUpdate';
const STATE = 'Custom::AppRunnerServiceState';

const isRollback = async ({ StackId }: CustomResourceEvent, dependencies: Dependencies): Promise<boolean> =>
  (await dependencies.cloudFormation.stackStatus(StackId)).includes('ROLLBACK');

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a superseded request acts',
    breaks: 'CloudFormation never updates a paused service',
    handlers: misinformed({
      dependencies: (event, dependencies) => withOwnRecord(event, dependencies, { status: 'UPDATE_IN_PROGRESS', changedAt: 1 }),
    }),
  },
  {
    name: 'State pauses in a rollback although the service was changed',
    breaks: 'CloudFormation never updates a paused service',
    handlers: misinformed({
      event: async (event, dependencies) => event.ResourceType === STATE && event.RequestType === 'Update' && await isRollback(event, dependencies)
        ? { ...event, OldResourceProperties: event.ResourceProperties }
        : event,
    }),
  },
  {
    name: 'Restore does nothing',
    breaks: 'the service ends in the declared state',
    handlers: misinformed({ event: async event => event.ResourceType === RESTORE && event.RequestType === 'Delete' ? idle(event) : event }),
  },
  {
    name: 'Restore acts after a rollback only',
    breaks: 'the service ends in the declared state',
    handlers: misinformed({
      event: async (event, dependencies) => event.ResourceType === RESTORE && event.RequestType === 'Delete' && !await isRollback(event, dependencies)
        ? idle(event)
        : event,
    }),
  },
  {
    name: 'State does not check how the update of the service ended',
    breaks: 'an update that App Runner rolled back fails the stack',
    handlers: misinformed({
      dependencies: (_, dependencies) => withOperations(dependencies, operations =>
        operations.map(operation => operation.type === 'UPDATE_SERVICE' ? { ...operation, status: 'SUCCEEDED' } : operation)),
    }),
  },
  {
    name: 'Restore keeps its id also where rollback is not disabled',
    breaks: 'the service ends in the declared state',
    handlers: misinformed({ dependencies: only(RESTORE, dependencies => thoughtToRollBack(dependencies, false)) }),
  },
  {
    name: 'Restore goes by the State of the template that goes',
    breaks: 'the service ends in the declared state',
    handlers: misinformed({
      dependencies: (event, dependencies) => event.ResourceType === RESTORE
        ? withOwnRecord(event, dependencies, { metadata: '{}' })
        : dependencies,
    }),
  },
  {
    name: 'ResumeForUpdate does nothing',
    breaks: 'CloudFormation never updates a paused service',
    handlers: misinformed({ event: async event => event.ResourceType === RESUME_FOR_UPDATE ? idle(event) : event }),
  },
  {
    name: 'a change together with the first declaration PAUSED is let through',
    breaks: 'CloudFormation never updates a paused service',
    handlers: misinformed({
      dependencies: (event, dependencies) => event.ResourceType === STATE && event.RequestType === 'Create'
        ? withOperations(dependencies, operations => operations.filter(({ type }) => type !== 'UPDATE_SERVICE'))
        : dependencies,
    }),
  },
  {
    name: 'a resume that cannot work fails every rollback',
    breaks: 'no rollback gets stuck over work of ours that it does not need',
    handlers: misinformed({ dependencies: only(RESUME_FOR_UPDATE, dependencies => withEvents(dependencies, async () => undefined)) }),
  },
  {
    name: 'a resume that cannot work fails no rollback',
    breaks: 'CloudFormation never updates a paused service',
    handlers: misinformed({ dependencies: only(RESUME_FOR_UPDATE, dependencies => withEvents(dependencies, async () => [])) }),
  },
  {
    name: 'a State of which nothing that matters is rolled back fails the rollback',
    breaks: 'no rollback gets stuck over work of ours that it does not need',
    handlers: misinformed({
      event: async (event, dependencies) => event.ResourceType === STATE && event.RequestType === 'Update' && await isRollback(event, dependencies)
        ? { ...event, OldResourceProperties: { ...event.OldResourceProperties, DesiredState: 'ANOTHER' } }
        : event,
    }),
  },
  {
    name: 'a declaration that moved counts as the first one',
    breaks: 'what nothing disturbs succeeds',
    handlers: misinformed({ dependencies: only(STATE, dependencies => withEvents(dependencies, async () => undefined)) }),
  },
  {
    name: 'a declaration that moved together with a change pauses at once',
    breaks: 'CloudFormation never updates a paused service',
    handlers: misinformed({ dependencies: only(STATE, dependencies => withEvents(dependencies, async () => [])) }),
  },
  {
    name: 'Restore is replaced although rollback is disabled',
    breaks: 'what nothing disturbs succeeds',
    group: 'after a deployment without rollback',
    handlers: misinformed({ dependencies: only(RESTORE, dependencies => thoughtToRollBack(dependencies)) }),
  },
  {
    name: 'Restore goes back to the id that it had to keep',
    breaks: 'the service ends in the declared state',
    group: 'after a deployment without rollback',
    handlers: misinformed({
      event: async (event, dependencies) => event.ResourceType === RESTORE && event.RequestType === 'Update' && !await dependencies.cloudFormation.isRollbackDisabled(event.StackId)
        ? { ...event, PhysicalResourceId: '' }
        : event,
    }),
  },
  {
    name: 'State is not asked again after ResumeForUpdate was',
    breaks: 'the service ends in the declared state',
    group: 'after a deployment without rollback',
    handlers: {
      ...REAL_HANDLERS,
      onEvent: async (event, dependencies) => withoutTime(await REAL_HANDLERS.onEvent(event, dependencies)),
      isComplete: async (event, dependencies) => withoutTime(await REAL_HANDLERS.isComplete(event, dependencies)),
    },
  },
  {
    name: 'State pauses in a rollback although ResumeForUpdate was asked since',
    breaks: 'CloudFormation never updates a paused service',
    group: 'after a deployment without rollback',
    handlers: misinformed({
      event: async event => event.ResourceType === STATE && event.RequestType === 'Update'
        ? { ...event, OldResourceProperties: { ...event.OldResourceProperties, ResumeRequestedAt: event.ResourceProperties.ResumeRequestedAt } }
        : event,
    }),
  },
  {
    name: 'a declaration that moved leaves its pause to a Restore that is not replaced',
    breaks: 'the service ends in the declared state',
    group: 'after a deployment without rollback',
    handlers: misinformed({ dependencies: only(STATE, dependencies => thoughtToRollBack(dependencies)) }),
  },
  {
    name: 'the Delete of State waits for nothing',
    breaks: 'no service is left behind',
    handlers: misinformed({ event: async event => event.ResourceType === STATE && event.RequestType === 'Delete' ? idle(event) : event }),
  },
  {
    name: 'the Delete of State does not wait for what CloudFormation has started',
    breaks: 'no service is left behind',
    group: 'express deployments that fail',
    handlers: misinformed({
      dependencies: ({ ResourceType, RequestType }, dependencies) => ResourceType === STATE && RequestType === 'Delete'
        ? withOperations(dependencies, operations => operations.map(operation =>
          /^(CREATE|UPDATE)_/.test(operation.type) ? { ...operation, type: 'START_DEPLOYMENT' } : operation))
        : dependencies,
    }),
  },
  {
    name: 'State does not wait for the service that it leaves',
    breaks: 'no service is left behind',
    handlers: misinformed({
      event: async event => event.ResourceType === STATE && event.RequestType === 'Update'
        ? { ...event, OldResourceProperties: { ...event.OldResourceProperties, ServiceArn: event.ResourceProperties.ServiceArn } }
        : event,
    }),
  },
];
