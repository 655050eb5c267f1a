import type { SimulatorOptions } from '../simulator';
import { REALISTIC_DURATIONS } from '../simulator/operation';

/** How long things take. */
export interface Pace {
  /** App Runner's operations. */
  readonly durations: Required<NonNullable<SimulatorOptions['durations']>>;
  /** The same until the scenario begins. */
  readonly before: SimulatorOptions['durations'];
  readonly pollSeconds: number;
  /** From one resource of a stack to the next. */
  readonly betweenResourcesSeconds: number;
}

/** Few polls, and still one point before, within and after each operation. */
export const QUICK: Pace = {
  pollSeconds: 10,
  betweenResourcesSeconds: 0.7,
  durations: { CREATE_SERVICE: 30, UPDATE_SERVICE: 30, DELETE_SERVICE: 20, PAUSE_SERVICE: 20, RESUME_SERVICE: 20, START_DEPLOYMENT: 30 },
  before: { CREATE_SERVICE: 0, UPDATE_SERVICE: 0, DELETE_SERVICE: 0, PAUSE_SERVICE: 0, RESUME_SERVICE: 0, START_DEPLOYMENT: 0 },
};

/** About as in real accounts, with the provider's own poll interval. */
export const REALISTIC: Pace = { pollSeconds: 2, betweenResourcesSeconds: 0.7, durations: REALISTIC_DURATIONS, before: REALISTIC_DURATIONS };
