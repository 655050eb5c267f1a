import { explainProblem, problemOfSpecialDays } from '../contract/running-hours';
import type { SpecialDaysProperty } from '../contract/running-hours';
import { method } from '../validation/names-by-language';
import { isKnown } from '../validation/pending-lookups';

/**
 * Days that do not follow the week. Each has its calendar day to itself, from 00:00 to 24:00 in the time zone of the
 * hours: a window of the day before ends at its 00:00. The day after it follows the week from its 00:00. If Friday is a
 * special day, `Mon-Fri 20:00-30:00` runs on Saturday from 00:00 to 06:00, unless Saturday is a special day, too.
 *
 * Dates are texts of the form `2026-12-24`, with the year. They may be tokens, which are checked at deploy time. A date in
 * two special days of the same hours is an error.
 */
export class SpecialDays {
  /**
   * Days on which the service is paused from the first 00:00 to the last 24:00. What begins in the week on one of them and
   * ends on the day after the last one runs on that day from 00:00.
   *
   * @param first the first of them
   * @param last the last of them, included. Without it, `first` is the only one.
   */
  public static paused(first: string, last?: string): SpecialDays {
    return new SpecialDays(checked('paused', { First: first, ...last !== undefined && { Last: last }, Hours: 'never' }));
  }

  /**
   * Days on which the service runs all day.
   *
   * @param first the first of them
   * @param last the last of them, included. Without it, `first` is the only one.
   */
  public static running(first: string, last?: string): SpecialDays {
    return new SpecialDays(checked('running', { First: first, ...last !== undefined && { Last: last }, Hours: 'always' }));
  }

  /**
   * A day with hours of its own.
   *
   * @param date the day
   * @param windows when the service runs on it: `08:00-12:00,13:00-15:00`, or `always` or `never`. The last window may
   * end on the next day: `20:00-30:00` ends there at 06:00, unless that is a special day, too.
   */
  public static during(date: string, windows: string): SpecialDays {
    return new SpecialDays(checked('during', { First: date, Hours: windows }));
  }

  /** @internal as it is in the template */
  public readonly _days: SpecialDaysProperty;

  private constructor(days: SpecialDaysProperty) {
    this._days = days;
  }
}

function checked(factory: string, property: SpecialDaysProperty): SpecialDaysProperty {
  const { First, Last, Hours } = property;
  const problem = isKnown(First, Last, Hours) ? problemOfSpecialDays([property]) : undefined;
  if (problem) throw new Error(`${method('SpecialDays', factory)}: ${explainProblem(problem)}`);
  return property;
}
