import { ROLLBACK_ASSUMPTIONS, DEFAULT_ASSUMPTIONS } from './assumptions';
import { shortcutThroughTheSdk } from './in-process-app-runner';
import { run } from './run';
import type { Run } from './run';
import type { Scenario, Step } from './scenario';
import { ADOPTED_WITH_A_CHANGE, DECLARATION_MOVED_WITH_A_CHANGE, NOTHING_CHANGED, PAUSED_SERVICE_UPDATED, RUNNING_SERVICE_UPDATED, SERVICE_RENAMED, pair } from './version-pairs';
import type { VersionPair } from './version-pairs';
import type { ServiceView } from '../simulator';

/** A few deployments as examples to read. `proof/` checks all scenarios. */

let shortcut: ReturnType<typeof shortcutThroughTheSdk>;
beforeAll(() => { shortcut = shortcutThroughTheSdk(); });
afterAll(() => shortcut.end());

const FAILS_AFTER_EVERYTHING = { failAt: ['end of update'] };
const FOR_GOOD = 1000;

async function deploy(update: VersionPair, step: Omit<Step & object, 'deploy'> = {}, circumstances: Partial<Scenario> = {}): Promise<Run> {
  const { name, from, to } = update;
  return run({ name, from, found: 'as declared', assumptions: DEFAULT_ASSUMPTIONS, steps: [{ deploy: to, ...step }], ...circumstances });
}

function service({ testBed: { simulator } }: Run): ServiceView {
  return simulator.services().filter(({ status }) => status !== 'DELETED')[0];
}

const endings = ({ endings: all }: Run): string[] => all.map(({ status }) => status);

test('a paused service is resumed, updated and paused again', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED);
  expect(endings(deployment)).toEqual(['UPDATE_COMPLETE']);
  expect(deployment.operations).toEqual(['RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE']);
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:2' });
});

test('a running service is only updated', async () => {
  const deployment = await deploy(RUNNING_SERVICE_UPDATED);
  expect(deployment.operations).toEqual(['UPDATE_SERVICE']);
  expect(service(deployment)).toMatchObject({ status: 'RUNNING', image: 'shop:2' });
});

test('an update that does not touch the service sends no request', async () => {
  const { testBed: { observations, records } } = await deploy(NOTHING_CHANGED);
  expect(observations).toMatchObject({ events: [], calls: [], polls: 0 });
  expect(records.calls).toBe(0);
});

test.each(ROLLBACK_ASSUMPTIONS)('a deployment that fails after everything leaves the old version, paused: $rollbackOrder, replaced resources $replacedInRollback', async assumptions => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, FAILS_AFTER_EVERYTHING, { assumptions });
  expect(endings(deployment)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
  expect(deployment.operations).toEqual([
    'RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE',
    'RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE',
  ]);
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:1' });
});

test('an update that App Runner rolled back fails the deployment and says where the reason is', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, {}, {
    faults: [{ rule: { operation: 'UpdateService', fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } } }],
  });
  expect(endings(deployment)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
  expect(deployment.endings[0].failed?.message).toMatch(
    /^App Runner rolled the update of the service .* back: operation [0-9a-f-]{36} \(UPDATE_SERVICE\) ended ROLLBACK_SUCCEEDED.* \/aws\/apprunner\/stack-Shop-1\//);
  expect(service(deployment).status).toBe('PAUSED');
});

test('the first declaration PAUSED together with a change is refused, and the service stays as it was', async () => {
  const deployment = await deploy(ADOPTED_WITH_A_CHANGE);
  expect(endings(deployment)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
  expect(deployment.endings[0].failed?.message).toContain('declares it PAUSED for the first time');
  expect(service(deployment)).toMatchObject({ status: 'RUNNING', image: 'shop:1', pausedEver: false });
});

const DATABASE_IS_DOWN = { operation: 'ResumeService', times: FOR_GOOD, fault: { kind: 'operation-ends', outcome: 'FAILED' } } as const;

test('a deployment fails at once if the database is down, and is rolled back without another resume', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, {}, { faults: [{ rule: DATABASE_IS_DOWN }] });
  expect(endings(deployment)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
  expect(deployment.operations).toEqual(['RESUME_SERVICE']);
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:1' });
});

test('a rollback gets stuck if the database goes down before it, and ends well after the service is resumed', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, FAILS_AFTER_EVERYTHING, { faults: [{ from: 'start of rollback', rule: DATABASE_IS_DOWN }] });
  expect(endings(deployment)).toEqual(['UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE']);
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:1' });
});

