import type { DesiredStateName } from '../custom-resources';
import type { Calendar, Change } from './calendar';
import type { Instant, ZoneClock } from './zone-clock';

const MINUTE = 60 * 1000;

/** A moment at which the desired state changes. */
export interface Boundary {
  readonly at: Instant;
  /** The state from then on. */
  readonly state: DesiredStateName;
}

/** Running hours as a function of time. */
export class Timetable {
  constructor(private readonly calendar: Calendar, private readonly clock: ZoneClock, private readonly words: string) {}

  stateAt(instant: Instant): DesiredStateName {
    return stateOf(this.calendar.runsAt(this.minuteReached(instant)));
  }

  /** The next ones, which are fewer than asked for where the state never changes again. */
  nextBoundaries(instant: Instant, count: number): Boundary[] {
    const boundaries: Boundary[] = [];
    if (count < 1) return boundaries;
    for (const boundary of this.boundaries(this.calendar.changesAfter(this.minuteReached(instant)))) {
      boundaries.push(boundary);
      if (boundaries.length >= count) break;
    }
    return boundaries;
  }

  /** The last one that is not after this instant; undefined where there has been none. */
  lastBoundary(instant: Instant): Boundary | undefined {
    for (const boundary of this.boundaries(this.calendar.changesUpTo(this.minuteReached(instant)))) return boundary;
    return undefined;
  }

  /** One line for people. */
  toString(): string {
    return this.words;
  }

  /** The last minute of the calendar that has begun: where the clock has jumped backwards, it is ahead of the clock. */
  private minuteReached(instant: Instant): number {
    return Math.floor(this.clock.latestReading(instant) / MINUTE);
  }

  /** Changes that a jump of the clock brings to the same moment are one, or none: the service would run for no time between them. */
  private* boundaries(changes: Iterable<Change>): Generator<Boundary> {
    let same: { at: Instant; changes: Change[] } | undefined;
    for (const change of changes) {
      const at = this.clock.firstMoment(change.minute * MINUTE);
      if (same?.at === at) {
        same.changes.push(change);
        continue;
      }
      if (same !== undefined) yield* boundaryOf(same);
      same = { at, changes: [change] };
    }
    if (same !== undefined) yield* boundaryOf(same);
  }
}

/** States alternate, so an even number of changes leaves the state as it was. */
function boundaryOf({ at, changes }: { at: Instant; changes: readonly Change[] }): Boundary[] {
  return changes.length % 2 === 0 ? [] : [{ at, state: stateOf(changes[0].runs) }];
}

function stateOf(runs: boolean): DesiredStateName {
  return runs ? 'RUNNING' : 'PAUSED';
}
