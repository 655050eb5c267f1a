import type { Handlers } from './handlers';
import { REAL_HANDLERS } from './handlers';
import type { Operation } from '../../lambda/aws/app-runner';
import type { Dependencies } from '../../lambda/deployment/dependencies';
import type { CustomResourceEvent } from '../../lambda/deployment/request';
import type { ResourceTypeName } from '../../src/contract/custom-resources';

type Change<T> = (event: CustomResourceEvent, dependencies: Dependencies) => T;

/** Handlers that get wrong information about the request or from what they call. */
export function misinformed(
  changes: { readonly event?: Change<Promise<CustomResourceEvent>>; readonly dependencies?: Change<Dependencies> },
): Handlers {
  const eventFor: Change<Promise<CustomResourceEvent>> = changes.event ?? (async event => event);
  const dependenciesFor: Change<Dependencies> = changes.dependencies ?? ((_, dependencies) => dependencies);
  return {
    ...REAL_HANDLERS,
    onEvent: async (event, dependencies) => REAL_HANDLERS.onEvent(await eventFor(event, dependencies), dependenciesFor(event, dependencies)),
    isComplete: async (event, dependencies) => REAL_HANDLERS.isComplete(event, dependenciesFor(event, dependencies)),
  };
}

/** Wrong information for the requests of one resource type. */
export function only(type: ResourceTypeName, change: (dependencies: Dependencies) => Dependencies): Change<Dependencies> {
  return ({ ResourceType }, dependencies) => ResourceType === type ? change(dependencies) : dependencies;
}

export function withOperations(dependencies: Dependencies, change: (operations: Operation[]) => Operation[]): Dependencies {
  return {
    ...dependencies,
    appRunner: arn => {
      const appRunner = dependencies.appRunner(arn);
      return {
        ...appRunner,
        operations: async (...args) => change(await appRunner.operations(...args)),
      };
    },
  };
}

function withAnswers(dependencies: Dependencies, answers: Partial<Dependencies['cloudFormation']>): Dependencies {
  return { ...dependencies, cloudFormation: { ...dependencies.cloudFormation, ...answers } };
}

/** Changes CloudFormation's record of the event's own resource. */
export function withOwnRecord({ LogicalResourceId }: CustomResourceEvent, dependencies: Dependencies, changes: object): Dependencies {
  return withAnswers(dependencies, {
    resource: async (stack, id) => {
      const record = await dependencies.cloudFormation.resource(stack, id);
      return record && id === LogicalResourceId ? { ...record, ...changes } : record;
    },
  });
}

export function thoughtToRollBack(dependencies: Dependencies, rollsBack = true): Dependencies {
  return withAnswers(dependencies, { isRollbackDisabled: async () => !rollsBack });
}

export function withEvents(dependencies: Dependencies, eventsSinceComplete: Dependencies['cloudFormation']['eventsSinceComplete']): Dependencies {
  return withAnswers(dependencies, { eventsSinceComplete });
}

/** A request that asks for nothing. */
export const idle = (event: CustomResourceEvent): CustomResourceEvent => ({
  ...event, RequestType: 'Delete', ResourceType: 'Custom::AppRunnerResumeForUpdate', PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId,
});

/** An answer of ResumeForUpdate by which State cannot see that it was asked again. */
export const withoutTime = <Answer extends { readonly Data?: object }>(answer: Answer): Answer =>
  answer.Data && 'RequestedAt' in answer.Data ? { ...answer, Data: { ...answer.Data, RequestedAt: 'always the same' } } : answer;
