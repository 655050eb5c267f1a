import type { Readings } from './readings';
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
    /** The moments at which another resource of the stack fails. */
    readonly failAt?: readonly string[];
  }
  | 'roll back';

/** Something that is not as it should be in App Runner, from a moment on. */
export interface Trouble {
  /** @default - from the start */
  readonly from?: string;
  /** Whether CloudFormation's own calls do not meet it. */
  readonly oursAlone?: boolean;
  readonly rule: FaultRule;
}

/** Somebody else does something to a service, or App Runner itself maintains it. */
export interface Visit {
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
  readonly readings: Readings;
  readonly steps: readonly Step[];
  readonly troubles?: readonly Trouble[];
  readonly visits?: readonly Visit[];
}

export const FOUND: readonly Scenario['found'][] = ['as declared', 'the other way round'];
