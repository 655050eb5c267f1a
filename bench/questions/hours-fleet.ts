import { OFFICE_HOURS } from '../hours-keepers/hours-keeper';
import type { HoursKeeper } from '../hours-keepers/hours-keeper';
import { poll } from '../hours-keepers/poll';
import { us } from '../hours-keepers/us';
import { PAUSE_SECONDS, keep } from '../kept-services';
import { aFifthEitherWayOf, randomNumbers } from '../model/random';
import { FIRST_COME_FIRST_SERVED, minimumSeconds } from '../model/theoretical-minimum';
import { mean } from '../samples';
import type { Row, Table } from '../table';

const SERVICES = 150;
const CALLS_PER_SECOND = 5;
const SEEDS = [6, 42, 1234];
/** A Monday, 18:00. */
const BOUNDARY = Date.UTC(2026, 0, 26, 18);
const MINUTE_MS = 60_000;
const TICK_SECONDS = 300;

export interface BoundaryRun {
  /** Services that were not paused after an hour. */
  readonly wrong: number;
  /** From the first invocation of a schedule. */
  readonly seconds: number;
  readonly secondsOfMost: number;
  /** Until the last pause that succeeded was begun. */
  readonly ticks: number;
  readonly minimumSeconds: number;
  readonly answeredCalls: number;
  readonly refusedCalls: number;
  readonly gigabyteSeconds: number;
}

/** How long does a boundary of very many services take while the API is limited? */
export async function hoursFleet(): Promise<Table[]> {
  const runs: BoundaryRun[][] = [];
  for (const keeper of [us, poll]) {
    const ofKeeper: BoundaryRun[] = [];
    for (const seed of SEEDS) ofKeeper.push(await boundaryOfManyServices(keeper, seed));
    runs.push(ofKeeper);
  }
  const row = (question: string, value: (run: BoundaryRun) => number, rest: Partial<Row> = {}): Row =>
    ({ question, values: runs.map(ofKeeper => mean(ofKeeper.map(value))), decimals: 0, ...rest });
  return [{
    title: `A boundary of ${SERVICES} services in one stack`,
    note: `App Runner answers ${CALLS_PER_SECOND} calls a second and fails 1 % of them; a pause takes ${PAUSE_SECONDS} s ± 20 %. Seconds are counted from the first invocation by Scheduler. `
      + 'The theoretical minimum is the time of a single caller that makes two calls for each service (look, act), to the end of the last operation. '
      + `Mean of ${SEEDS.length} runs of an hour, each with other durations, failures and back-offs. Two schedules a service are left out: how Scheduler backs off is not documented.`,
    columns: [us.name, poll.name],
    rows: [
      row('services that are not paused after an hour', run => run.wrong, { goal: 0 }),
      row('ticks until all are paused', run => run.ticks, { goal: 2, decimals: 1 }),
      row('seconds until 95 % are paused', run => run.secondsOfMost),
      row('the same, times the theoretical minimum of all', run => run.secondsOfMost / run.minimumSeconds, { goal: 1.5, decimals: 2 }),
      row('seconds until all are paused', run => run.seconds),
      row('the same, times the theoretical minimum', run => run.seconds / run.minimumSeconds, { goal: 1.5, decimals: 2 }),
      row('App Runner calls that it answered in the hour', run => run.answeredCalls),
      row('App Runner calls that it refused in the hour', run => run.refusedCalls),
      row('Lambda GB-seconds in the hour', run => run.gigabyteSeconds, { decimals: 1 }),
    ],
  }];
}

export async function boundaryOfManyServices(keeper: HoursKeeper, seed: number, services: number = SERVICES): Promise<BoundaryRun> {
  const random = randomNumbers(seed);
  const run = await keep(keeper, {
    services,
    seed,
    hours: OFFICE_HOURS,
    from: BOUNDARY - MINUTE_MS,
    until: BOUNDARY + 59 * MINUTE_MS,
    callsPerSecond: CALLS_PER_SECOND,
    secondsLate: () => 60 * random(),
  });
  const begin = Math.min(...run.invokedAt);
  const pauses = run.services.flatMap(({ operations }) =>
    operations.filter(({ type, startedAt }) => type === 'PAUSE_SERVICE' && startedAt >= BOUNDARY).slice(0, 1));
  const seconds = pauses.map(({ endedAt = Infinity }) => (endedAt - begin) / 1000).sort((a, b) => a - b);
  const aFifthEitherWay = aFifthEitherWayOf(seed);
  const steps = Array.from({ length: services }, () => ['call' as const, 'call' as const, { seconds: aFifthEitherWay(PAUSE_SECONDS) }]);
  return {
    wrong: run.services.filter(({ status }) => status !== 'PAUSED').length,
    seconds: seconds.at(-1) ?? Infinity,
    secondsOfMost: seconds[Math.ceil(services * 0.95) - 1] ?? Infinity,
    ticks: 1 + Math.floor((Math.max(...pauses.map(({ startedAt }) => startedAt)) - BOUNDARY) / 1000 / TICK_SECONDS),
    minimumSeconds: minimumSeconds(steps, [{ since: 0, callsPerSecond: CALLS_PER_SECOND }], FIRST_COME_FIRST_SERVED),
    answeredCalls: run.usage.appRunnerCalls - run.refusedCalls,
    refusedCalls: run.refusedCalls,
    gigabyteSeconds: run.usage.gigabyteSeconds,
  };
}
