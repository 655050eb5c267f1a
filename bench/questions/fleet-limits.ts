import { deployFleet } from '../fleet-run';
import type { Fleet, FleetRun } from '../fleet-run';
import type { LimitOfCalls } from '../model/limit-of-calls';
import type { Table } from '../table';
import { us } from '../us';

export const LIMITS: Readonly<Record<string, LimitOfCalls>> = {
  '2 a second': [{ since: 0, callsPerSecond: 2 }],
  '5 a second': [{ since: 0, callsPerSecond: 5 }],
  '10 a second': [{ since: 0, callsPerSecond: 10 }],
  '20 a second': [{ since: 0, callsPerSecond: 20 }],
  '5, then 2, then 10': [{ since: 0, callsPerSecond: 5 }, { since: 60, callsPerSecond: 2 }, { since: 240, callsPerSecond: 10 }],
};

/** Does a deployment get through, whatever App Runner's limit of calls is? It is not documented, and others use it, too. */
export async function fleetLimits(): Promise<Table[]> {
  return [
    await tableFor('150 services of other stacks at other limits of calls', { others: 150, throughPause: 0 }),
    await tableFor('100 services deployed through a pause at other limits of calls', { others: 0, throughPause: 100 }),
    await tableFor('150 services of other stacks, paused and rolled back after half a minute', { others: 150, throughPause: 0, cancelledAfterSeconds: 30 }),
  ];
}

async function tableFor(title: string, fleet: Fleet): Promise<Table> {
  const runs: FleetRun[] = [];
  for (const limit of Object.values(LIMITS)) runs.push(await deployFleet(us, { ...fleet, limit }, 6));
  return {
    title,
    note: 'As above, one run each. The last limit changes after one minute and after four.'
      + (fleet.cancelledAfterSeconds === undefined ? '' : ' The theoretical minimum is that of the pauses alone.'),
    columns: Object.keys(LIMITS),
    areCases: true,
    rows: [
      { question: 'resources that failed', values: runs.map(({ failures }) => failures.length), goal: 0, decimals: 0 },
      { question: 'seconds', values: runs.map(({ seconds }) => seconds), decimals: 0 },
      { question: 'times the theoretical minimum', values: runs.map(({ seconds, minimumSeconds }) => seconds / minimumSeconds), decimals: 2 },
      { question: 'App Runner calls that it answered', values: runs.map(({ answeredCalls }) => answeredCalls), decimals: 0 },
      { question: 'App Runner calls that it refused', values: runs.map(({ refusedCalls }) => refusedCalls), decimals: 0 },
      { question: 'Lambda GB-seconds', values: runs.map(({ gigabyteSeconds }) => gigabyteSeconds), decimals: 0 },
    ],
  };
}
