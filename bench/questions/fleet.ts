import type { Contender } from '../contender';
import { CONTENDERS, NAMES } from '../contenders';
import { deployFleet } from '../fleet-run';
import type { Fleet, FleetRun } from '../fleet-run';
import { mean } from '../samples';
import type { Row, Table } from '../table';
import { us } from '../us';

const GOAL_TIMES_MINIMUM = 1.3;
const SEEDS = [6, 42, 1234];
const OTHER_PAUSE_SECONDS = [40, 90, 180, 300];

/** All contenders leave it at that. */
const GIGABYTES_OF_A_FUNCTION = 1 / 8;

/** Does one stack with very many services get through while the API is limited? */
export async function fleet(): Promise<Table[]> {
  const ableToThroughPause = CONTENDERS.map(contender => (contender.declareThroughPause ? contender : undefined));
  return [
    await tableFor('150 services of other stacks, paused in one deployment', { others: 150, throughPause: 0 }, CONTENDERS),
    await tableFor('100 services deployed through a pause in one deployment', { others: 0, throughPause: 100 }, ableToThroughPause),
    await tableFor('Both in one deployment', { others: 150, throughPause: 100 }, ableToThroughPause),
    await otherLengths(),
  ];
}

async function tableFor(title: string, size: Fleet, contenders: readonly (Contender | undefined)[]): Promise<Table> {
  const runs: (FleetRun[] | undefined)[] = [];
  for (const contender of contenders) runs.push(contender && await runsOf(contender, size));
  const row = (question: string, value: (runs: readonly FleetRun[]) => number, rest: Partial<Row> = {}): Row =>
    ({ question, values: runs.map(ofContender => ofContender && value(ofContender)), decimals: 0, ...rest });
  return {
    title,
    note: 'App Runner answers 5 calls a second and fails 1 % of them; a resume takes 90 s, an update 180 s, a pause 60 s, each ± 20 %. '
      + 'The theoretical minimum is the time of a single caller that makes three calls for each operation (look, act, look again), serves services in the order in which they come, and knows '
      + 'when an operation has ended; in the best order, the caller also knows beforehand how long everything takes, and always serves the service that has most '
      + 'before it (bench/model/theoretical-minimum.ts). The clean-up counts for us, not there. '
      + 'CloudFormation starts all resources at once in the order of their dependencies; its own calls of App Runner are neither limited nor counted, '
      + 'and calls of CloudFormation are not limited. '
      + `${SEEDS.length} runs, each with other durations, failures and back-offs.`,
    columns: NAMES,
    rows: [
      row('resources that failed, in all runs', each => each.flatMap(run => run.failures).length, { goal: 0 }),
      row('seconds, mean', each => mean(each.map(run => run.seconds))),
      row('times the theoretical minimum, mean', each => mean(each.map(timesMinimum)), { goal: GOAL_TIMES_MINIMUM, decimals: 2 }),
      row('times the theoretical minimum, worst', each => Math.max(...each.map(timesMinimum)), { goal: GOAL_TIMES_MINIMUM, decimals: 2 }),
      row('times the theoretical minimum in the best order, mean', each => mean(each.map(run => run.seconds / run.minimumSecondsInTheBestOrder)), { decimals: 2 }),
      row('App Runner calls that it answered, mean', each => mean(each.map(run => run.answeredCalls))),
      row('App Runner calls that it refused, mean', each => mean(each.map(run => run.refusedCalls))),
      row('CloudFormation calls of the functions, mean', each => mean(each.map(run => run.cloudFormationCalls))),
      row('Lambda GB-seconds, mean', each => mean(each.map(run => run.gigabyteSeconds))),
      row('functions running at once, mean', each => mean(each.map(run => run.gigabyteSeconds / GIGABYTES_OF_A_FUNCTION / run.seconds))),
    ],
  };
}

/** Throttled handlers do not ask for the history of a service, so the delay for an unknown length counts most here. */
async function otherLengths(): Promise<Table> {
  const rows: Row[] = [];
  for (const pauseSeconds of OTHER_PAUSE_SECONDS) {
    const run = await deployFleet(us, { others: 150, throughPause: 0, pauseSeconds }, SEEDS[0]);
    rows.push({ question: `${pauseSeconds} s, times the theoretical minimum`, values: [timesMinimum(run)], decimals: 2 });
    rows.push({ question: `${pauseSeconds} s, App Runner calls that it answered`, values: [run.answeredCalls], decimals: 0 });
  }
  return { title: '150 services of other stacks whose pauses take longer, or not as long', note: 'One run each.', columns: [us.name], rows };
}

async function runsOf(contender: Contender, size: Fleet): Promise<FleetRun[]> {
  const runs: FleetRun[] = [];
  for (const seed of SEEDS) runs.push(await deployFleet(contender, size, seed));
  return runs;
}

function timesMinimum({ seconds, minimumSeconds }: FleetRun): number {
  return seconds / minimumSeconds;
}
