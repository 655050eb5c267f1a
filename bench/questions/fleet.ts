import type { Contender } from '../contender';
import { CONTENDERS, NAMES } from '../contenders';
import { deployFleet } from '../fleet-run';
import type { Fleet, FleetRun } from '../fleet-run';
import { mean } from '../samples';
import type { Row, Table } from '../table';

const GOAL_OF_LEAST = 1.3;
const SEEDS = [6, 42, 1234];

/** Does one stack with very many services get through while the API is limited? */
export async function fleet(): Promise<Table[]> {
  const ableToThroughPause = CONTENDERS.map(contender => (contender.declareThroughPause ? contender : undefined));
  return [
    await tableFor('150 services of other stacks, paused in one deployment', { others: 150, throughPause: 0 }, CONTENDERS),
    await tableFor('100 services deployed through a pause in one deployment', { others: 0, throughPause: 100 }, ableToThroughPause),
    await tableFor('Both in one deployment', { others: 150, throughPause: 100 }, ableToThroughPause),
  ];
}

async function tableFor(title: string, size: Fleet, contenders: readonly (Contender | undefined)[]): Promise<Table> {
  const runs: (FleetRun[] | undefined)[] = [];
  for (const contender of contenders) runs.push(contender && await runsOf(contender, size));
  const row = (question: string, value: (runs: readonly FleetRun[]) => number, rest: Partial<Row> = {}): Row =>
    ({ question, values: runs.map(ofContender => ofContender && value(ofContender)), decimals: 0, ...rest });
  return {
    title,
    note: 'App Runner answers 5 calls a second and fails 1 % of them. The least time is three calls for each operation (look, act, look again) at 5 a second, '
      + 'plus the operations that one service goes through (resume 90 s, update 180 s, pause 60 s, ± 20 %). '
      + 'CloudFormation starts all resources at once in the order of their dependencies; its own calls are not counted. '
      + `${SEEDS.length} runs, each with other durations, failures and back-offs.`,
    columns: NAMES,
    rows: [
      row('resources that failed, in all runs', each => each.flatMap(run => run.failures).length, { goal: 0 }),
      row('seconds, mean', each => mean(each.map(run => run.seconds))),
      row('of the least time, mean', each => mean(each.map(ofLeast)), { goal: GOAL_OF_LEAST, decimals: 2 }),
      row('of the least time, worst', each => Math.max(...each.map(ofLeast)), { goal: GOAL_OF_LEAST, decimals: 2 }),
      row('App Runner calls that it answered, mean', each => mean(each.map(run => run.answeredCalls))),
      row('App Runner calls that it refused, mean', each => mean(each.map(run => run.refusedCalls))),
      row('Lambda GB-seconds, mean', each => mean(each.map(run => run.gigabyteSeconds))),
    ],
  };
}

async function runsOf(contender: Contender, size: Fleet): Promise<FleetRun[]> {
  const runs: FleetRun[] = [];
  for (const seed of SEEDS) runs.push(await deployFleet(contender, size, seed));
  return runs;
}

function ofLeast({ seconds, leastSeconds }: FleetRun): number {
  return seconds / leastSeconds;
}
