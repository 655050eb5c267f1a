import type { AppRunnerClientConfig } from '@aws-sdk/client-apprunner';
import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import type { ScheduledUsage } from '../model/cost-model';
import type { Schedule } from '../model/scheduler';

const DAY_MS = 24 * 3600_000;
const MINUTE_MS = 60_000;

/** Minutes of a day in UTC, on Monday to Friday. */
export interface WeeklyHours {
  readonly begin: number;
  readonly end: number;
}

export const OFFICE_HOURS: WeeklyHours = { begin: 8 * 60, end: 18 * 60 };

/** What a way to keep hours works with. */
export interface Surroundings {
  readonly appRunner: AppRunnerClientConfig;
  readonly cloudFormation: CloudFormationClientConfig;
  readonly usage: ScheduledUsage;
}

/** One way to let services run in the hours of the week only. */
export interface HoursKeeper {
  /** Head of its column. */
  readonly name: string;
  /** In one sentence, for the reader of the tables. */
  readonly description: string;
  /** The schedules of these services. `correct` puts back at once what somebody changes; not everybody can. */
  schedules(arns: readonly string[], hours: WeeklyHours, correct: boolean, surroundings: Surroundings): Schedule[];
}

export function stateAt(time: number, { begin, end }: WeeklyHours): 'RUNNING' | 'PAUSED' {
  const minute = time % DAY_MS / MINUTE_MS;
  return isWorkday(time) && minute >= begin && minute < end ? 'RUNNING' : 'PAUSED';
}

/** The next minute at which the state is another one. */
export function nextBoundary(time: number, hours: WeeklyHours): number {
  let minute = (Math.floor(time / MINUTE_MS) + 1) * MINUTE_MS;
  while (stateAt(minute, hours) === stateAt(time, hours)) minute += MINUTE_MS;
  return minute;
}

export function isWorkday(time: number): boolean {
  return ![0, 6].includes(new Date(time).getUTCDay());
}
