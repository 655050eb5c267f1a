/** The clock of the simulator. It never sets a timer: what is over is computed when it is read. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Time that passes only when a test says so. */
export class VirtualClock implements Clock {
  private ms: number;

  constructor(startMs: number = Date.UTC(2026, 0, 15, 12)) {
    this.ms = startMs;
  }

  now(): number {
    return this.ms;
  }

  advance(seconds: number): void {
    if (!(seconds >= 0)) {
      throw new RangeError(`time only goes forward: ${seconds} s`);
    }
    this.ms += seconds * 1000;
  }
}

/** The machine's own clock, for the emulator and the demo. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }
}
