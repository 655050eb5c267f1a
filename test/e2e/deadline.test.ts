import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Duration } from 'aws-cdk-lib';
import { DeclaredStack } from './declared-stack';
import { failuresOf, Scene } from './scene';
import { DesiredState } from '../../src';

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({ lambdaEnvironment: { NODE_OPTIONS: `--require=${path.join(__dirname, 'three-minutes-later.js')}` } });
});
afterAll(async () => scene?.close());

const timeout = Duration.minutes(2);

test('a pause that does not end fails the stack at the deadline, and says what was waited for', async () => {
  const arn = scene.simulator.addService({ name: 'slow' });
  scene.simulator.faults.add({ operation: 'PauseService', serviceArn: arn, fault: { kind: 'operation-ends', outcome: 'STUCK' } });
  const failed = await scene.deploy(new DeclaredStack('slow', { serviceArn: arn, timeout }));
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  const [{ id } = { id: '' }] = scene.service(arn).operations;
  expect(failuresOf(failed)).toEqual([expect.stringMatching(/^.*The App Runner service \S+ should be PAUSED but is OPERATION_IN_PROGRESS after 3(\.\d)? minutes\./)]);
  expect(failuresOf(failed)[0]).toContain(`${id} (PAUSE_SERVICE)`);
  expect(failuresOf(failed)[0]).toContain("raise the prop 'timeout' (at most 55 minutes), then deploy again.");
});

test("somebody else's operation that does not end fails the stack at the deadline, and nobody waits for it any more", async () => {
  const arn = scene.simulator.addService({ name: 'occupied' });
  const foreign = scene.simulator.startForeign(arn, 'START_DEPLOYMENT', { outcome: 'STUCK' });
  const operations = await scene.operationsDuring(arn, async () => {
    const failed = await scene.deploy(new DeclaredStack('occupied', { serviceArn: arn, timeout }));
    expect(failuresOf(failed)[0]).toMatch(/should be PAUSED but is OPERATION_IN_PROGRESS after 3(\.\d)? minutes\./);
    expect(failuresOf(failed)[0]).toContain(foreign);
    const calls = scene.simulator.calls.length;
    await delay(1000); // for a waiter that went on
    expect(scene.simulator.calls).toHaveLength(calls);
  });
  expect(operations).toEqual([]);
});

test('errors of App Runner that do not end fail the stack at the deadline, not before', async () => {
  const arn = scene.simulator.addService({ name: 'erring' });
  scene.simulator.faults.add({ operation: 'PauseService', serviceArn: arn, times: 1000, fault: { kind: 'server-error' } });
  const failed = await scene.deploy(new DeclaredStack('erring', { serviceArn: arn, timeout }));
  expect(failuresOf(failed)).toEqual([expect.stringMatching(/^.*The App Runner service \S+ should be PAUSED but is RUNNING after 3(\.\d)? minutes\./)]);
  expect(scene.service(arn)).toMatchObject({ status: 'RUNNING', operations: [] });
});

test('a longer time limit lets the same three minutes pass', async () => {
  const arn = scene.simulator.addService({ name: 'patient', status: 'PAUSED' });
  const created = await scene.deploy(new DeclaredStack('patient', { serviceArn: arn, desiredState: DesiredState.RUNNING, timeout: Duration.minutes(5) }));
  expect(created.status).toBe('CREATE_COMPLETE');
  expect(scene.service(arn).status).toBe('RUNNING');
});
