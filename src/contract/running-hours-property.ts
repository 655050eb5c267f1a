/** Running hours as they stand in a template: texts, because any of them may come from a parameter. */
export interface RunningHoursProperty {
  /** `always`, `never` or rules: `Mon-Fri 08:00-18:00; Sat 09:00-12:00`. */
  readonly Hours: string;
  /** A name of the tz database: `Europe/Berlin`. */
  readonly TimeZone: string;
  readonly SpecialDays?: readonly SpecialDaysProperty[];
}

/** Days with hours of their own, the same on each of them. */
export interface SpecialDaysProperty {
  /** `2026-12-24`. */
  readonly First: string;
  /** Included; without it, `First` is the only one. */
  readonly Last?: string;
  /** `never` (paused), `always` (running) or windows: `08:00-12:00,13:00-15:00`. */
  readonly Hours: string;
}
