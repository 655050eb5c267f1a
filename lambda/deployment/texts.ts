import { fitted } from './user-error';
import { explainProblemInOneLine } from '../../src/contract/running-hours';
import type { HoursProblem } from '../../src/contract/running-hours';
import type { OperationStatus } from '../core/decide';

/** Values and AWS's own texts inside ours are cut, so that what to do still fits behind them. */
const LONGEST_QUOTE_BYTES = 800;

/** Where App Runner itself writes why an operation failed. */
function serviceLogs(service: { name: string; id: string }): string {
  return `CloudWatch log group /aws/apprunner/${service.name}/${service.id}/service`;
}

interface Named { readonly arn: string; readonly name: string; readonly id: string; readonly region: string }

export const malformedArn = (arn: string): string =>
  `ServiceArn must be the ARN of an App Runner service, arn:aws:apprunner:REGION:ACCOUNT:service/NAME/ID, but is ${quoted(arn)}. `
  + 'Pass the service itself, or the whole ARN that DescribeService or the console shows.';

export const otherAccount = (arn: string, account: string): string =>
  `The App Runner service ${arn} is in another account than this stack, which is in ${account}. Declare its state in a stack of its own account.`;

export const badDesiredState = (value: string): string =>
  `DesiredState must be RUNNING, PAUSED or AS_FOUND, but is ${quoted(value)}. Correct the parameter or the value that it is made from, then deploy again.`;

export const badHours = (property: string, problem: HoursProblem): string =>
  `${property} cannot be read: ${explainProblemInOneLine(problem)}. Correct the parameter or the value that it is made from, then deploy again.`;

export const unknownResourceType = (type: string): string =>
  `The ServiceState functions serve Custom::AppRunnerServiceState, Custom::AppRunnerResumeForUpdate and Custom::AppRunnerRestore, but were asked for ${quoted(type)}. `
  + 'Use the constructs of cdk-apprunner-state, which set the type, then deploy again.';

export const serviceNotFound = ({ arn, region }: Named): string =>
  `There is no App Runner service ${arn} in Region ${region}. `
  + 'Check the ARN, and whether the service was deleted outside this stack; then correct or remove the ServiceState and deploy again.';

export const createFailed = (service: Named): string =>
  `The App Runner service ${service.arn} is CREATE_FAILED, so it can be neither paused nor resumed. The reason is in ${serviceLogs(service)}. `
  + 'Correct it and deploy the service with a change of its configuration: App Runner then builds it again, with the same URL and custom domains, which deleting it would lose.';

export const deleteFailed = ({ arn }: Named): string =>
  `The App Runner service ${arn} is DELETE_FAILED, so it can be neither paused nor resumed. Finish deleting it in the App Runner console, then deploy again.`;

export const operationFailed = (service: Named, desired: string, observed: string, operation: OperationStatus): string =>
  `App Runner could not make the service ${service.arn} ${desired}: operation ${operation.id} (${operation.type}) ended ${operation.status} and the service is ${observed}. `
  + `The reason is in ${serviceLogs(service)}. Correct it, then deploy again.`;

export const changedBack = (service: Named, desired: string, observed: string, tries: number): string =>
  `The App Runner service ${service.arn} is ${observed} although ${tries} operations made it ${desired} during this deployment: `
  + 'something else keeps changing it. Find the schedule, pipeline or person in CloudTrail (PauseService, ResumeService), then deploy again.';

export const unknownStatus = (service: Named, status: string): string =>
  `App Runner answers the status '${status}' for the service ${service.arn}, which this version does not know. Update cdk-apprunner-state, then deploy again.`;

export const unknownOperationStatus = (service: Named, operation: OperationStatus): string =>
  `App Runner answers the status '${operation.status}' for operation ${operation.id} (${operation.type}) of the service ${service.arn}, `
  + 'which this version does not know. Update cdk-apprunner-state, then deploy again.';

export const updateRolledBack = (service: Named, operation: OperationStatus): string =>
  `App Runner rolled the update of the service ${service.arn} back: operation ${operation.id} (${operation.type}) ended ${operation.status}, `
  + `so the service does not run what this deployment asked for. The reason is in ${serviceLogs(service)}. Correct it, then deploy again.`;

export const changedOnAdoption = (service: Named, declared: string): string =>
  `The service ${service.arn} was changed in the same deployment that declares it ${declared} for the first time, and a rollback could then meet a paused service. `
  + 'Deploy the ServiceState without that change first, then change the service.';

export const deploymentFailed = (service: Named, operation: OperationStatus): string =>
  `The App Runner service ${service.arn} was resumed, but what was pushed while it was paused could not be deployed: operation ${operation.id} (${operation.type}) `
  + `ended ${operation.status}, so the service runs the version from before the pause. The reason is in ${serviceLogs(service)}. Correct it, then deploy again.`;

export const missingRight = (action: string, resource: string, answer: string): string =>
  `The ServiceState functions may not call ${action} on ${resource}: ${sentence(answer)} `
  + 'Allow it in the role of the ServiceStateProvider; look also at permissions boundaries and service control policies. Then deploy again.';

export const unknownHost = (action: string, resource: string, answer: string): string =>
  `The ServiceState functions could not call ${action} on ${resource}, because for two minutes they found no host of that name: ${sentence(answer)} `
  + 'Either App Runner is not available in that Region, or the VPC of the ServiceStateProvider does not resolve the name. Correct the service ARN or the VPC, then deploy again.';

export const refused = (action: string, resource: string, name: string, answer: string): string =>
  `AWS refused ${action} on ${resource}: ${name}: ${sentence(answer)} Correct the cause, then deploy again.`;

export interface PassedDeadline {
  readonly subject: string;
  readonly desired: string;
  /** @default - it could not be asked for */
  readonly observed: string | undefined;
  readonly operation: OperationStatus | undefined;
  /** The last call that failed. */
  readonly error: string | undefined;
  readonly elapsedSeconds: number;
  readonly adjustable: boolean;
}

export function deadlinePassed({ subject, desired, observed, operation, error, elapsedSeconds, adjustable }: PassedDeadline): string {
  const minutes = Math.round(elapsedSeconds / 6) / 10;
  const last = operation ? ` Its last operation is ${operation.id} (${operation.type}), ${operation.status ?? 'not listed yet'}.` : '';
  const idle = !operation && !error && observed !== 'OPERATION_IN_PROGRESS';
  const hindrance = error ? ` The last attempt ended with: ${sentence(error)}`
    : idle ? ' No operation could be started; what stood in the way is in the log of the ServiceState functions.' : '';
  const fix = error || idle ? 'Correct that if it lasts' : 'Wait until App Runner has finished (an operation that never ends is a case for AWS Support)';
  const longer = adjustable ? ", or raise the prop 'timeout' (at most 55 minutes)" : '';
  return `${subject} should be ${desired} but ${observed === undefined ? 'its status is unknown' : `is ${observed}`} after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.${last}${hindrance} ${fix}${longer}, then deploy again.`;
}

function quoted(value: string): string {
  return `'${fitted(value, LONGEST_QUOTE_BYTES)}'`;
}

/** AWS ends some of its texts with a full stop. */
function sentence(text: string): string {
  const short = fitted(text.trim(), LONGEST_QUOTE_BYTES);
  return /[.!?]$/.test(short) ? short : `${short}.`;
}
