import { DeclaredStack } from './declared-stack';
import { failuresOf, Scene } from './scene';
import { DesiredState } from '../../src';

let scene: Scene;

beforeAll(async () => { scene = await Scene.open(); });
afterAll(async () => scene?.close());

test('a new service that is declared PAUSED is paused when its stack is there', async () => {
  const created = await scene.deploy(new DeclaredStack('new-paused'));
  expect(created.status).toBe('CREATE_COMPLETE');
  const service = scene.service(created.outputs.Arn);
  expect(service.status).toBe('PAUSED');
  expect(service.operations.map(({ type }) => type)).toEqual(['PAUSE_SERVICE', 'CREATE_SERVICE']);
  expect(created.outputs).toMatchObject({ status: 'PAUSED', serviceUrl: service.url, operationId: service.operations[0]?.id });
});

test('a new service that is declared RUNNING is left alone', async () => {
  const created = await scene.deploy(new DeclaredStack('new-running', { desiredState: DesiredState.RUNNING }));
  expect(created.status).toBe('CREATE_COMPLETE');
  const service = scene.service(created.outputs.Arn);
  expect(service.status).toBe('RUNNING');
  expect(service.operations.map(({ type }) => type)).toEqual(['CREATE_SERVICE']);
  expect(created.outputs).toMatchObject({ status: 'RUNNING', operationId: '' });
});

test('a deployment that changes nothing makes no call and has no event', async () => {
  await scene.deploy(new DeclaredStack('unchanged'));
  const calls = scene.simulator.calls.length;
  const again = await scene.deploy(new DeclaredStack('unchanged'));
  expect(again.events).toEqual([]);
  expect(scene.simulator.calls).toHaveLength(calls);
});

test('a changed declaration resumes and pauses the service', async () => {
  const arn = scene.simulator.addService({ name: 'toggled' });
  await scene.deploy(new DeclaredStack('toggled', { serviceArn: arn }));
  expect(scene.service(arn).status).toBe('PAUSED');

  const resumed = await scene.deploy(new DeclaredStack('toggled', { serviceArn: arn, desiredState: DesiredState.RUNNING }));
  expect(resumed.status).toBe('UPDATE_COMPLETE');
  expect(scene.service(arn).status).toBe('RUNNING');
  expect(resumed.outputs.status).toBe('RUNNING');

  const paused = await scene.deploy(new DeclaredStack('toggled', { serviceArn: arn, desiredState: DesiredState.PAUSED }));
  expect(paused.status).toBe('UPDATE_COMPLETE');
  expect(scene.service(arn).status).toBe('PAUSED');
  expect(paused.outputs.status).toBe('PAUSED');
});

test('a trigger asserts the state again when somebody has changed it by hand', async () => {
  const arn = scene.simulator.addService({ name: 'triggered', status: 'PAUSED' });
  await scene.deploy(new DeclaredStack('triggered', { serviceArn: arn, triggers: { deployment: '1' } }));
  scene.simulator.startForeign(arn, 'RESUME_SERVICE', { seconds: 0 });
  expect(scene.service(arn).status).toBe('RUNNING');
  const again = await scene.deploy(new DeclaredStack('triggered', { serviceArn: arn, triggers: { deployment: '2' } }));
  expect(again.status).toBe('UPDATE_COMPLETE');
  expect(scene.service(arn).status).toBe('PAUSED');
});

test("somebody else's operation is waited out first", async () => {
  const arn = scene.simulator.addService({ name: 'busy' });
  const foreign = scene.simulator.startForeign(arn, 'START_DEPLOYMENT', { seconds: 4 });
  const created = await scene.deploy(new DeclaredStack('busy', { serviceArn: arn }));
  expect(created.status).toBe('CREATE_COMPLETE');
  const [pause, deployment] = scene.service(arn).operations;
  expect(pause).toMatchObject({ type: 'PAUSE_SERVICE', status: 'SUCCEEDED', id: created.outputs.operationId });
  expect(deployment).toMatchObject({ id: foreign, status: 'SUCCEEDED' });
  expect(pause!.startedAt).toBeGreaterThanOrEqual(deployment!.endedAt!);
});

test('a pause that fails fails the stack, with the reason, and the service stays as it was', async () => {
  const arn = scene.simulator.addService({ name: 'stubborn' });
  await scene.deploy(new DeclaredStack('stubborn', { serviceArn: arn, desiredState: DesiredState.RUNNING }));
  scene.simulator.faults.add({ operation: 'PauseService', serviceArn: arn, fault: { kind: 'operation-ends', outcome: 'FAILED' } });
  const failed = await scene.deploy(new DeclaredStack('stubborn', { serviceArn: arn }));
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scene.service(arn).status).toBe('RUNNING');
  const [{ id } = { id: '' }] = scene.service(arn).operations;
  expect(failuresOf(failed)).toEqual([expect.stringContaining(
    `App Runner could not make the service ${arn} PAUSED: operation ${id} (PAUSE_SERVICE) ended FAILED and the service is RUNNING. `
    + `The reason is in CloudWatch log group /aws/apprunner/stubborn/${arn.split('/')[2]}/service. Correct it, then deploy again.`,
  )]);
});

test('a resume that fails on the first deployment leaves no stack behind but the service', async () => {
  const arn = scene.simulator.addService({ name: 'dead', status: 'PAUSED' });
  scene.simulator.faults.add({ operation: 'ResumeService', serviceArn: arn, fault: { kind: 'operation-ends', outcome: 'FAILED' } });
  const failed = await scene.deploy(new DeclaredStack('dead', { serviceArn: arn, desiredState: DesiredState.RUNNING }));
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  expect(failuresOf(failed)).toEqual([expect.stringContaining('(RESUME_SERVICE) ended FAILED and the service is PAUSED')]);
  expect(scene.service(arn).status).toBe('PAUSED');
});
