import type { AppRunner } from '../aws/app-runner';
import { AwsCallError, LastingTrouble } from '../aws/aws-call';
import { troubleOf } from '../aws/error-kinds';
import { isInFlight } from '../core/decide';

/** CloudFormation tries a Delete three times, so a try must not take all the time there is. */
export const LONGEST_REST_MS = 10 * 60_000;

/** What the stack itself lets App Runner do: our own operations and, in Express mode, those of CloudFormation. */
const OF_THE_STACK = /^(PAUSE|RESUME|CREATE|UPDATE)_SERVICE$/;

/**
 * CloudFormation can cancel our request and delete the service at once, while the pause that it asked for still runs; in Express
 * mode also while the service is still being created. Its handler fails then, and leaves the service behind in App Runner.
 * So whoever goes before that looks whether one runs.
 *
 * @returns what keeps the service busy, undefined if that is not the stack, if the service is gone, or if nobody may look
 */
export async function operationOfTheStackUnderWay(serviceArn: string, appRunner: AppRunner): Promise<string | undefined> {
  try {
    if ((await appRunner.describe(serviceArn)).status !== 'OPERATION_IN_PROGRESS') return undefined;
    const underWay = (await appRunner.operations(serviceArn)).find(isInFlight);
    if (!underWay) return 'an operation that is not listed yet';
    return OF_THE_STACK.test(underWay.type) ? `operation ${underWay.id} (${underWay.type})` : undefined;
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const cannotBeSeen = error instanceof LastingTrouble || troubleOf(error.reason) === 'look-again';
    return cannotBeSeen ? undefined : `what cannot be seen now (${error.message})`;
  }
}
