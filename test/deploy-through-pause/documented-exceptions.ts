import type { PromiseName } from './promises';
import type { Scenario, Step } from './scenario';
import type { Ending } from './stack-operations';
import type { Version } from './template';

/** What the library does not promise. docs/limits.md and docs/troubleshooting.md have each of these, with the way out. */
interface Exception {
  readonly because: string;
  readonly promises: readonly PromiseName[];
  applies(scenario: Scenario, ending: Ending): boolean;
}

const ENDS: readonly PromiseName[] = ['the service ends in the declared state', 'the service ends as it was before, or as somebody wanted it'];

const needed = new Set<string>();

const forGood = ({ faults = [] }: Scenario, operations: RegExp): boolean =>
  faults.some(({ rule }) => operations.test(String(rule.operation)) && (rule.times ?? 1) > 2);
const isWithoutRollback = (step: Step): boolean => step !== 'roll back' && !(step.rollback ?? !step.express);
const isExpressRolledBack = ({ steps }: Scenario): boolean => steps.some(step => step !== 'roll back' && step.express && step.rollback && step.failAt);
const deploysThroughPause = ({ template }: Version): boolean => Object.values(template.Resources).some(({ Type }) => Type === 'Custom::AppRunnerRestore');
const declares = ({ template }: Version): boolean => Object.values(template.Resources).some(({ Type }) => Type === 'Custom::AppRunnerServiceState');
const isMoved = (from: Version, steps: readonly Step[]): boolean =>
  deploysThroughPause(from) && steps.some(step => step !== 'roll back' && step.deploy.template.Resources.Declaration !== undefined);
/** Whether a declaration that moved has been reached without rollback, and so has paused the service at once. */
const hasPausedAfterItMoved = ({ from, steps }: Scenario): boolean => isMoved(from, steps) && steps.some(step =>
  step !== 'roll back' && isWithoutRollback(step) && (step.failAt ?? ['end of update']).some(point => /Declaration, poll|end of update/.test(point)));
const nameOfShop = ({ template }: Version): unknown => template.Resources.Shop?.Properties?.ServiceName;
const isRenamed = (from: Version, steps: readonly Step[]): boolean =>
  steps.some(step => step !== 'roll back' && nameOfShop(step.deploy) !== undefined && nameOfShop(step.deploy) !== nameOfShop(from));
const failPoints = ({ steps }: Scenario): readonly string[] => steps.flatMap(step => step === 'roll back' ? [] : step.failAt ?? []);

