import { HOUR } from './hours';
import type { PromiseName } from './promises';
import { RULES } from './rules';
import type { Rules } from './rules';
import { fixedStates } from './scenario';
import type { Operation } from '../../../../lambda/aws/app-runner';
import type { Hours } from '../../../../lambda/reconciler/declaration';
import { isHours } from '../../../../lambda/reconciler/declaration';
import type { Situation } from '../../../../lambda/reconciler/situation';
import { restOf } from '../../../../lambda/reconciler/stack-at-rest';
import type { OnDriftName } from '../../../../src/contract/reconcile-input';

/** The rules with one of them broken. */
export interface Mutation {
  readonly name: string;
  readonly onDrift: OnDriftName;
  /** What is declared: running hours, unless it says something else. */
  readonly desired?: typeof fixedStates;
  /** The promise that this is known to break. */
  readonly breaks: PromiseName;
  readonly rules: Rules;
}

/** Rules that get wrong information about the service. */
function told(change: (situation: Situation) => Partial<Situation>): Rules {
  return { ...RULES, decide: situation => RULES.decide({ ...situation, ...change(situation) }) };
}

/** Rules that see only some of the service's operations. */
function shown(isShown: (operation: Operation, situation: Situation) => boolean): Rules {
  return told(situation => ({ history: situation.history?.filter(operation => isShown(operation, situation)) }));
}

function withHours(change: (hours: Hours, now: number) => Hours): Rules {
  return told(({ declaration, now }) => ({
    declaration: { ...declaration, desired: isHours(declaration.desired) ? change(declaration.desired, now) : declaration.desired },
  }));
}

const ALWAYS = { allows: 'act', reason: 'nobody looked' } as const;

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'no look at the stack',
    onDrift: 'TOLERATE',
    breaks: 'acts while the stack is not at rest',
    rules: { ...RULES, restOf: () => ALWAYS, restBeforeActing: () => ALWAYS },
  },
  {
    name: 'a look at the stack that is old',
    onDrift: 'TOLERATE',
    breaks: 'acts while the stack is not at rest',
    rules: { ...RULES, restBeforeActing: () => ALWAYS },
  },
  {
    name: 'the root of the stack ignored',
    onDrift: 'TOLERATE',
    breaks: 'acts while the stack is not at rest',
    rules: { ...RULES, restOf: ({ own }) => restOf({ own }), restBeforeActing: ({ own }) => restOf({ own }) },
  },
  {
    name: 'a stack that failed taken for one at rest',
    onDrift: 'TOLERATE',
    breaks: 'acts while the stack is not at rest',
    rules: {
      ...RULES,
      restOf: look => (restOf(look).allows === 'nothing' ? restOf(look) : ALWAYS),
      restBeforeActing: look => (restOf(look).allows === 'nothing' ? restOf(look) : ALWAYS),
    },
  },
  {
    name: 'history not asked',
    onDrift: 'TOLERATE',
    breaks: 'undoes what somebody did before the next boundary or deployment',
    rules: told(() => ({ history: [] })),
  },
  {
    name: 'boundaries ignored',
    onDrift: 'TOLERATE',
    breaks: 'is as declared, or as somebody wanted it',
    rules: withHours(hours => ({ stateAt: instant => hours.stateAt(instant), lastBoundary: () => undefined })),
  },
  {
    name: 'the end of the last stack operation ignored',
    onDrift: 'TOLERATE',
    breaks: 'is as declared, or as somebody wanted it',
    rules: told(() => ({ stackEndedAt: -Infinity })),
  },
  {
    name: 'tries not counted',
    onDrift: 'REPORT',
    breaks: 'tries a fourth time within an hour',
    rules: shown(({ status }) => status === 'SUCCEEDED' || status === 'IN_PROGRESS'),
  },
  {
    name: 'only the tries that failed counted',
    onDrift: 'CORRECT',
    breaks: 'tries a fourth time within an hour',
    rules: shown(({ type, status }, situation) => status !== 'SUCCEEDED' || type === (situation.status === 'RUNNING' ? 'RESUME_SERVICE' : 'PAUSE_SERVICE')),
  },
  {
    name: 'what has to be corrected taken for what is tolerated',
    onDrift: 'CORRECT',
    breaks: 'leaves what it has to correct at its next look, as long as it has tries',
    rules: told(({ declaration }) => ({ declaration: { ...declaration, onDrift: 'TOLERATE' } })),
  },
  {
    name: 'what is only to be reported taken for what has to be corrected',
    onDrift: 'REPORT',
    desired: fixedStates,
    breaks: 'pauses or resumes what is declared only to be asserted by deployments, or reported',
    rules: told(({ declaration }) => ({ declaration: { ...declaration, onDrift: 'CORRECT' } })),
  },
  {
    name: 'the hours of an hour ago',
    onDrift: 'TOLERATE',
    breaks: 'works against the declared state, or on a service that is busy',
    rules: withHours(hours => ({ stateAt: instant => hours.stateAt(instant - HOUR), lastBoundary: instant => hours.lastBoundary(instant - HOUR) })),
  },
  {
    name: 'no deployment after a resume',
    onDrift: 'TOLERATE',
    breaks: 'runs the version that was pushed while it was paused',
    rules: told(({ declaration }) => ({ declaration: { ...declaration, deployAfterResume: false } })),
  },
  {
    name: 'a deployment that failed forgotten',
    onDrift: 'TOLERATE',
    breaks: 'deploys what no resume brought back, or what failed since',
    rules: shown(({ type, status }) => type !== 'START_DEPLOYMENT' || status === 'SUCCEEDED'),
  },
];

/** Not in the weeks: it takes a tick within seconds of a boundary. */
export const WITHOUT_LOOKING_AHEAD = withHours((hours, now) => ({
  stateAt: instant => hours.stateAt(Math.min(instant, now)),
  lastBoundary: instant => hours.lastBoundary(instant),
}));
