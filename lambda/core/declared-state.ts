import type { DeclaredStateName } from '../../src/contract/custom-resources';
import { parseRunningHours, problemOfHours, problemOfTimeZone } from '../../src/contract/running-hours';
import type { HoursProblem, RunningHoursProperty, SpecialDaysProperty, Timetable } from '../../src/contract/running-hours';

/** What is declared at one time. Plain data, because it travels with the request. */
export interface DeclaredNow {
  readonly state: DeclaredStateName;
  /** When another state is declared, milliseconds since 1970. Undefined where that never happens. */
  readonly until?: number;
}

export function declaredNow(declared: DeclaredStateName | Timetable, instant: number): DeclaredNow {
  if (typeof declared === 'string') return { state: declared };
  return { state: declared.stateAt(instant), until: declared.nextBoundaries(instant, 1).at(0)?.at };
}

/** What is wrong with a desired state that came from a parameter. */
export type DesiredStateProblem =
  | { readonly property: 'DesiredState'; readonly value: unknown }
  | { readonly property: 'DesiredState.Hours' | 'DesiredState.TimeZone' | 'DesiredState.SpecialDays'; readonly problem: HoursProblem };

export type ParsedDesiredState =
  | { readonly declared: DeclaredStateName | Timetable; readonly problem?: undefined }
  | { readonly declared?: undefined; readonly problem: DesiredStateProblem };

/** The desired state as CloudFormation hands it over: RUNNING, PAUSED or AS_FOUND, in any case of letters, or running hours. */
export function parseDesiredState(value: unknown): ParsedDesiredState {
  if (isObject(value) && 'Hours' in value) return parsedHours(hoursOf(value));
  const folded = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return isName(folded) ? { declared: folded } : { problem: { property: 'DesiredState', value } };
}

function isName(text: string): text is DeclaredStateName {
  return text === 'RUNNING' || text === 'PAUSED' || text === 'AS_FOUND';
}

function parsedHours(hours: RunningHoursProperty): ParsedDesiredState {
  const { value, problem } = parseRunningHours(hours);
  return problem ? { problem: { property: propertyWithProblem(hours), problem } } : { declared: value };
}

function propertyWithProblem({ Hours, TimeZone }: RunningHoursProperty): 'DesiredState.Hours' | 'DesiredState.TimeZone' | 'DesiredState.SpecialDays' {
  if (problemOfHours(Hours)) return 'DesiredState.Hours';
  return problemOfTimeZone(TimeZone) ? 'DesiredState.TimeZone' : 'DesiredState.SpecialDays';
}

/** A property that is missing, or is no text, is a bad text. */
function hoursOf({ Hours, TimeZone, SpecialDays }: Readonly<Record<string, unknown>>): RunningHoursProperty {
  return { Hours: textOf(Hours), TimeZone: textOf(TimeZone), SpecialDays: [SpecialDays ?? []].flat().map(specialDaysOf) };
}

function specialDaysOf(entry: unknown): SpecialDaysProperty {
  const { First, Last, Hours } = isObject(entry) ? entry : { First: entry, Last: undefined, Hours: undefined };
  return { First: textOf(First), ...(Last !== undefined && { Last: textOf(Last) }), Hours: textOf(Hours) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
