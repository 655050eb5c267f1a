const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;

/** Further from UTC no clock is, or has been since there is UTC. */
const GREATEST_OFFSET = 16 * HOUR;

/** An instant: milliseconds since 1970 in UTC. */
export type Instant = number;

/** What a clock reads: the same count as if the clock were in UTC. */
export type Reading = number;

/**
 * The clock of a time zone. It jumps forwards and backwards, and jumps are taken to be more than 32 hours apart (ADR 18).
 *
 * **A boundary is the first moment at which the clock reads that date and time, or later.** So what falls into a jump forwards is at the
 * jump, and what is read twice counts the first time.
 */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;

  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** The first moment at which the clock reads this or later. */
  firstMoment(reading: Reading): Instant {
    const from = reading - GREATEST_OFFSET;
    const to = reading + GREATEST_OFFSET;
    const before = this.offset(from);
    const after = this.offset(to);
    if (before === after) return reading - before;
    const jump = this.jumpBetween(from, to);
    return reading - before < jump ? reading - before : Math.max(jump, reading - after);
  }

  /** The latest that the clock has read so far. After a jump backwards it reads earlier times than this once more. */
  latestReading(instant: Instant): Reading {
    const from = instant - GREATEST_OFFSET;
    const now = instant + this.offset(instant);
    const before = this.offset(from);
    if (before <= now - instant) return now;
    return Math.max(now, this.jumpBetween(from, instant) - 1 + before);
  }

  /** The first moment with another offset than `from` has; clocks jump at whole seconds. */
  private jumpBetween(from: Instant, to: Instant): Instant {
    const before = this.offset(from);
    let [same, other] = [Math.floor(from / SECOND), Math.ceil(to / SECOND)];
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2);
      if (this.offset(middle * SECOND) === before) same = middle;
      else other = middle;
    }
    return other * SECOND;
  }

  /** How far the clock is ahead of UTC. */
  private offset(instant: Instant): number {
    const second = Math.floor(instant / SECOND) * SECOND;
    const [month, day, year, hour, minute, seconds] = this.format.format(second).match(/\d+/g)!.map(Number); // formatToParts takes three times as long
    return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
  }
}
