import type { Contender } from './contender';
import type { Handler } from './model/lambda-platform';
import { sleep } from './model/virtual-time';
import { appRunnerOf } from '../lambda/aws/app-runner-client';
import { cloudFormationOf } from '../lambda/aws/cloud-formation-client';
import type { Dependencies } from '../lambda/deployment/dependencies';
import { isComplete } from '../lambda/deployment/is-complete';
import { look } from '../lambda/deployment/look';
import type { LookRequest } from '../lambda/deployment/look';
import { onEvent } from '../lambda/deployment/on-event';
import type { CustomResourceEvent } from '../lambda/deployment/request';
import { DesiredState, ServiceReference, ServiceState } from '../src';
import { LOOK } from '../src/contract/looks';

/** This library with default options. */
export const us: Contender = {
  name: 'this library',
  description: 'ServiceState with default options',

  declare(stack, id, serviceArn, desired) {
    const service = ServiceReference.fromServiceArn(stack, `${id}Service`, serviceArn);
    new ServiceState(stack, id, { service, desiredState: DesiredState.of(desired) });
  },

  declareThroughPause(stack, id, service, desired) {
    new ServiceState(stack, id, { service, desiredState: DesiredState.of(desired) });
  },

  load({ appRunner, cloudFormation }) {
    const client = appRunnerOf(appRunner);
    const dependencies: Dependencies = {
      appRunner: () => client,
      superseded: new Set(),
      cloudFormation: cloudFormationOf(cloudFormation),
      now: () => Date.now(),
      sleep: milliseconds => sleep(milliseconds / 1000),
      log: () => undefined,
    };
    const handlers: Record<string, Handler> = {
      'index.onEvent': event => onEvent(event as CustomResourceEvent, dependencies),
      'index.isComplete': event => LOOK in event
        ? look(event as LookRequest, dependencies)
        : isComplete(event as CustomResourceEvent, dependencies),
    };
    return handlers;
  },
};
