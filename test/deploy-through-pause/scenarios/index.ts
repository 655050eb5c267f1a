import { pausesAndResumesThatFail, transientFaults, permanentFaults, updatesThatFail } from './app-runner-faults';
import { everyFailure, everyFailureOfARollback } from './every-failure';
import { expressDeployments, expressFailures, expressUpdatesThatFail } from './express';
import { interventions } from './interventions';
import { afterARollback, afterNoRollback } from './one-after-the-other';
import type { Scenario } from '../scenario';
import type { VersionPair } from '../version-pairs';

export type ScenarioGroup = (pairs: readonly VersionPair[]) => Iterable<Scenario> | AsyncIterable<Scenario>;

/** All that the library has to come out of with its promises kept. */
export const SCENARIO_GROUPS = {
  'every failure': everyFailure,
  'every failure of a rollback': everyFailureOfARollback,
  'updates that fail': updatesThatFail,
  'pauses and resumes that fail': pausesAndResumesThatFail,
  'permanent faults': permanentFaults,
  'transient faults': transientFaults,
  'interventions': interventions,
  'after a deployment without rollback': afterNoRollback,
  'after a rollback': afterARollback,
  'express deployments': expressDeployments,
  'express deployments that fail': expressFailures,
  'express updates that App Runner does not make': expressUpdatesThatFail,
} satisfies Record<string, ScenarioGroup>;
