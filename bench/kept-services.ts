import { AppRunnerSimulator, SystemClock } from '../test/simulator';
import type { ServiceView } from '../test/simulator';
import { nextBoundary, stateAt } from './hours-keepers/hours-keeper';
import type { HoursKeeper, WeeklyHours } from './hours-keepers/hours-keeper';
import { appRunnerConnection } from './model/app-runner-connection';
import { cloudFormationConnection } from './model/cloud-formation-connection';
import { noScheduledUsage } from './model/cost-model';
import type { ScheduledUsage } from './model/cost-model';
import { aFifthEitherWayOf } from './model/random';
import { runSchedules } from './model/scheduler';
import { inVirtualTime, sleep } from './model/virtual-time';
import { warmUp } from './model/warm-up';

export const PAUSE_SECONDS = 60;
export const RESUME_SECONDS = 90;

export interface KeptServices {
  readonly services: number;
  readonly hours: WeeklyHours;
  /** When the schedules begin, milliseconds since 1970; the services are as they should be then. */
  readonly from: number;
  /** Until when they go on at the longest. */
  readonly until: number;
  /** How late Scheduler invokes, in the course of the minute. */
  readonly secondsLate: () => number;
  /** When somebody pauses or resumes all services by hand, and the schedules end as soon as all are as they should be. @default - nobody does */
  readonly changedByHandAt?: number;
  /** Whether App Runner answers so many calls a second, and fails one in a hundred. @default - all that come */
  readonly callsPerSecond?: number;
  /** Of durations, failures and back-offs. @default 6 */
  readonly seed?: number;
}

export interface KeptRun {
  readonly usage: ScheduledUsage;
  readonly services: readonly ServiceView[];
  /** Milliseconds since 1970. */
  readonly invokedAt: readonly number[];
  readonly refusedCalls: number;
}

/** Lets the schedules of one way to keep hours do their work. */
export async function keep(keeper: HoursKeeper, options: KeptServices): Promise<KeptRun> {
  const { hours, from, until, secondsLate, changedByHandAt = Infinity, callsPerSecond, seed = 6 } = options;
  await warmUp();
  return inVirtualTime(async () => {
    const failureRate = callsPerSecond === undefined ? undefined : { share: 0.01, seed };
    const simulator = new AppRunnerSimulator({ clock: new SystemClock(), callsPerSecond, failureRate });
    const arns = Array.from({ length: options.services }, (_, index) => simulator.addService({ name: `service-${index}` }));
    await pastNights(simulator, arns, hours, from);
    const aFifthEitherWay = aFifthEitherWayOf(seed);
    Object.defineProperties(simulator.durations, {
      PAUSE_SERVICE: { get: () => aFifthEitherWay(PAUSE_SECONDS) },
      RESUME_SERVICE: { get: () => aFifthEitherWay(RESUME_SECONDS) },
    });

    const usage = noScheduledUsage();
    const callsBefore = simulator.calls.length;
    const invokedAt: number[] = [];
    const schedules = keeper.schedules(arns, hours, Number.isFinite(changedByHandAt), {
      usage,
      appRunner: appRunnerConnection(simulator),
      cloudFormation: cloudFormationConnection({ stackStatus: 'UPDATE_COMPLETE', record: () => undefined }, () => { usage.cloudFormationCalls += 1; }),
    });
    let changed = false;
    const changeByHand = async (): Promise<void> => {
      await sleep((changedByHandAt - Date.now()) / 1000);
      for (const arn of arns) simulator.startForeign(arn, simulator.service(arn)!.status === 'RUNNING' ? 'PAUSE_SERVICE' : 'RESUME_SERVICE');
      changed = true;
    };
    if (Number.isFinite(changedByHandAt)) void changeByHand();
    const areRight = (): boolean => arns.every(arn => simulator.service(arn)?.status === stateAt(Date.now(), hours));
    await runSchedules(schedules, {
      secondsLate,
      onInvocation: () => { invokedAt.push(Date.now()); },
      isOver: () => Date.now() >= until || (changed && areRight()),
    });
    await sleep(600); // what has begun comes to its end
    const calls = simulator.calls.slice(callsBefore);
    usage.schedulerInvocations = invokedAt.length;
    usage.appRunnerCalls = calls.length;
    const refusedCalls = calls.filter(({ outcome }) => outcome === 'ThrottlingException').length;
    return { usage, services: arns.map(arn => simulator.service(arn)!), invokedAt, refusedCalls };
  }, seed);
}

/** The services were paused and resumed at every boundary since the clock of the run began. */
async function pastNights(simulator: AppRunnerSimulator, arns: readonly string[], hours: WeeklyHours, from: number): Promise<void> {
  for (;;) {
    const boundary = nextBoundary(Date.now(), hours);
    if (boundary >= from) break;
    await sleep((boundary - Date.now()) / 1000);
    for (const arn of arns) simulator.startForeign(arn, stateAt(boundary, hours) === 'RUNNING' ? 'RESUME_SERVICE' : 'PAUSE_SERVICE');
  }
  await sleep((from - Date.now()) / 1000);
}
