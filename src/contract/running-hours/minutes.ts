import type { Piece } from './piece';

/** Minutes from `start` to `end`, the end not included. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/**
 * The minutes of a week or of some days, each marked with the piece of text that says the service runs in it: what overlaps is
 * seen when it is marked, and what adjoins is one interval when it is read.
 */
export class Minutes {
  /** For each minute, how many pieces there were when it was marked; 0 where it is not. */
  private readonly marks: Uint32Array;
  private readonly pieces: Piece[] = [];

  constructor(length: number) {
    this.marks = new Uint32Array(length);
  }

  /** What goes over the end continues at the start. Answers with the first minute that is marked already, and stops there. */
  mark({ start, end }: Interval, piece: Piece): { minute: number; saidBy: Piece } | undefined {
    this.pieces.push(piece);
    for (let minute = start; minute < end; minute++) {
      const index = minute % this.marks.length;
      if (this.marks[index] > 0) return { minute: index, saidBy: this.pieces[this.marks[index] - 1] };
      this.marks[index] = this.pieces.length;
    }
    return undefined;
  }

  /** Those between two minutes, counted from the first of the two. */
  between(from: number, to: number): Interval[] {
    const intervals: Interval[] = [];
    let start: number | undefined;
    for (let minute = from; minute <= to; minute++) {
      const runs = minute < to && this.marks[minute] > 0;
      if (runs) {
        start ??= minute;
      } else if (start !== undefined) {
        intervals.push({ start: start - from, end: minute - from });
        start = undefined;
      }
    }
    return intervals;
  }
}

/** Two lists as one, in order, with what adjoins or overlaps in one piece. */
export function union(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const interval of [...one, ...other].sort((a, b) => a.start - b.start)) {
    const last = merged[merged.length - 1];
    if (last !== undefined && interval.start <= last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, interval.end) };
    else merged.push(interval);
  }
  return merged;
}
