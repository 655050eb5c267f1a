import type { Assumptions } from './assumptions';
import type { Version } from './template';
import type { FaultRule } from '../simulator';

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
  readonly serviceId: string;
  readonly what: 'maintenance' | 'deployment' | 'pause or resume by hand';
}

export interface Scenario {
  readonly name: string;
  /** What is in the stack before. */
  readonly from: Version;
  /** Whether somebody has paused or resumed the services by hand since. */
  readonly found: 'as declared' | 'the other way round';
  readonly assumptions: Assumptions;
  readonly steps: readonly Step[];
  readonly faults?: readonly PlannedFault[];
  readonly interventions?: readonly Intervention[];
}

export const FOUND: readonly Scenario['found'][] = ['as declared', 'the other way round'];
