import { Token } from 'aws-cdk-lib';
import type { RunningHoursBoundary, RunningHoursOptions } from './running-hours-options';
import { explainProblem, parseRunningHours, problemOfHours, problemOfSpecialDays, problemOfTimeZone } from '../contract/running-hours';
import type { HoursProblem, RunningHoursProperty, Timetable } from '../contract/running-hours';
import { method, parameter, prop } from '../validation/names-by-language';
import { isKnown } from '../validation/pending-lookups';
import { described, having, listOf, problemOfTypes } from '../validation/prop-types';

/** Enough for two years of workdays, and quickly found. */
const MOST_BOUNDARIES = 1000;

/** Before that, and after that, no hours are declared; far away from it, calendars count years differently. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 9999];

/** A check takes longer than a declaration, and an app may make the same hours for each of its services. */
const CHECKED = new Set<string>();

/**
 * The weekly hours in which a service runs. At all other times it is paused.
 *
 * @example
 * declare const service: CfnService;
 *
 * const office = RunningHours.weekly('Mon-Fri 08:00-18:00; Sat 09:00-13:00', {
 *   timeZone: TimeZone.EUROPE_BERLIN,
 *   specialDays: [
 *     SpecialDays.paused('2026-12-24', '2027-01-01'),
 *     SpecialDays.during('2027-12-31', '08:00-12:00'),
 *   ],
 * });
 * new ServiceState(this, 'State', { service, desiredState: DesiredState.runningDuring(office) });
 */
export class RunningHours {
  /**
   * Hours that are the same every week, except on special days.
   *
   * @param hours `always`, `never`, or rules with a semicolon between them, each for days of its own:
   * `Mon-Fri 08:00-12:00,13:00-18:00; Sat 09:00-13:00`, or from one day to another, `Mon 08:00-Fri 18:00`. Days are in
   * upper or lower case, times are HH:MM. A window belongs to the day on which it starts, and its end is not included. After
   * midnight the hours count on, to 24 hours after the start at most: `Fri 20:00-30:00` ends on Saturday at 06:00. A day in
   * two rules and windows that overlap are an error. A literal is checked at once. A token, such as a parameter, is checked at
   * deploy time, and a wrong text fails the deployment. A value of `StringParameter.valueFromLookup` is checked once it
   * is known.
   * @param options the time zone and special days
   */
  public static weekly(hours: string, options: RunningHoursOptions): RunningHours {
    const { timeZone, specialDays = [] } = checkedOptions(hours, options);
    const property: RunningHoursProperty = {
      Hours: hours,
      TimeZone: timeZone.timezoneName,
      ...specialDays.length > 0 && { SpecialDays: specialDays.map(({ _days }) => _days) },
    };
    const text = JSON.stringify(property);
    const problem = CHECKED.has(text) ? undefined : problemOf(property, isKnown);
    if (problem !== undefined) throw new Error(problem);
    CHECKED.add(text);
    return new RunningHours(property);
  }

  /** @internal as it is in the template */
  public readonly _property: RunningHoursProperty;

  private parsed: Timetable | undefined;

  private constructor(property: RunningHoursProperty) {
    this._property = property;
  }

  /**
   * The desired state at a moment: `RUNNING` or `PAUSED`. Hours with a token in them are an error, because they are known
   * only in the deployment.
   *
   * @param instant the moment, in the years 2000 to 9999
   */
  public stateAt(instant: Date): string {
    return this.timetable().stateAt(checkedInstant(instant));
  }

