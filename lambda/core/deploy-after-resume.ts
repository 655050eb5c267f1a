import { hasFailed, isInFlight } from './decide';
import { isOwn } from './operations';
import type { OwnOperations } from './operations';
import type { Done, Failed, Waiting } from './outcome';
import { reasonToDeploy, resumedVersion } from './resumed-version';
import { waitFor } from './wait';
import type { Operation } from '../aws/app-runner';

export interface Deploy { readonly kind: 'deploy'; readonly reason: string }

/**
 * What has to follow once the service is RUNNING. Pure. A deployment that failed before this goal is made again, because
 * somebody may have corrected what was wrong.
 *
 * @param history the service's operations, newest first
 * @param done the outcome if nothing has to follow
 */
export function decideDeployment(history: readonly Operation[], own: OwnOperations, done: Done): Done | Waiting | Deploy | Failed {
  const unlisted = [own.operationId, own.deploymentId].find(known => known !== undefined && !history.some(({ id }) => id === known));
  if (unlisted !== undefined) return { kind: 'wait', reason: `operation ${unlisted} is not listed yet` };
  const underWay = history.slice(0, 1).find(isInFlight); // App Runner works at one thing at a time
  if (underWay) return waitFor(underWay);
  const resumed = resumedVersion(history);
  if (!resumed) return done;
  const { deployment } = resumed;
  if (!deployment || !isOwn(deployment, own.deploymentId, own)) {
    return { kind: 'deploy', reason: reasonToDeploy(resumed) };
  }
  return { kind: 'fail', failure: hasFailed(deployment) ? 'deployment-failed' : 'unknown-operation-status', operation: deployment };
}
