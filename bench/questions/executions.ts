import { deployFleet } from '../fleet-run';
import type { Fleet } from '../fleet-run';
import type { Table } from '../table';
import { us } from '../us';

/** What new accounts have, and what some have got on request. */
const LIMITS = [10, 50];
const SEEDS = [6, 42, 1234];

/** How many services can one deployment change where the account has few executions of functions at one moment? */
export async function executions(): Promise<Table> {
  const others: number[] = [];
  const throughPause: number[] = [];
  for (const limit of LIMITS) {
    others.push(await mostThatWork(limit, services => ({ others: services, throughPause: 0 })));
    throughPause.push(await mostThatWork(limit, services => ({ others: 0, throughPause: services })));
  }
  return {
    title: 'Services in one deployment, by the executions that the account may have at one moment',
    note: 'The most services of which all work, up to that limit, in each of 3 runs at 5 calls of App Runner a second. CloudFormation sends all requests at one moment, and nothing else runs in the account. '
      + 'Each request needs two executions at first: the framework\'s function, which Lambda invokes as soon as there is one, and ours, which the framework invokes and waits for. With as many requests as executions '
      + 'nothing is left for ours.',
    columns: LIMITS.map(limit => `${limit} executions`),
    areCases: true,
    rows: [
      { question: 'services of other stacks', values: others, decimals: 0 },
      { question: 'services deployed through a pause', values: throughPause, decimals: 0 },
    ],
  };
}

async function mostThatWork(limit: number, fleetOf: (services: number) => Fleet): Promise<number> {
  let services = limit;
  while (services > 0 && !await worksWith(limit, fleetOf(services))) services -= 1;
  return services;
}

export async function worksWith(mostExecutions: number, fleet: Fleet): Promise<boolean> {
  for (const seed of SEEDS) {
    const { failures } = await deployFleet(us, { ...fleet, mostExecutions }, seed);
    if (failures.length > 0) return false;
  }
  return true;
}
