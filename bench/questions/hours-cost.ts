import { OFFICE_HOURS } from '../hours-keepers/hours-keeper';
import type { HoursKeeper } from '../hours-keepers/hours-keeper';
import { DESCRIPTIONS, HOURS_KEEPERS, NAMES } from '../hours-keepers/hours-keepers';
import { keep } from '../kept-services';
import { noScheduledUsage, priceOf } from '../model/cost-model';
import type { ScheduledUsage } from '../model/cost-model';
import { randomNumbers } from '../model/random';
import type { Row, Table } from '../table';

const SIZES = [1, 10, 150];

/** A Monday. */
const DAY = Date.UTC(2026, 0, 26);
const HOUR_MS = 3600_000;
const WORKDAYS = 23;
/** The hours of a month of 31 days: those that begin with a boundary, and those in which all is as it should be. */
const HOURS = [{ begin: 8, count: WORKDAYS }, { begin: 18, count: WORKDAYS }, { begin: 12, count: 31 * 24 - 2 * WORKDAYS }];

/** What do running hours cost in a month? */
export async function hoursCost(): Promise<Table[]> {
  const tables: Table[] = [];
  for (const services of SIZES) {
    const usages: ScheduledUsage[] = [];
    for (const keeper of HOURS_KEEPERS) usages.push(await usageOfAMonth(keeper, services));
    tables.push(tableFor(services, usages));
  }
  return tables;
}

function tableFor(services: number, usages: readonly ScheduledUsage[]): Table {
  const row = (question: string, value: (usage: ScheduledUsage) => number, rest: Partial<Row> = {}): Row =>
    ({ question, values: usages.map(value), decimals: 0, ...rest });
  return {
    title: `A month of running hours for ${services === 1 ? 'one service' : `${services} services`}`,
    note: 'Mon-Fri 08:00-18:00 in a month of 31 days with 23 workdays: an hour from each boundary and an hour without one are run, and multiplied. US dollars in us-east-1, without the free tiers '
      + `and without what the services themselves cost (prices with their sources: bench/model/cost-model.ts). ${DESCRIPTIONS}.`,
    columns: NAMES,
    rows: [
      row('US dollars', priceOf, { decimals: 4 }),
      row('the same without custom metrics', usage => priceOf({ ...usage, metrics: new Set() }), { decimals: 4, goalRatio: 1 }),
      row('App Runner calls', usage => usage.appRunnerCalls),
      row('CloudFormation calls', usage => usage.cloudFormationCalls),
      row('Scheduler invocations', usage => usage.schedulerInvocations),
      row('Lambda invocations', usage => usage.invocations, { goalRatio: 1 }),
      row('Lambda GB-seconds', usage => usage.gigabyteSeconds, { decimals: 1 }),
    ],
  };
}

export async function usageOfAMonth(keeper: HoursKeeper, services: number): Promise<ScheduledUsage> {
  const month = noScheduledUsage();
  for (const { begin, count } of HOURS) {
    const from = DAY + begin * HOUR_MS - 60_000;
    const random = randomNumbers(6);
    const { usage } = await keep(keeper, { services, from, hours: OFFICE_HOURS, until: from + HOUR_MS, secondsLate: () => 60 * random() });
    const { metrics, ...counted } = usage;
    for (const name of Object.keys(counted) as (keyof typeof counted)[]) month[name] += counted[name] * count;
    for (let nth = 0; nth < count; nth++) metrics.forEach(metric => month.metrics.add(`${nth} ${metric}`));
  }
  return month;
}
