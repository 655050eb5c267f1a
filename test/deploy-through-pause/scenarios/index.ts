import { pausesAndResumesThatFail, passingTrouble, troubleForGood, updatesThatFail } from './app-runner-in-trouble';
import { everyFailure, everyFailureOfARollback } from './every-failure';
import { expressDeployments, expressFailures, expressUpdatesThatFail } from './express';
import { afterARollback, afterNoRollback } from './one-after-the-other';
import { visitors } from './visitors';
import type { Scenario } from '../scenario';
import type { VersionPair } from '../version-pairs';

export type Chapter = (pairs: readonly VersionPair[]) => Iterable<Scenario> | AsyncIterable<Scenario>;

/** All that the library has to come out of with its promises kept. */
export const CHAPTERS = {
  'every failure': everyFailure,
  'every failure of a rollback': everyFailureOfARollback,
  'updates that fail': updatesThatFail,
  'pauses and resumes that fail': pausesAndResumesThatFail,
  'trouble for good': troubleForGood,
  'passing trouble': passingTrouble,
  'visitors': visitors,
  'after a deployment without rollback': afterNoRollback,
  'after a rollback': afterARollback,
  'express deployments': expressDeployments,
  'express deployments that fail': expressFailures,
  'express updates that App Runner does not make': expressUpdatesThatFail,
} satisfies Record<string, Chapter>;
