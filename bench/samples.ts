/** Operations of one service differ by up to a fifth either way. */
const SPREAD = 0.2;
/** A few weeks of nights and weekends, of which App Runner lists the newest ten pauses on its first page. */
export const LONG_HISTORY = 10;

const GOLDEN = 0.6180339887498949;
const SILVER = 0.41421356237309515;

export interface Sample {
  readonly operationSeconds: number;
  readonly earlierSeconds: readonly number[];
}

/** Durations spread evenly over usual +-20 %, so that the operation ends at every phase of a poll. */
export function samples(usualSeconds: number, count: number, earlier: number): Sample[] {
  return Array.from({ length: count }, (_, index) => ({
    operationSeconds: varied(usualSeconds, (index + 0.5) * GOLDEN),
    earlierSeconds: earlierSeconds(usualSeconds, index, earlier),
  }));
}

/** How long earlier operations of a service took, another history for each index. */
export function earlierSeconds(usualSeconds: number, index: number, earlier: number): number[] {
  return Array.from({ length: earlier }, (_, past) => varied(usualSeconds, index * SILVER + (past + 1) * GOLDEN + index * past * GOLDEN));
}

function varied(usualSeconds: number, position: number): number {
  return usualSeconds * (1 - SPREAD + 2 * SPREAD * (position % 1));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
