import type { TimeZone } from 'aws-cdk-lib';
import type { SpecialDays } from './special-days';

/** Options of running hours. */
export interface RunningHoursOptions {
  /**
   * The time zone of the clock that the hours are read from, such as `TimeZone.EUROPE_BERLIN` or
   * `TimeZone.of('Europe/Stockholm')`: the name of a place in the tz database, or UTC. Abbreviations such as `CET` and
   * offsets such as `+02:00` and `Etc/GMT-2` are an error. A token, such as `TimeZone.of(parameter.valueAsString)`, is checked at deploy
   * time.
   */
  readonly timeZone: TimeZone;

  /**
   * Days that do not follow the week, such as holidays.
   *
   * @default - every day follows the week
   */
  readonly specialDays?: SpecialDays[];
}

/** A moment at which the desired state changes. */
export interface RunningHoursBoundary {
  /** The moment. */
  readonly at: Date;

  /** The state from then on: `RUNNING` or `PAUSED`. */
  readonly state: string;
}
