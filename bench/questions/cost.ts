import type { Contender } from '../contender';
import { CONTENDERS, NAMES } from '../contenders';
import { noUsage } from '../model/cost-model';
import type { Usage } from '../model/cost-model';
import { pauseOneService } from '../one-service-run';
import { LONG_HISTORY, earlierSeconds } from '../samples';
import type { Table } from '../table';

const OPERATION_SECONDS = 180;
/** The operation takes the same in all of them; the history does not. */
const HISTORIES = 10;

export const GOAL_CALLS = 40;
/** A first pause needs more looks, because nobody knows when it ends. */
export const GOAL_CALLS_FIRST = 45;
export const GOAL_TRANSITIONS_FIRST = 45;

/** What does one pause of three minutes use? */
export async function cost(): Promise<Table[]> {
  return [await tableFor(LONG_HISTORY, 'What an operation of 3 minutes uses'), await tableFor(0, 'What the first pause ever uses')];
}

async function tableFor(earlier: number, title: string): Promise<Table> {
  const usages: Usage[] = [];
  for (const contender of CONTENDERS) usages.push(await meanUsage(contender, earlier));
  return {
    title,
    note: earlier > 0
      ? `Mean over ${HISTORIES} histories of ${earlier} earlier pauses that took 180 s ± 20 %.`
      : 'Nothing is known yet about how long this service takes.',
    columns: NAMES,
    rows: [
      { question: 'App Runner calls', values: usages.map(usage => usage.appRunnerCalls), goal: earlier > 0 ? GOAL_CALLS : GOAL_CALLS_FIRST },
      { question: 'CloudFormation calls', values: usages.map(usage => usage.cloudFormationCalls) },
      { question: 'Step Functions transitions', values: usages.map(usage => usage.transitions), ...earlier > 0 ? { goalRatio: 1 } : { goal: GOAL_TRANSITIONS_FIRST } },
      { question: 'Lambda invocations', values: usages.map(usage => usage.invocations), goalRatio: 1 },
      { question: 'Lambda GB-seconds', values: usages.map(usage => usage.gigabyteSeconds), goalRatio: 1, decimals: 2 },
    ],
  };
}

export async function meanUsage(contender: Contender, earlier: number): Promise<Usage> {
  const total = noUsage();
  for (let index = 0; index < HISTORIES; index++) {
    const { usage } = await pauseOneService(contender, {
      operationSeconds: OPERATION_SECONDS, earlierSeconds: earlierSeconds(OPERATION_SECONDS, index, earlier),
    });
    for (const name of Object.keys(total) as (keyof Usage)[]) total[name] += usage[name] / HISTORIES;
  }
  return total;
}
