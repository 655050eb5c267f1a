import type { Assumptions } from './assumptions';
import type { Version } from './template';
import type { FaultRule } from '../simulator';
import type { CallTimes } from './ticks/ticks';

/** One thing that the owner of the stack does. */
export type Step =
  | {
    readonly deploy: Version;
    /** `--no-rollback` if false. @default true, in Express mode false */
    readonly rollback?: boolean;
    /** `--express`. @default false */
    readonly express?: boolean;
    /** The points at which another resource of the stack fails. */
    readonly failAt?: readonly string[];
    /** Of a nested stack: whether something else fails in the root, after this stack has been updated. */
    readonly rootFails?: boolean;
  }
  | 'roll back';

/** A fault of App Runner, from a point on. */
export interface PlannedFault {
  /** @default - from the start */
  readonly from?: string;
  /** Whether CloudFormation's own calls are not affected. */
  readonly oursAlone?: boolean;
  readonly rule: FaultRule;
}

/** An operation of a service that somebody else or App Runner itself starts. */
export interface Intervention {
  readonly at: string;
  /** @default - at once */
  readonly secondsLater?: number;
  readonly serviceId: string;
  readonly what: 'maintenance' | 'deployment' | 'pause or resume by hand';
}

/** Ticks of the reconciler. After everything there are three more in any case. */
export interface TickPlan {
  /** How long before each step one begins. */
  readonly secondsBefore: readonly number[];
  /** Whether one begins at every point of every step as well. */
  readonly atEveryPoint?: boolean;
  /** Whether the input of the last one before each step comes only after that step. */
  readonly isLate?: boolean;
  readonly callTimes?: CallTimes;
}

export interface Scenario {
  readonly name: string;
  /** What is in the stack before. */
  readonly from: Version;
  /** Whether somebody has paused or resumed the services by hand since. */
  readonly found: 'as declared' | 'the other way round';
  readonly assumptions: Assumptions;
  readonly steps: readonly Step[];
  /** When BOUNDARY of the running hours is, in seconds from the start. */
  readonly boundaryAfter?: number;
  /** How long CloudFormation takes from one resource to the next, if not as long as the pace says. */
  readonly betweenResourcesSeconds?: number;
  /** Ticks are left out where there is none. */
  readonly ticks?: TickPlan;
  /** @default 1 */
  readonly secondsBetweenSteps?: number;
  /** How far App Runner's clock is behind. @default 0 */
  readonly appRunnerBehindSeconds?: number;
  /** Whether the stack is nested in another one. */
  readonly nested?: boolean;
  readonly faults?: readonly PlannedFault[];
  readonly interventions?: readonly Intervention[];
}

/** A Thursday evening. */
export const BOUNDARY = { time: '18:00', at: Date.UTC(2026, 0, 15, 18) };

export const FOUND: readonly Scenario['found'][] = ['as declared', 'the other way round'];
