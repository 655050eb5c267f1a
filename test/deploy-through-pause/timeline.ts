import type { VirtualClock } from '../simulator';

/** A poll that is repeated in the background. */
export interface Poller {
  readonly everySeconds: number;
  /** @returns whether polling ends */
  poll(): Promise<boolean>;
}

/** The poll interval once everything else is over. */
export const IDLE_SECONDS = 120;

/** The virtual time of a scenario. While it passes, the pollers in the background are called. */
export class Timeline {
  private background: { readonly poller: Poller; nextAt: number; readonly isOnce?: boolean }[] = [];
  /** Pollers whose poll takes time: they do not poll again meanwhile. */
  private readonly busy = new Set<Poller>();

  /** @param betweenResourcesSeconds how long CloudFormation takes from one resource to the next */
  constructor(readonly clock: VirtualClock, private readonly betweenResourcesSeconds: number) {}

  now(): number {
    return this.clock.now();
  }

  /** @param poller polls first after its interval */
  inBackground(poller: Poller): void {
    this.background.push({ poller, nextAt: this.now() + poller.everySeconds * 1000 });
  }

  /** @param act is called once, then */
  later(seconds: number, act: () => Promise<void>): void {
    const poll = async (): Promise<boolean> => {
      await act();
      return true;
    };
    this.background.push({ poller: { everySeconds: seconds, poll }, nextAt: this.now() + seconds * 1000, isOnce: true });
  }

  async sleep(seconds: number): Promise<void> {
    const end = this.now() + seconds * 1000;
    for (let next = this.nextDue(); next && next.nextAt <= end; next = this.nextDue()) {
      await this.pollNext(next);
    }
    this.advanceTo(end);
  }

  /** CloudFormation goes on to the next resource. */
  async toNextResource(): Promise<void> {
    await this.sleep(this.betweenResourcesSeconds);
  }

  /** All pollers poll at once, in addition to their intervals: the worst case. */
  async pollAll(): Promise<void> {
    for (const one of this.background.filter(({ isOnce }) => !isOnce)) await this.poll(one);
  }

  /** Until all polling has ended. Fewer polls than in reality are enough, because nothing else happens. */
  async sleepUntilPollingEnds(): Promise<void> {
    for (let next = this.nextDue(); next; next = this.nextDue()) {
      await this.pollNext(next);
      next.nextAt += IDLE_SECONDS * 1000;
    }
  }

  private async pollNext(next: { readonly poller: Poller; nextAt: number }): Promise<void> {
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

  /** A poll in the background that took time may have gone past it. */
  private advanceTo(time: number): void {
    this.clock.advance(Math.max(time - this.now(), 0) / 1000);
  }
}
