import type { AppRunner } from './aws/app-runner';
import { appRunnerOf } from './aws/app-runner-client';
import { cloudFormationOf } from './aws/cloud-formation-client';
import type { IsCompleteAnswer, OnEventAnswer } from './deployment/answer';
import type { Dependencies } from './deployment/dependencies';
import { isComplete as isCompleteWith } from './deployment/is-complete';
import { logToStdout } from './deployment/log';
import { onEvent as onEventWith } from './deployment/on-event';
import type { CustomResourceEvent } from './deployment/request';
import { parseServiceArn } from './deployment/service-arn';
import { UserError } from './deployment/user-error';

/** The entry points of the bundle, wired to AWS. */

/** A call that hangs must not use up the invocation: the next poll is near. */
const REQUEST_HANDLER = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true };

const clients = new Map<string, AppRunner>();

const dependencies: Dependencies = {
  appRunner(serviceArn) {
    const { region } = parseServiceArn(serviceArn);
    const client = clients.get(region) ?? appRunnerOf({ region, requestHandler: REQUEST_HANDLER });
    clients.set(region, client);
    return client;
  },
  superseded: new Set(),
  cloudFormation: cloudFormationOf({ requestHandler: REQUEST_HANDLER }),
  now: () => Date.now(),
  sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  log: logToStdout,
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
export const isComplete = (event: CustomResourceEvent): Promise<IsCompleteAnswer> => namingTheLogGroup(isCompleteWith(event, dependencies));
