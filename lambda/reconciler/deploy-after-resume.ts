import type { Decision, Question } from './decision';
import { lastBoundaryOf } from './declaration';
import { isSince, newestVersion, operationUnderWay } from './history';
import type { Situation } from './situation';
import { waitFor } from './wait';

/**
 * What was pushed while a service was paused is not deployed when it is resumed: App Runner brings back the version that ran
 * last. So a deployment follows every resume, whoever made it. One that fails is not made again before the next resume or
 * boundary, because the version that failed is still the newest.
 *
 * @param otherwise what is so if none is due
 */
export function unlessDeploymentIsDue(situation: Situation, otherwise: Decision): Decision | Question {
  const { declaration: { deployAfterResume, desired }, status, history, now } = situation;
  if (!deployAfterResume || status !== 'RUNNING') return otherwise;
  if (!history) return { kind: 'ask', about: 'history' };
  const underWay = operationUnderWay(history, now);
  if (underWay) return waitFor(underWay);
  const resume = newestVersion(history);
  if (resume?.type !== 'RESUME_SERVICE') return otherwise;
  // Had it succeeded, it would decide the version itself.
  const failed = history.slice(0, history.indexOf(resume)).find(({ type }) => type === 'START_DEPLOYMENT');
  if (!failed || !isSince(failed, lastBoundaryOf(desired, now))) {
    return { kind: 'deploy', reason: `operation ${resume.id} (RESUME_SERVICE) brought back the version that ran before; what was pushed since is deployed now` };
  }
  return {
    kind: 'failed',
    reason: `operation ${failed.id} (START_DEPLOYMENT) ended ${failed.status} after the service was resumed; the version from before the pause runs,`
      + ' and the next deployment is started after the next resume or boundary, or by you',
  };
}
