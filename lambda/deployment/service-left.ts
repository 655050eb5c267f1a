import { AwsCallError, PermanentError } from '../aws/aws-call-error';
import { isInFlight } from '../core/decide';
import type { Service } from '../core/service-calls';

/** CloudFormation tries a Delete three times, so a try must not take all the time there is. */
export const LONGEST_WAIT_MS = 10 * 60_000;

/** What the stack itself lets App Runner do: our own operations and, in Express mode, those of CloudFormation. */
const OF_THE_STACK = /^(PAUSE|RESUME|CREATE|UPDATE)_SERVICE$/;
const DEPLOYMENT = 'START_DEPLOYMENT';

/**
 * CloudFormation can cancel our request and delete the service at once, while the pause that we asked for still runs. In Express
 * mode it may even delete one that is still being created. Its handler fails then, and leaves the service behind in App
 * Runner. So a request that comes before that waits for the operation.
 *
 * @param withDeployments a deployment, too, may be one of the stack
 * @returns what keeps the service busy. Undefined if that is not the stack, if the service is gone, or if it cannot be observed
 */
export async function operationOfTheStackUnderWay(service: Service, withDeployments: boolean): Promise<string | undefined> {
  try {
    if ((await service.observe()).status !== 'OPERATION_IN_PROGRESS') return undefined;
    const underWay = (await service.operations()).find(isInFlight);
    if (!underWay) return 'an operation that is not listed yet';
    const isOfTheStack = OF_THE_STACK.test(underWay.type) || (withDeployments && underWay.type === DEPLOYMENT);
    return isOfTheStack ? `operation ${underWay.id} (${underWay.type})` : undefined;
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const cannotBeObserved = error instanceof PermanentError || error.kind === 'outdated';
    return cannotBeObserved ? undefined : `something that cannot be observed now (${error.message})`;
  }
}
