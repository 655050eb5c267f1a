import { deployFleet } from '../fleet-run';
import type { FleetRun } from '../fleet-run';
import { median } from '../samples';
import { stackSizeOf } from '../stack-size';
import type { StackOfServices, StackSize } from '../stack-size';
import type { Table } from '../table';
import { us } from '../us';

const SYNTHESES = 5;
const GIGABYTES_OF_A_FUNCTION = 1 / 8;

/** 120 through a pause, or 100 and 50 of other stacks, are as many as fit. */
export const SIZES: Readonly<Record<string, StackOfServices>> = {
  '1': { throughPause: 1, imported: 0 },
  '10': { throughPause: 10, imported: 0 },
  '50': { throughPause: 50, imported: 0 },
  '120': { throughPause: 120, imported: 0 },
  '100 and 50 of other stacks': { throughPause: 100, imported: 50 },
};

/** What does a stack with few or many services cost? */
export async function stackSize(): Promise<Table> {
  const sizes: StackSize[] = [];
  const deployments: FleetRun[] = [];
  for (const size of Object.values(SIZES)) {
    const runs = Array.from({ length: SYNTHESES }, () => stackSizeOf(size));
    sizes.push({ ...runs[0], seconds: median(runs.map(({ seconds }) => seconds)) });
    deployments.push(await deployFleet(us, { others: size.imported, throughPause: size.throughPause }, 6));
  }
  return {
    title: 'A stack with 1 to 150 services',
    note: 'Services that are deployed through a pause. Resources and bytes with the services and the provider. The deployment gives all of them a new image, and pauses those of other stacks, at 5 calls of App Runner a second. '
      + `The processor time of a synthesis is the median of ${SYNTHESES} in one process.`,
    columns: Object.keys(SIZES),
    areCases: true,
    rows: [
      { question: 'resources', values: sizes.map(({ resources }) => resources), goal: 500, decimals: 0 },
      { question: 'template, in kB', values: sizes.map(({ kilobytes }) => kilobytes), goal: 1000, decimals: 0 },
      { question: 'synthesis, in seconds of one processor', values: sizes.map(({ seconds }) => seconds), decimals: 2 },
      { question: 'resources that failed', values: deployments.map(({ failures }) => failures.length), goal: 0, decimals: 0 },
      { question: 'deployment, in minutes', values: deployments.map(({ seconds }) => seconds / 60) },
      { question: 'the same, times the theoretical minimum', values: deployments.map(({ seconds, minimumSeconds }) => seconds / minimumSeconds), goal: 1.3, decimals: 2 },
      { question: 'executions at one moment, most', values: deployments.map(({ executionsAtOnce }) => executionsAtOnce), decimals: 0 },
      { question: 'executions at one moment, mean', values: deployments.map(({ gigabyteSeconds, seconds }) => gigabyteSeconds / GIGABYTES_OF_A_FUNCTION / seconds) },
      { question: 'Lambda GB-seconds', values: deployments.map(({ gigabyteSeconds }) => gigabyteSeconds), decimals: 0 },
    ],
  };
}
