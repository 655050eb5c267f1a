import type { Contender } from '../contender';
import { CONTENDERS, NAMES } from '../contenders';
import { pauseOneService } from '../one-service-run';
import { LONG_HISTORY, earlierSeconds, mean, samples } from '../samples';
import type { Row, Table } from '../table';
import { us } from '../us';

export const DURATIONS = [40, 90, 180, 300];
const SAMPLES = 30;
const FAILS_AFTER_SECONDS = 20;

export const GOAL_MEAN = 1.5;
export const GOAL_WORST = 3;

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
      rows: await rows([us], 0),
    },
    {
      title: 'Delay from an early failure to the answer, in seconds',
      note: `The operation fails after ${FAILS_AFTER_SECONDS} s, in a service whose pauses take as long as the row says. The peers go on until their waiter gives up, or call it a success.`,
      columns: [us.name],
      rows: await earlyFailures(),
    },
  ];
}

async function rows(contenders: readonly Contender[], earlier: number): Promise<Row[]> {
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
      { question: `${seconds} s, mean`, values: means, goal: GOAL_MEAN },
      { question: `${seconds} s, worst`, values: worsts, goal: GOAL_WORST },
    );
  }
  return found;
}

async function earlyFailures(): Promise<Row[]> {
  const found: Row[] = [];
  for (const seconds of DURATIONS) {
    const { delaySeconds } = await pauseOneService(us, {
      operationSeconds: FAILS_AFTER_SECONDS, earlierSeconds: earlierSeconds(seconds, 0, LONG_HISTORY), outcome: 'FAILED',
    });
    found.push({ question: `pauses take ${seconds} s`, values: [delaySeconds] });
  }
  return found;
}

export async function delaysOf(contender: Contender, seconds: number, earlier: number, count: number = SAMPLES): Promise<number[]> {
  const delays: number[] = [];
  for (const sample of samples(seconds, count, earlier)) delays.push((await pauseOneService(contender, sample)).delaySeconds);
  return delays;
}
