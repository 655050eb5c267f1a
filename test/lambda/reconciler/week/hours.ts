import type { Hours } from '../../../../lambda/reconciler/declaration';
import type { DesiredStateName } from '../../../../src/contract/custom-resources';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday. */
export const MONDAY = Date.UTC(2026, 10, 23);

/** Minutes of a day from which and to which a service runs. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Hours that are looked up, because a week asks them thousands of times. */
export class WeekOfHours implements Hours {
  private readonly boundaries: readonly { readonly at: number; readonly state: DesiredStateName }[];

  /** @param days the window of each day from Monday on; undefined is a day off */
  constructor(days: readonly (Window | undefined)[]) {
    this.boundaries = [-1, 0, 1].flatMap(week => days.flatMap((window, day) => {
      const midnight = MONDAY + (week * 7 + day) * DAY;
      return !window ? [] : [
        { at: midnight + window.from * MINUTE, state: 'RUNNING' as const },
        { at: midnight + window.to * MINUTE, state: 'PAUSED' as const },
      ];
    }));
  }

  stateAt(instant: number): DesiredStateName {
    return this.last(instant)?.state ?? 'PAUSED';
  }

  lastBoundary(instant: number): { readonly at: number } | undefined {
    return this.last(instant);
  }

  private last(instant: number) {
    let [low, high] = [0, this.boundaries.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.boundaries[middle].at <= instant) low = middle + 1;
      else high = middle;
    }
    return this.boundaries[low - 1];
  }
}
