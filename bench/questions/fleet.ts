import type { Contender } from '../contender';
import { CONTENDERS, NAMES } from '../contenders';
import { deployFleet } from '../fleet-run';
import type { Fleet, FleetRun } from '../fleet-run';
import type { Row, Table } from '../table';

const GOAL_OF_LEAST = 1.3;

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
  const runs: (FleetRun | undefined)[] = [];
  for (const contender of contenders) runs.push(contender && await deployFleet(contender, size));
  const row = (question: string, value: (run: FleetRun) => number, rest: Partial<Row> = {}): Row =>
    ({ question, values: runs.map(run => run && value(run)), decimals: 0, ...rest });
  return {
    title,
    note: 'App Runner answers 5 calls a second and fails 1 % of them. The least time is three calls for each operation (look, act, look again) at 5 a second, '
      + 'plus the operations that one service goes through (resume 90 s, update 180 s, pause 60 s, ± 20 %). CloudFormation starts all resources at once in the order of their dependencies; its own calls are not counted.',
    columns: NAMES,
    rows: [
      row('resources that failed', run => run.failures.length, { goal: 0 }),
      row('seconds', run => run.seconds),
      row('of the least time', run => run.seconds / run.leastSeconds, { goal: GOAL_OF_LEAST, decimals: 2 }),
      row('App Runner calls, with the refused', run => run.calls),
    ],
  };
}
