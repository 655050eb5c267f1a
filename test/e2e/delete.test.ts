import { DeclaredStack } from './declared-stack';
import { eventsOf, failuresOf, Scene } from './scene';
import { DesiredState, OnDelete } from '../../src';

let scene: Scene;

beforeAll(async () => { scene = await Scene.open(); });
afterAll(async () => scene?.close());

const { RUNNING, PAUSED } = DesiredState;

test.each([
  [OnDelete.LEAVE, PAUSED, 'PAUSED', []],
  [OnDelete.LEAVE, RUNNING, 'RUNNING', []],
  [OnDelete.RESUME, PAUSED, 'RUNNING', ['RESUME_SERVICE']],
  [OnDelete.PAUSE, RUNNING, 'PAUSED', ['PAUSE_SERVICE']],
])('onDelete %s: a service declared %s is %s when the stack is gone', async (onDelete, desiredState, status, operations) => {
  const name = `delete-${onDelete}-${desiredState === PAUSED ? 'PAUSED' : 'RUNNING'}`;
  const arn = scene.simulator.addService({ name, status: 'RUNNING' });
  await scene.deploy(new DeclaredStack(name, { serviceArn: arn, desiredState, onDelete }));
  const seen = await scene.operationsDuring(arn, async () => {
    expect((await scene.destroy(name)).status).toBe('DELETE_COMPLETE');
  });
  expect(seen).toEqual(operations);
  expect(scene.service(arn).status).toBe(status);
});

test('onDelete PAUSE counts when only the declaration is removed, and the service stays in its stack', async () => {
  const created = await scene.deploy(new DeclaredStack('undeclared', { desiredState: RUNNING, onDelete: OnDelete.PAUSE }));
  const removed = await scene.deploy(new DeclaredStack('undeclared', { declared: false }));
  expect(removed.status).toBe('UPDATE_COMPLETE');
  expect(scene.service(created.outputs.Arn).status).toBe('PAUSED');
});

test('a stack whose service was deleted behind its back can still be destroyed', async () => {
  const arn = scene.simulator.addService({ name: 'gone' });
  await scene.deploy(new DeclaredStack('gone', { serviceArn: arn, onDelete: OnDelete.RESUME }));
  scene.simulator.removeBehindOurBack(arn);
  expect((await scene.destroy('gone')).status).toBe('DELETE_COMPLETE');
});

test('a declaration about a service that was deleted behind its back fails, naming it and its Region', async () => {
  const arn = scene.simulator.addService({ name: 'lost' });
  await scene.deploy(new DeclaredStack('lost', { serviceArn: arn }));
  scene.simulator.removeBehindOurBack(arn);
  const failed = await scene.deploy(new DeclaredStack('lost', { serviceArn: arn, desiredState: RUNNING }));
  expect(failuresOf(failed)[0]).toContain(
    `There is no App Runner service ${arn} in Region us-east-1. `
    + 'Check the ARN, and whether the service was deleted outside this stack; then correct or remove the ServiceState and deploy again.',
  );
});

test('a pause on delete that fails is reported, and destroying again works', async () => {
  const arn = scene.simulator.addService({ name: 'again' });
  await scene.deploy(new DeclaredStack('again', { serviceArn: arn, desiredState: RUNNING, onDelete: OnDelete.PAUSE }));
  scene.simulator.faults.add({ operation: 'PauseService', serviceArn: arn, fault: { kind: 'operation-ends', outcome: 'FAILED' } });
  const failed = await scene.destroy('again');
  expect(failed.status).toBe('DELETE_FAILED');
  expect(failuresOf(failed)[0]).toContain('(PAUSE_SERVICE) ended FAILED and the service is RUNNING');
  expect(eventsOf(failed, 'AWS::Lambda::Function')).toEqual([]);
  expect((await scene.destroy('again')).status).toBe('DELETE_COMPLETE');
  expect(scene.service(arn).status).toBe('PAUSED');
});
