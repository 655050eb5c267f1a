import type { Contender } from '../contender';
import { CONTENDERS, NAMES } from '../contenders';
import { pauseOneService } from '../one-service-run';
import { LONG_HISTORY, earlierSeconds, mean, samples } from '../samples';
import type { Row, Table } from '../table';
import { us } from '../us';

export const DURATIONS = [40, 90, 180, 300];
const SAMPLES = 30;
const FAILS_AFTER_SECONDS = 20;
/** At every phase between two looks. */
const FAILURES = 12;

export const GOAL_MEAN = 1.5;
export const GOAL_WORST = 3;
/** A look is worth as much as the end is likely, and of the first operation nothing is known. */
export const GOAL_MEAN_FIRST = 2;
export const GOAL_WORST_FIRST = 5;
export const GOAL_FAILURE = 15;

/** How long after the end of an operation does CloudFormation get its answer? */
export async function delay(): Promise<Table[]> {
  return [
    {
      title: 'Delay from the end of the operation to the answer, in seconds',
      note: `${SAMPLES} pauses for each duration, ± 20 %, of a service with ${LONG_HISTORY} earlier pauses that took as long, ± 20 %.`,
      columns: NAMES,
      rows: await rows(CONTENDERS, LONG_HISTORY),
    },
    {
      title: 'The same for a service that was paused once before',
      note: 'The peers look at no history, so their figures stand above.',
      columns: [us.name],
      rows: await rows([us], 1),
    },
    {
      title: 'The same for the first pause ever',
      note: 'Nothing is known yet about how long this service takes.',
      columns: [us.name],
      rows: await rows([us], 0, GOAL_MEAN_FIRST, GOAL_WORST_FIRST),
    },
    {
      title: 'Delay from an early failure to the answer, in seconds',
      note: `In a service whose pauses take as long as the row says, the operation fails after ${FAILS_AFTER_SECONDS} s, or at ${FAILURES} moments before it would have been over. The peers go on until their waiter gives up, or call it a success.`,
      columns: [us.name],
      rows: await earlyFailures(),
    },
  ];
}

async function rows(
  contenders: readonly Contender[], earlier: number, goalMean: number = GOAL_MEAN, goalWorst: number = GOAL_WORST,
): Promise<Row[]> {
  const found: Row[] = [];
  for (const seconds of DURATIONS) {
    const means: number[] = [];
    const worsts: number[] = [];
    for (const contender of contenders) {
      const delays = await delaysOf(contender, seconds, earlier);
      means.push(mean(delays));
      worsts.push(Math.max(...delays));
    }
    found.push(
      { question: `${seconds} s, mean`, values: means, goal: goalMean },
      { question: `${seconds} s, worst`, values: worsts, goal: goalWorst },
    );
  }
  return found;
}

async function earlyFailures(): Promise<Row[]> {
  const found: Row[] = [];
  for (const seconds of DURATIONS) {
    const moments = Array.from({ length: FAILURES }, (_, index) => (index + 0.5) / FAILURES * seconds);
    const worst = Math.max(...await delaysOfFailures(seconds, moments));
    found.push(
      { question: `pauses take ${seconds} s`, values: await delaysOfFailures(seconds, [FAILS_AFTER_SECONDS]), goal: GOAL_FAILURE },
      { question: `pauses take ${seconds} s, worst moment`, values: [worst], goal: GOAL_FAILURE },
    );
  }
  return found;
}

/** @param moments when the operation fails, in seconds from its start */
export async function delaysOfFailures(usualSeconds: number, moments: readonly number[]): Promise<number[]> {
  const delays: number[] = [];
  for (const operationSeconds of moments) {
    const scenario = { operationSeconds, earlierSeconds: earlierSeconds(usualSeconds, 0, LONG_HISTORY), outcome: 'FAILED' } as const;
    delays.push((await pauseOneService(us, scenario)).delaySeconds);
  }
  return delays;
}

export async function delaysOf(contender: Contender, seconds: number, earlier: number, count: number = SAMPLES): Promise<number[]> {
  const delays: number[] = [];
  for (const sample of samples(seconds, count, earlier)) delays.push((await pauseOneService(contender, sample)).delaySeconds);
  return delays;
}
