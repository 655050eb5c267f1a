import type { Decision, Question } from './decision';
import { lastBoundaryOf } from './declaration';
import { isSince, operationUnderWay } from './history';
import type { Situation } from './situation';
import { reasonToDeploy, resumedVersion } from '../core/resumed-version';
import { waitFor } from '../core/wait';

/**
 * A deployment follows every resume, also one by somebody else. One that fails is not made again before the next resume or boundary,
 * because the version that failed is still the newest.
 *
 * @param otherwise the decision if none is due
 */
export function unlessDeploymentIsDue(situation: Situation, otherwise: Decision): Decision | Question {
  const { declaration: { deployAfterResume, desired }, status, history, now } = situation;
  if (!deployAfterResume || status !== 'RUNNING') return otherwise;
  if (!history) return { kind: 'ask', about: 'history' };
  const underWay = operationUnderWay(history, now);
  if (underWay) return waitFor(underWay);
  const resumed = resumedVersion(history);
  if (!resumed) return otherwise;
  const { deployment: failed } = resumed;
  if (!failed || !isSince(failed, lastBoundaryOf(desired, now))) {
    return { kind: 'deploy', reason: reasonToDeploy(resumed) };
  }
  return {
    kind: 'failed',
    reason: `operation ${failed.id} (START_DEPLOYMENT) ended ${failed.status} after the service was resumed; the version from before the pause runs,`
      + ' and the next deployment is started after the next resume or boundary, or by you',
  };
}