test('a pause that fails once in the clean-up after a rollback is tried again', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, FAILS_AFTER_EVERYTHING, {
    faults: [{ from: 'start of clean-up', rule: { operation: 'PauseService', fault: { kind: 'operation-ends', outcome: 'FAILED' } } }],
  });
  expect(deployment.operations.slice(-2)).toEqual(['PAUSE_SERVICE', 'PAUSE_SERVICE']);
  expect(service(deployment).status).toBe('PAUSED');
});

test('a cancelled pause does not pause the service during the rollback', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, { failAt: ['update: ShopState, poll 1'] });
  expect(deployment.testBed.observations.updatesWhile).toEqual(['RUNNING', 'RUNNING']);
  expect(String(deployment.testBed.transcript)).toContain('superseded');
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:1' });
});

test('going back to the old template after a failure that was not rolled back pauses the service again', async () => {
  const { name, from, to } = PAUSED_SERVICE_UPDATED;
  const deployment = await run({
    name,
    from,
    found: 'as declared',
    assumptions: DEFAULT_ASSUMPTIONS,
    steps: [{ deploy: to, rollback: false, failAt: ['update: before ShopState'] }, { deploy: from }],
  });
  expect(endings(deployment)).toEqual(['UPDATE_FAILED', 'UPDATE_COMPLETE']);
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:1' });
});

test('in Express mode, State waits for the update of a paused service before it pauses', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, { express: true });
  expect(endings(deployment)).toEqual(['UPDATE_COMPLETE']);
  expect(deployment.operations).toEqual(['RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE']);
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:2' });
});

test('in Express mode an update that App Runner rolled back fails the deployment', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, { express: true }, {
    faults: [{ rule: { operation: 'UpdateService', fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } } }],
  });
  expect(endings(deployment)).toEqual(['UPDATE_FAILED']);
  expect(deployment.endings[0].failed?.message).toContain('App Runner rolled the update of the service');
});

test('Express mode breaks the promises if CloudFormation does not wait for custom resources there, which is documented', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, { express: true }, { assumptions: { ...DEFAULT_ASSUMPTIONS, expressWaitsFor: 'nothing' } });
  expect(deployment.testBed.observations.updatesWhile).toEqual(['OPERATION_IN_PROGRESS']);
  expect(endings(deployment)).toEqual(['UPDATE_FAILED']);
});

test('a rollback gets stuck if a declaration that moved has paused the service without rollback, and ends well after the service is resumed', async () => {
  const { name, from, to } = DECLARATION_MOVED_WITH_A_CHANGE;
  const deployment = await run({
    name,
    from,
    found: 'as declared',
    assumptions: { ...DEFAULT_ASSUMPTIONS, rollbackOrder: 'dependents first' },
    steps: [{ deploy: to, rollback: false, ...FAILS_AFTER_EVERYTHING }, { deploy: to, ...FAILS_AFTER_EVERYTHING }],
  });
  expect(endings(deployment)).toEqual(['UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE']);
  expect(deployment.testBed.observations.updatesWhile).toEqual(['RUNNING']);
  expect(service(deployment)).toMatchObject({ status: 'PAUSED', image: 'shop:1' });
});

test('a paused service that gets another name is replaced, and the new one is paused; after a failure the old one is paused', async () => {
  expect(service(await deploy(SERVICE_RENAMED))).toMatchObject({ status: 'PAUSED', name: 'shop-b' });
  expect(service(await deploy(SERVICE_RENAMED, FAILS_AFTER_EVERYTHING))).toMatchObject({ status: 'PAUSED', name: 'shop-a' });
});

test('a state that is none fails a deployment before the service is touched', async () => {
  const spec = { image: { parameter: 'Image' }, state: { parameter: 'State' } };
  const deployment = await deploy(pair('a state that is none', spec, spec, {
    fromParameters: { Image: 'shop:1', State: 'PAUSED' }, toParameters: { Image: 'shop:2', State: 'STOPPED' },
  }));
  expect(deployment.endings[0]).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failed: { logicalId: 'ShopRestore', message: expect.stringContaining('STOPPED') as string } });
  expect(deployment.operations).toEqual([]);
});

test('a deployment of somebody else is waited out', async () => {
  const deployment = await deploy(PAUSED_SERVICE_UPDATED, {}, {
    interventions: [{ at: 'update: before ShopState', what: 'deployment', serviceId: 'Shop' }],
  });
  expect(deployment.operations).toEqual(['RESUME_SERVICE', 'UPDATE_SERVICE', 'START_DEPLOYMENT', 'PAUSE_SERVICE']);
  expect(endings(deployment)).toEqual(['UPDATE_COMPLETE']);
});
