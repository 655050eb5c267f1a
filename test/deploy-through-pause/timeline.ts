import type { VirtualClock } from '../simulator';

/** Something that looks again every few seconds, whoever else is busy meanwhile. */
export interface Poller {
  readonly everySeconds: number;
  /** @returns whether it is over */
  poll(): Promise<boolean>;
}

/** Between two looks of those who still poll when everything else is over. */
export const IDLE_SECONDS = 120;

/** The virtual time of a scenario, with those who go on polling in the background while it passes. */
export class Timeline {
  private background: { readonly poller: Poller; nextAt: number }[] = [];
  /** Those whose look takes time: they do not look again meanwhile. */
  private readonly busy = new Set<Poller>();

  constructor(readonly clock: VirtualClock) {}

  now(): number {
    return this.clock.now();
  }

  /** @param poller looks first after its interval */
  inBackground(poller: Poller): void {
    this.background.push({ poller, nextAt: this.now() + poller.everySeconds * 1000 });
  }

  async sleep(seconds: number): Promise<void> {
    const end = this.now() + seconds * 1000;
    for (let next = this.nextDue(); next && next.nextAt <= end; next = this.nextDue()) {
      await this.let(next);
    }
    this.advanceTo(end);
  }

  /** Everybody in the background happens to look right now, on top of what they do anyway. */
  async atTheWorstMoment(): Promise<void> {
    for (const one of [...this.background]) await this.poll(one);
  }

  /** Until nobody polls any more. A look now and then tells as much as every look there would be. */
  async sleepUntilAllIsQuiet(): Promise<void> {
    for (let next = this.nextDue(); next; next = this.nextDue()) {
      await this.let(next);
      next.nextAt += IDLE_SECONDS * 1000;
    }
  }

  private async let(next: { readonly poller: Poller; nextAt: number }): Promise<void> {
    this.advanceTo(next.nextAt);
    next.nextAt += next.poller.everySeconds * 1000;
    await this.poll(next);
  }

  private async poll(one: { readonly poller: Poller; nextAt: number }): Promise<void> {
    if (this.busy.has(one.poller)) return;
    this.busy.add(one.poller);
    const isOver = await one.poller.poll();
    this.busy.delete(one.poller);
    if (isOver) this.background = this.background.filter(other => other !== one);
  }

  private nextDue(): { readonly poller: Poller; nextAt: number } | undefined {
    return this.background.filter(({ poller }) => !this.busy.has(poller)).sort((a, b) => a.nextAt - b.nextAt)[0];
  }

  /** A look in the background that took time may have gone past it. */
  private advanceTo(time: number): void {
    this.clock.advance(Math.max(time - this.now(), 0) / 1000);
  }
}