  /**
   * The next moments at which the desired state changes, the first one first. There are fewer where the state does not
   * change any more. Where the clock is put forward over a boundary, that moment is the boundary; where it is put back,
   * the first of the two. Hours with a token in them are an error, because they are known only in the deployment.
   *
   * @param instant the moment after which they are, in the years 2000 to 9999
   * @param count how many, from 1 to 1000
   */
  public nextBoundaries(instant: Date, count: number): RunningHoursBoundary[] {
    const after = checkedInstant(instant);
    if (!Number.isInteger(count) || count < 1 || count > MOST_BOUNDARIES) {
      throw new Error(`${parameter('count')} must be a whole number from 1 to ${MOST_BOUNDARIES}, but is ${described(count)}`);
    }
    return this.timetable().nextBoundaries(after, count).map(({ at, state }) => ({ at: new Date(at), state }));
  }

  /** The hours in one line: `Mon-Fri 08:00-18:00 (Europe/Berlin), but 2026-12-24 to 2027-01-01 paused`. */
  public toString(): string {
    return isKnown(...textsOf(this._property)) ? this.timetable().toString() : `${this._property.Hours} (${this._property.TimeZone})`;
  }

  /** @internal the error message about the dummy of a lookup in it. It is an error once nothing is left to look up. */
  public get _problem(): string | undefined {
    return isKnown(...textsOf(this._property)) ? undefined : problemOf(this._property, (...texts) => texts.every(text => !Token.isUnresolved(text)));
  }

  private timetable(): Timetable {
    if (!isKnown(...textsOf(this._property))) throw new Error(`The hours '${this.toString()}' are known only in the deployment, because there is a token in them`);
    this.parsed ??= parseRunningHours(this._property).value!; // checked when they were made
    return this.parsed;
  }
}

function textsOf({ Hours, TimeZone, SpecialDays = [] }: RunningHoursProperty): (string | undefined)[] {
  return [Hours, TimeZone, ...SpecialDays.flatMap(days => [days.First, days.Last, days.Hours])];
}

/** The error message about the first wrong text, of those that can be checked now. */
function problemOf(
  { Hours, TimeZone, SpecialDays = [] }: RunningHoursProperty, isChecked: (...texts: (string | undefined)[]) => boolean,
): string | undefined {
  const explained = (place: string, problem: HoursProblem | undefined): string | undefined =>
    problem && `${method('RunningHours', 'weekly')}: ${place}${explainProblem(problem)}`;
  return explained('', isChecked(Hours) ? problemOfHours(Hours) : undefined)
    ?? explained(`${prop('timeZone')}: `, isChecked(TimeZone) ? problemOfTimeZone(TimeZone) : undefined)
    ?? explained(`${prop('specialDays')}: `, problemOfSpecialDays(SpecialDays.filter(days => isChecked(days.First, days.Last, days.Hours))));
}

/** Plain JavaScript checks no types. */
function checkedOptions(hours: string, options: RunningHoursOptions): RunningHoursOptions {
  const fail = (message: string): never => { throw new Error(`${method('RunningHours', 'weekly')}: ${message}`); };
  if (typeof hours !== 'string') fail(`${parameter('hours')} must be a text, such as 'Mon-Fri 08:00-18:00', but is ${described(hours)}`);
  const zone = having(`a TimeZone, such as TimeZone.EUROPE_BERLIN or ${method('TimeZone', 'of')}('Europe/Stockholm')`, 'timezoneName');
  if (!zone.is(options?.timeZone)) fail(`${prop('timeZone')} must be ${zone.mustBe}, but is ${described(options?.timeZone)}`);
  const problem = problemOfTypes(options, { specialDays: listOf(`a list of what ${method('SpecialDays', 'paused')} and the like make`, having('', '_days')) });
  if (problem !== undefined) fail(problem);
  return options;
}

function checkedInstant(instant: Date): number {
  const time = typeof (instant as Partial<Date> | undefined)?.getTime === 'function' ? instant.getTime() : NaN;
  const year = new Date(time).getUTCFullYear();
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return time;
  throw new Error(`${parameter('instant')} must be a Date in the years ${FIRST_YEAR} to ${LAST_YEAR}, but is ${instant instanceof Date ? String(instant) : described(instant)}`);
}
