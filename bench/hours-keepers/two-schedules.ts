import { AppRunnerClient, PauseServiceCommand, ResumeServiceCommand } from '@aws-sdk/client-apprunner';
import { isWorkday } from './hours-keeper';
import type { HoursKeeper } from './hours-keeper';
import type { Schedule } from '../model/scheduler';

const DAY_MINUTES = 24 * 60;

/** What most tutorials show: EventBridge Scheduler calls App Runner itself, by its universal target. */
export const twoSchedules: HoursKeeper = {
  name: 'two schedules a service',
  description: 'one that calls ResumeService and one that calls PauseService, by the universal target of EventBridge Scheduler',

  schedules(arns, { begin, end }, _correct, { appRunner }) {
    const client = new AppRunnerClient({ ...appRunner, maxAttempts: 1 });
    const daily = (minuteOfDay: number, run: () => Promise<unknown>): Schedule =>
      ({ isDue: minute => isWorkday(minute * 60_000) && minute % DAY_MINUTES === minuteOfDay, run });
    return arns.flatMap(ServiceArn => [
      daily(begin, () => client.send(new ResumeServiceCommand({ ServiceArn }))),
      daily(end, () => client.send(new PauseServiceCommand({ ServiceArn }))),
    ]);
  },
};
