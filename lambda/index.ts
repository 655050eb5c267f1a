import type { Context } from 'aws-lambda';
import type { AppRunner } from './aws/app-runner';
import { appRunnerOf } from './aws/app-runner-client';
import { cloudFormationOf } from './aws/cloud-formation-client';
import type { IsCompleteAnswer, OnEventAnswer } from './deployment/answer';
import type { Dependencies } from './deployment/dependencies';
import { isComplete as isCompleteWith } from './deployment/is-complete';
import { logToStdout } from './deployment/log';
import { NotYet, look } from './deployment/look';
import type { LookRequest } from './deployment/look';
import { onEvent as onEventWith } from './deployment/on-event';
import type { CustomResourceEvent } from './deployment/request';
import { parseServiceArn } from './deployment/service-arn';
import { UserError } from './deployment/user-error';
import { SERVICE_TAKES_MS, tick } from './reconciler/tick';
import type { Surroundings } from './reconciler/tick';
import { LOOK } from '../src/contract/looks';
import type { ReconcileInput } from '../src/contract/reconcile-input';

/** The entry points of the bundle, wired to AWS. */

/** A call that hangs must not use up the invocation: the next poll is near. */
const REQUEST_HANDLER = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/**
 * A pause or resume of a tick must not arrive later than three seconds after the look at the stack, which is one second old at
 * most: a deployment may have begun since.
 */
const REQUEST_HANDLER_OF_TICK = { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true };

function clientsByRegion(requestHandler: typeof REQUEST_HANDLER): (region: string) => AppRunner {
  const clients = new Map<string, AppRunner>();
  return (region) => {
    const client = clients.get(region) ?? appRunnerOf({ region, requestHandler });
    clients.set(region, client);
    return client;
  };
}

const time = {
  now: () => Date.now(),
  sleep: (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds)),
};

const appRunnerIn = clientsByRegion(REQUEST_HANDLER);

const dependencies: Dependencies = {
  ...time,
  appRunner: serviceArn => appRunnerIn(parseServiceArn(serviceArn).region),
  superseded: new Set(),
  cloudFormation: cloudFormationOf({ requestHandler: REQUEST_HANDLER }),
  log: logToStdout,
};

const surroundings: Surroundings = {
  ...time,
  appRunnerIn: clientsByRegion(REQUEST_HANDLER_OF_TICK),
  stacks: cloudFormationOf({ requestHandler: REQUEST_HANDLER_OF_TICK }),
  log: logToStdout,
};

/** The runtime logs every error that an invocation ends with. A look that has to be repeated is none for the person who reads the log. */
const { error: logError } = console;
console.error = (...data: unknown[]) => {
  if (!data.some(each => each instanceof NotYet)) logError(...data);
};

/** The framework adds a line to every message that names a log group which does not exist: this one does. */
async function namingTheLogGroup<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const logGroup = process.env.AWS_LAMBDA_LOG_GROUP_NAME;
    throw error instanceof UserError && logGroup ? new UserError(error.message, ` The functions log to ${logGroup}.`) : error;
  }
}

export const onEvent = (event: CustomResourceEvent): Promise<OnEventAnswer> => namingTheLogGroup(onEventWith(event, dependencies));
export const isComplete = (event: LookRequest | CustomResourceEvent): Promise<CustomResourceEvent | IsCompleteAnswer> =>
  namingTheLogGroup<CustomResourceEvent | IsCompleteAnswer>(LOOK in event ? look(event, dependencies) : isCompleteWith(event, dependencies));
export const reconcile = (input: ReconcileInput, context: Context): Promise<void> =>
  tick(input, Date.now() + context.getRemainingTimeInMillis() - SERVICE_TAKES_MS, surroundings);
