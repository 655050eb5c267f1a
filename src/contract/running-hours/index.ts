import { Calendar } from './calendar';
import type { HoursProblem, OrProblem } from './problem';
import { orProblem } from './problem';
import type { RunningHoursProperty, SpecialDaysProperty } from '../running-hours-property';
import { parseSpecialDays } from './special-days';
import { parseTimeZone } from './time-zone';
import { Timetable } from './timetable';
import { parseWeek } from './week';
import { inWords } from './wording';
import { ZoneClock } from './zone-clock';

export type { RunningHoursProperty, SpecialDaysProperty } from '../running-hours-property';
export { explainProblem, explainProblemInOneLine } from './problem';
export type { HoursProblem, OrProblem } from './problem';
export type { Boundary, Timetable } from './timetable';
export type { Instant } from './zone-clock';

/** What running hours mean, or the first thing that is wrong with them. */
export function parseRunningHours({ Hours, TimeZone, SpecialDays = [] }: RunningHoursProperty): OrProblem<Timetable> {
  return orProblem(() => {
    const week = parseWeek(String(Hours));
    const timeZone = parseTimeZone(String(TimeZone));
    const specialDays = parseSpecialDays(SpecialDays);
    return new Timetable(new Calendar(week, specialDays), new ZoneClock(timeZone), inWords(week, timeZone, specialDays));
  });
}

/** For texts of which another one is not known yet. */
export function problemOfHours(text: string): HoursProblem | undefined {
  return orProblem(() => parseWeek(text)).problem;
}

export function problemOfTimeZone(name: string): HoursProblem | undefined {
  return orProblem(() => parseTimeZone(name)).problem;
}

export function problemOfSpecialDays(entries: readonly SpecialDaysProperty[]): HoursProblem | undefined {
  return orProblem(() => parseSpecialDays(entries)).problem;
}
