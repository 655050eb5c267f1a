import type { VirtualClock } from '../simulator';

/** One line for each event of a scenario, for people to read. */
export class Transcript {
  readonly lines: string[] = [];
  private start: number;
  private last = '';

  constructor(private readonly clock: VirtualClock) {
    this.start = clock.now();
  }

  /** Forgets the lines so far. */
  begin(): void {
    this.start = this.clock.now();
    this.lines.length = 0;
  }

  /** A line that repeats the one before it, as polls write it, is left out. */
  add(actor: string, text: string): void {
    if (`${actor} ${text}` === this.last) return;
    this.last = `${actor} ${text}`;
    const seconds = Math.round((this.clock.now() - this.start) / 1000);
    this.lines.push(`${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}  ${actor.padEnd(15)} ${text}`);
  }

  toString(): string {
    return this.lines.join('\n');
  }
}
