import type { Operation } from '../aws/app-runner';

const DECIDES_VERSION = /^(RESUME_SERVICE|UPDATE_SERVICE|START_DEPLOYMENT|CREATE_SERVICE)$/;

/** The newest of those that decide which version of the application runs: a resume brings back the one that ran last. */
export function newestVersion(history: readonly Operation[]): Operation | undefined {
  return history.find(({ type, status }) => DECIDES_VERSION.test(type) && status === 'SUCCEEDED');
}

/** A service that runs the version from before its pause. */
export interface ResumedVersion {
  /** What brought it back. */
  readonly resume: Operation;
  /** The newest deployment since. It has not succeeded, or it would decide the version itself. */
  readonly deployment: Operation | undefined;
}

/**
 * What was pushed while a service was paused is not deployed when it is resumed: App Runner brings back the version that ran
 * last, also if somebody else resumed it. An update or a deployment brings the newest one.
 *
 * @param history the service's operations, newest first
 * @returns undefined if no deployment is due
 */
export function resumedVersion(history: readonly Operation[]): ResumedVersion | undefined {
  const resume = newestVersion(history);
  if (resume?.type !== 'RESUME_SERVICE') return undefined;
  return { resume, deployment: history.slice(0, history.indexOf(resume)).find(({ type }) => type === 'START_DEPLOYMENT') };
}

export function reasonToDeploy({ resume: { id, type } }: ResumedVersion): string {
  return `operation ${id} (${type}) brought back the version that ran before; what was pushed since is deployed now`;
}