const EXCEPTIONS: readonly Exception[] = [
  {
    because: 'a pause or resume that fails in a clean-up fails nothing: it shows as DELETE_FAILED of Restore',
    promises: ENDS,
    applies: (_, { abandoned }) => abandoned.some(logicalId => logicalId.endsWith('Restore')),
  },
  {
    because: 'a rollback that has to pause or resume cannot work where App Runner cannot, once the service has been changed',
    promises: ['the rollback never gets stuck'],
    applies: (scenario, { stuck }) => forGood(scenario, /PauseService|ResumeService|DescribeService|ListOperations/) && /(ResumeForUpdate|State)$/.test(stuck?.logicalId ?? ''),
  },
  {
    because: 'a foreign operation started between our resume and the end of CloudFormation\'s update',
    promises: ['CloudFormation never updates a paused service', 'the rollback never gets stuck'],
    applies: ({ interventions = [], from, steps }) => interventions.some(({ at }) =>
      /^(update|rollback): (before Shop|(Shop(ResumeForUpdate|State)?|Declaration), poll \d+)$/.test(at)
      || (/^(update: before Declaration|end of update|start of rollback)$/.test(at) && isMoved(from, steps))),
  },
  {
    because: 'somebody pauses or resumes a service as found in the second in which a request of ours begins, or ends, that may do the same',
    promises: ['the service ends as it was before, or as somebody wanted it'],
    applies: ({ interventions = [] }) => interventions.some(({ at, secondsLater = 0 }) => secondsLater === 0
      && /(before (ShopResumeForUpdate|ShopState|Declaration)|(ShopState|Declaration), poll \d+|start of clean-up)$/.test(at)),
  },
  {
    because: 'somebody pauses or resumes a service that CloudFormation is about to update back',
    promises: ['the rollback never gets stuck'],
    applies: ({ interventions = [] }, { stuck }) => stuck?.message.startsWith('InvalidStateException') === true
      && interventions.some(({ what }) => what === 'pause or resume by hand'),
  },
  {
    because: 'App Runner refuses CloudFormation\'s own update, and then also the one that would take it back',
    promises: ['the rollback never gets stuck'],
    applies: scenario => forGood(scenario, /UpdateService/),
  },
  {
    because: 'CloudFormation cancelled its own creation or update of the service and does not wait for it before the next, with or without this library',
    promises: ['the rollback never gets stuck', 'no service is left behind', 'what nothing disturbs succeeds'],
    applies: scenario => failPoints(scenario).some(point => /: (Api|Shop|Store), poll \d+$/.test(point)),
  },
  {
    because: 'in Express mode with rollback CloudFormation takes back an update that App Runner is still at, and nothing of ours comes before',
    promises: ['the rollback never gets stuck'],
    applies: (scenario, { stuck }) => isExpressRolledBack(scenario) && scenario.assumptions.notReady === 'fails'
      && stuck !== undefined && /(Api|Shop)$/.test(stuck.logicalId) && stuck.message.startsWith('InvalidStateException'),
  },
  {
    because: 'in Express mode with rollback CloudFormation deletes a service that App Runner still creates, before a State or its policy',
    promises: ['no service is left behind'],
    applies: scenario => isExpressRolledBack(scenario) && scenario.assumptions.deleteTries !== 'three, minutes apart'
      && failPoints(scenario).every(point => /^update: before ((Api|Shop|Store)State|\w+Rights\w+)$/.test(point)),
  },
  {
    because: 'App Runner never ends an operation, so nothing can be done with the service',
    promises: ['a rollback that got stuck can be continued'],
    applies: ({ faults = [] }) => faults.some(({ rule }) => rule.fault.kind === 'operation-lasts'),
  },
  {
    because: 'a rollback that does not need us goes on without the state that its deployment could not assert',
    promises: ['the service ends in the declared state'],
    applies: (scenario, { status, failed }) =>
      status === 'UPDATE_ROLLBACK_COMPLETE' && forGood(scenario, /./) && /(State|Declaration)$/.test(failed?.logicalId ?? ''),
  },
  {
    because: 'the first declaration PAUSED, or AS_FOUND of a paused service, together with a change of the service is refused',
    promises: ['what nothing disturbs succeeds'],
    applies: ({ from }, { failed }) => !deploysThroughPause(from) && failed !== undefined && /declares it (PAUSED|AS_FOUND) for the first time/.test(failed.message),
  },
  {
    because: 'a service is declared for the first time and gets another name in the same deployment, and our right is on the new name only',
    promises: ['no request of ours is refused for a right', 'what nothing disturbs succeeds'],
    applies: ({ from, steps }, { failed }) => !deploysThroughPause(from) && isRenamed(from, steps) && failed?.logicalId === 'ShopResumeForUpdate',
  },
  {
    because: 'without deployThroughPause nothing resumes a service that was paused by hand',
    promises: ['CloudFormation never updates a paused service', 'the rollback never gets stuck', 'a rollback that got stuck can be continued', 'what nothing disturbs succeeds'],
    applies: ({ from, steps }) => ![from, ...steps.flatMap(step => step === 'roll back' ? [] : step.deploy)].some(deploysThroughPause),
  },
  {
    because: 'somebody paused or resumed the service after our last request',
    promises: ['the service ends in the declared state'],
    applies: ({ interventions = [] }) => interventions.some(({ at, secondsLater = 0 }) =>
      /^clean-up: before (ShopState|Declaration)$/.test(at) || (secondsLater > 0 && at === 'clean-up: before ShopRestore')),
  },
  {
    because: 'CloudFormation deletes a service that was made anew before the first State declared of it, and tries only once',
    promises: ['no service is left behind'],
    applies: ({ from, assumptions, ...rest }) => assumptions.formerIds === 'first' && assumptions.deleteTries === 'one' && !declares(from)
      && failPoints({ from, assumptions, ...rest }).every(point => /State, poll \d+$/.test(point)),
  },
  {
    because: 'a declaration moved together with a change without rollback and paused at once, and the deployment after it is rolled back',
    promises: ['CloudFormation never updates a paused service', 'the rollback never gets stuck'],
    applies: (scenario, { status }) => hasPausedAfterItMoved(scenario) && scenario.assumptions.rollbackOrder === 'dependents first'
      && status.startsWith('UPDATE_ROLLBACK'),
  },
  {
    because: 'a service that CloudFormation made anew, or the one before, still has the name, because nothing is cleaned up after a failure without rollback',
    promises: ['what nothing disturbs succeeds'],
    applies: ({ steps }, { failed }) => steps.length > 1 && failed !== undefined && /Service with the provided name already exists/.test(failed.message),
  },
  {
    because: 'in a `cdk rollback` CloudFormation says that rollback is disabled, so Restore cannot be replaced and nothing pauses the service',
    promises: ENDS,
    applies: ({ steps, assumptions }, { status }) => steps.includes('roll back') && assumptions.rolledBackLater === 'still disabled' && status === 'UPDATE_ROLLBACK_COMPLETE',
  },
  {
    because: 'CloudFormation refuses to replace a service, or the State that goes over to another one, where rollback is disabled',
    promises: ['what nothing disturbs succeeds'],
    applies: (_, { failed }) => failed !== undefined && failed.message.startsWith('Replacement type updates') && !/(Restore|ResumeForUpdate)$/.test(failed.logicalId),
  },
  {
    because: 'a declaration moved together with a change without rollback, and a deployment with rollback completes it',
    promises: ENDS,
    applies: ({ from, steps }, { status }) => status === 'UPDATE_COMPLETE' && isWithoutRollback(steps[0]) && isMoved(from, steps.slice(1))
      && !isWithoutRollback(steps[steps.length - 1]),
  },
  {
    because: 'the scenario itself lets the rollback fail',
    promises: ['the rollback never gets stuck', 'no rollback gets stuck over work of ours that it does not need'],
    applies: scenario => failPoints(scenario).some(point => point.startsWith('rollback')),
  },
];

export function isDocumented(promise: PromiseName, scenario: Scenario, ending: Ending): boolean {
  const exception = EXCEPTIONS.find(({ promises, applies }) => promises.includes(promise) && applies(scenario, ending));
  if (exception) needed.add(exception.because);
  return exception !== undefined;
}

export const REASONS: readonly string[] = EXCEPTIONS.map(({ because }) => because);

/** Whether a scenario that ran since the last call needed the exception. */
export function wasNeeded(because: string): boolean {
  return needed.delete(because);
}
