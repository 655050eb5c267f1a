import { DEFAULT_ASSUMPTIONS } from './assumptions';
import { REAL_HANDLERS } from './handlers';
import { REALISTIC } from './pace';
import { run } from './run';
import { NOTHING_CHANGED, PAUSED_SERVICE_UPDATED, RUNNING_SERVICE_UPDATED } from './version-pairs';
import type { VersionPair } from './version-pairs';

/** What an update costs, counted where the calls arrive. */
interface Cost {
  readonly update: string;
  /** That the library adds to the stack for the service. */
  readonly customResources: number;
  /** Requests of CloudFormation to them. */
  readonly events: number;
  /** Looks at what has become of a request, by the waiter. */
  readonly polls: number;
  readonly appRunnerCalls: number;
  readonly cloudFormationCalls: number;
  /** Pauses and resumes. */
  readonly operations: number;
  readonly updates: number;
  readonly seconds: number;
}

const costs: Cost[] = [];

afterAll(() => {
  const columns = Object.keys(costs[0]) as (keyof Cost)[];
  const line = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
  process.stdout.write([line(columns), line(columns.map(() => '---')), ...costs.map(cost => line(columns.map(column => cost[column])))].join('\n') + '\n');
});

async function costOf(update: string, { name, from, to }: VersionPair, failAt: readonly string[] = []): Promise<Cost> {
  const { testBed: { observations, records }, operations, seconds } = await run(
    { name, from, found: 'as declared', assumptions: DEFAULT_ASSUMPTIONS, steps: [{ deploy: to, failAt }] }, REAL_HANDLERS, REALISTIC);
  const cost: Cost = {
    update,
    customResources: Object.values(to.template.Resources).filter(({ Type }) => Type.startsWith('Custom::')).length,
    events: observations.events.length,
    polls: observations.polls,
    appRunnerCalls: observations.calls.length,
    cloudFormationCalls: records.calls,
    operations: operations.filter(type => /PAUSE|RESUME/.test(type)).length,
    updates: operations.filter(type => type === 'UPDATE_SERVICE').length,
    seconds,
  };
  costs.push(cost);
  return cost;
}

test('an update that touches nothing costs nothing', async () => {
  expect(await costOf('touches nothing', NOTHING_CHANGED)).toMatchObject({
    customResources: 3, events: 0, polls: 0, appRunnerCalls: 0, cloudFormationCalls: 0, operations: 0, updates: 0,
  });
});

test('an update of a running service costs a few calls and no operation', async () => {
  expect(await costOf('touches a running service', RUNNING_SERVICE_UPDATED)).toMatchObject({
    customResources: 3, events: 4, polls: 4, appRunnerCalls: 4, cloudFormationCalls: 9, operations: 0, updates: 1,
  });
});

test('an update of a paused service costs two operations', async () => {
  const cost = await costOf('touches a paused service', PAUSED_SERVICE_UPDATED);
  expect(cost).toMatchObject({ customResources: 3, events: 4, cloudFormationCalls: 9, operations: 2, updates: 1 });
  expect(cost.appRunnerCalls).toBeLessThan(60);
});

test('an update of a paused service that fails after everything costs them twice', async () => {
  const cost = await costOf('fails after everything', PAUSED_SERVICE_UPDATED, ['end of update']);
  expect(cost).toMatchObject({ events: 7, cloudFormationCalls: 16, operations: 4, updates: 2 });
  expect(cost.appRunnerCalls).toBeLessThan(100);
});
