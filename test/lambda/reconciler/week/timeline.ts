type Event = (now: number) => void;

/** What happens, in the order of its time. Events may add later ones. */
export class Timeline {
  /** Latest first, so that the next is at the end. */
  private planned: { readonly at: number; readonly event: Event }[] = [];
  private sorted = false;
  /** Few at any time. */
  private readonly soon: { readonly at: number; readonly event: Event }[] = [];

  at(at: number, event: Event): void {
    if (!this.sorted) {
      this.planned.push({ at, event });
      return;
    }
    const place = this.soon.findIndex(other => other.at <= at);
    this.soon.splice(place < 0 ? this.soon.length : place, 0, { at, event });
  }

  /** @param before what has happened by itself until then */
  run(end: number, before: Event): void {
    this.planned.sort((a, b) => b.at - a.at);
    this.sorted = true;
    for (;;) {
      const [planned, soon] = [this.planned.at(-1), this.soon.at(-1)];
      const next = soon && (!planned || soon.at <= planned.at) ? this.soon.pop() : this.planned.pop();
      if (!next || next.at >= end) return;
      before(next.at);
      next.event(next.at);
    }
  }
}
