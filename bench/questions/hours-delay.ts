import { OFFICE_HOURS, nextBoundary } from '../hours-keepers/hours-keeper';
import type { HoursKeeper, WeeklyHours } from '../hours-keepers/hours-keeper';
import { DESCRIPTIONS, HOURS_KEEPERS, NAMES } from '../hours-keepers/hours-keepers';
import { PAUSE_SECONDS, RESUME_SECONDS, keep } from '../kept-services';
import { mean } from '../samples';
import type { Row, Table } from '../table';

/** A Monday. */
const DAY = Date.UTC(2026, 0, 26);
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
const SAMPLES = 30;
const GOLDEN = 0.6180339887498949;
const SILVER = 0.41421356237309515;

interface Goals {
  readonly mean: number;
  readonly worst: number;
}

/** Scheduler's minute; in between, up to four minutes more until the next tick; then the longest resume. */
export const GOALS_ON_A_TICK = { act: { mean: 35, worst: 61 }, state: { mean: 110, worst: 170 } };
const GOALS_AT_ANY_MINUTE = { act: { mean: 155, worst: 301 }, state: { mean: 230, worst: 410 } };
/** Half a tick, half of Scheduler's minute, and an operation; at the worst all of them. */
export const GOALS_OF_DRIFT = { mean: 300, worst: 480 };

interface Delays {
  readonly act: number;
  readonly state: number;
}

/** How long does it take from a boundary to the new state, and until drift is put right? */
export async function hoursDelay(): Promise<Table[]> {
  return [
    {
      title: 'From a boundary of running hours to the new state, in seconds',
      note: `${SAMPLES} boundaries, half of them pauses of ${PAUSE_SECONDS} s and half of them resumes of ${RESUME_SECONDS} s, ± 20 %. EventBridge Scheduler invokes at some time in the minute. ${DESCRIPTIONS}.`,
      columns: NAMES,
      rows: [
        ...await boundaryRows('on a multiple of five minutes', 5, GOALS_ON_A_TICK),
        ...await boundaryRows('at any minute', 1, GOALS_AT_ANY_MINUTE),
      ],
    },
    {
      title: 'From a change by hand until it is put right, in seconds',
      note: `${SAMPLES} moments of a week with Mon-Fri 08:00-18:00, from the end of the pause or resume by hand to the end of ours, with \`OnDrift.CORRECT\`. With two schedules it is over when the hours reach that state.`,
      columns: NAMES,
      rows: rowsOf('', await ofEach(keeper => driftsOf(keeper)), GOALS_OF_DRIFT),
    },
  ];
}

async function boundaryRows(where: string, everyMinutes: number, goals: { readonly act: Goals; readonly state: Goals }): Promise<Row[]> {
  const found = await ofEach(keeper => boundaryDelaysOf(keeper, everyMinutes));
  return [
    ...rowsOf(`${where}, to the call: `, found.map(delays => delays.map(({ act }) => act)), goals.act),
    ...rowsOf(`${where}, to the state: `, found.map(delays => delays.map(({ state }) => state)), goals.state),
  ];
}

function rowsOf(what: string, ofEachKeeper: readonly (readonly number[])[], goals: Goals): Row[] {
  return [
    { question: `${what}mean`, values: ofEachKeeper.map(mean), goal: goals.mean, decimals: 0 },
    { question: `${what}worst`, values: ofEachKeeper.map(values => Math.max(...values)), goal: goals.worst, decimals: 0 },
  ];
}

async function ofEach<T>(measure: (keeper: HoursKeeper) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (const keeper of HOURS_KEEPERS) found.push(await measure(keeper));
  return found;
}

/** @param everyMinutes boundaries are on multiples of it */
export async function boundaryDelaysOf(keeper: HoursKeeper, everyMinutes: number, count: number = SAMPLES): Promise<Delays[]> {
  const delays: Delays[] = [];
  for (let index = 0; index < count; index++) {
    const shift = Math.floor(index / 2) % 5 * everyMinutes;
    const hours: WeeklyHours = { begin: OFFICE_HOURS.begin + shift, end: OFFICE_HOURS.end + shift };
    const boundary = DAY + (index % 2 === 0 ? hours.end : hours.begin) * MINUTE_MS;
    const { services: [service] } = await keep(keeper, {
      hours, services: 1, from: boundary - MINUTE_MS, until: boundary + 15 * MINUTE_MS, secondsLate: secondsLateOf(index), seed: index + 1,
    });
    const operation = service.operations.find(({ startedAt }) => startedAt >= boundary);
    delays.push({ act: secondsSince(boundary, operation?.startedAt), state: secondsSince(boundary, operation?.endedAt) });
  }
  return delays;
}

export async function driftsOf(keeper: HoursKeeper, count: number = SAMPLES): Promise<number[]> {
  const seconds: number[] = [];
  for (let index = 0; index < count; index++) {
    const changedByHandAt = DAY + Math.floor((index + 0.5) * GOLDEN % 1 * WEEK_MS);
    const boundary = nextBoundary(changedByHandAt, OFFICE_HOURS);
    const { services: [{ operations }] } = await keep(keeper, {
      changedByHandAt,
      services: 1,
      hours: OFFICE_HOURS,
      from: changedByHandAt - MINUTE_MS,
      until: boundary + 15 * MINUTE_MS,
      secondsLate: secondsLateOf(index),
      seed: index + 1,
    });
    const byHand = operations.find(({ startedAt }) => startedAt === changedByHandAt);
    const ours = operations.find(({ startedAt }) => startedAt > changedByHandAt);
    seconds.push(secondsSince(byHand?.endedAt ?? NaN, ours?.endedAt ?? boundary));
  }
  return seconds;
}

/** Spread evenly over Scheduler's minute. */
function secondsLateOf(index: number): () => number {
  let nth = 0;
  return () => 60 * (((index + 0.5) * GOLDEN + nth++ * SILVER) % 1);
}

function secondsSince(begin: number, end: number | undefined): number {
  return ((end ?? Infinity) - begin) / 1000;
}
