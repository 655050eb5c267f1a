import type { VirtualClock } from '../simulator';

/** What happened, one line each, so that a person can follow it. */
export class Story {
  readonly lines: string[] = [];
  private start: number;
  private last = '';

  constructor(private readonly clock: VirtualClock) {
    this.start = clock.now();
  }

  /** Forgets what led up to here. */
  begin(): void {
    this.start = this.clock.now();
    this.lines.length = 0;
  }

  /** The same thing over and over, as a poll says it, is told once. */
  tell(who: string, what: string): void {
    if (`${who} ${what}` === this.last) return;
    this.last = `${who} ${what}`;
    const seconds = Math.round((this.clock.now() - this.start) / 1000);
    this.lines.push(`${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}  ${who.padEnd(15)} ${what}`);
  }

  toString(): string {
    return this.lines.join('\n');
  }
}
