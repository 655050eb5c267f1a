import { DeclaredStack } from './declared-stack';
import { failuresOf, Scene } from './scene';
import { DesiredState } from '../../src';

let scene: Scene;

beforeAll(async () => { scene = await Scene.open(); });
afterAll(async () => scene?.close());

const THROUGH_A_PAUSE = ['RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE'];

async function pausedService(name: string): Promise<string> {
  const { outputs } = await scene.deploy(new DeclaredStack(name));
  expect(scene.service(outputs.Arn).status).toBe('PAUSED');
  return outputs.Arn!;
}

test('a paused service gets a new image, runs it, and is paused again', async () => {
  const arn = await pausedService('new-image');
  const before = scene.service(arn).version;
  const operations = await scene.operationsDuring(arn, async () => {
    expect((await scene.deploy(new DeclaredStack('new-image', { image: '2' }))).status).toBe('UPDATE_COMPLETE');
  });
  expect(operations).toEqual(THROUGH_A_PAUSE);
  expect(scene.service(arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:2', version: before + 1 });
});

test('an update that App Runner refuses is rolled back, and the service paused again', async () => {
  const arn = await pausedService('refused');
  scene.simulator.faults.add({
    operation: 'UpdateService', serviceArn: arn, fault: { kind: 'error', name: 'InvalidRequestException', status: 400, message: 'no such image' },
  });
  const failed = await scene.deploy(new DeclaredStack('refused', { image: 'none' }));
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failuresOf(failed)).toEqual([expect.stringContaining('no such image')]);
  expect(scene.service(arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:1' });
});

test('an update that App Runner rolls back fails the stack, with operation and log group, and the service is paused again', async () => {
  const arn = await pausedService('rolled-back');
  scene.simulator.faults.add({ operation: 'UpdateService', serviceArn: arn, fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } });
  const failed = await scene.deploy(new DeclaredStack('rolled-back', { image: 'broken' }));
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  const broken = scene.service(arn).operations.find(({ status }) => status === 'ROLLBACK_SUCCEEDED');
  const [, name, id] = arn.split('/');
  expect(failuresOf(failed)).toEqual([expect.stringContaining(
    `App Runner rolled the update of the service ${arn} back: operation ${broken?.id} (UPDATE_SERVICE) ended ROLLBACK_SUCCEEDED, `
    + 'so the service does not run what this deployment asked for. '
    + `The reason is in CloudWatch log group /aws/apprunner/${name}/${id}/service. Correct it, then deploy again.`,
  )]);
  expect(scene.service(arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:1' });
});

test('a resume that fails keeps CloudFormation from the service, and it stays paused', async () => {
  const arn = await pausedService('database-down');
  scene.simulator.faults.add({ operation: 'ResumeService', serviceArn: arn, fault: { kind: 'operation-ends', outcome: 'FAILED' } });
  const operations = await scene.operationsDuring(arn, async () => {
    const failed = await scene.deploy(new DeclaredStack('database-down', { image: '2' }));
    expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failuresOf(failed)[0]).toContain('(RESUME_SERVICE) ended FAILED and the service is PAUSED');
  });
  expect(operations).not.toContain('UPDATE_SERVICE');
  expect(scene.service(arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:1' });
});

test('a pause that fails after the update rolls the update back, and the service is paused again', async () => {
  const arn = await pausedService('restless');
  scene.simulator.faults.add({ operation: 'PauseService', serviceArn: arn, fault: { kind: 'operation-ends', outcome: 'FAILED' } });
  const failed = await scene.deploy(new DeclaredStack('restless', { image: '2' }));
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failuresOf(failed)).toEqual([expect.stringContaining('(PAUSE_SERVICE) ended FAILED and the service is RUNNING')]);
  expect(scene.service(arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:1' });
});

test('a running service is updated without an operation of ours', async () => {
  const running = { desiredState: DesiredState.RUNNING };
  const { outputs } = await scene.deploy(new DeclaredStack('running', running));
  const operations = await scene.operationsDuring(outputs.Arn, async () => {
    expect((await scene.deploy(new DeclaredStack('running', { ...running, image: '2' }))).status).toBe('UPDATE_COMPLETE');
  });
  expect(operations).toEqual(['UPDATE_SERVICE']);
  expect(scene.service(outputs.Arn).image).toBe('public.ecr.aws/shop/shop:2');
});

test('a deployment that does not touch the service makes no call and has no event of ours', async () => {
  await pausedService('elsewhere');
  const calls = scene.simulator.calls.length;
  const changed = new DeclaredStack('elsewhere');
  changed.templateOptions.description = 'changed';
  const updated = await scene.deploy(changed);
  expect(updated.status).toBe('UPDATE_COMPLETE');
  expect(updated.events.filter(({ type }) => type.startsWith('Custom::') || type.startsWith('AWS::AppRunner'))).toEqual([]);
  expect(scene.simulator.calls).toHaveLength(calls);
});

test('a service may be declared PAUSED and left unchanged', async () => {
  const { outputs } = await scene.deploy(new DeclaredStack('adopted', { declared: false }));
  const adopted = await scene.deploy(new DeclaredStack('adopted'));
  expect(adopted.status).toBe('UPDATE_COMPLETE');
  expect(scene.service(outputs.Arn).status).toBe('PAUSED');
});

test('declaring a service PAUSED for the first time and changing it at once is refused', async () => {
  const { outputs } = await scene.deploy(new DeclaredStack('too-much', { declared: false }));
  const refused = await scene.deploy(new DeclaredStack('too-much', { image: '2' }));
  expect(refused.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failuresOf(refused)).toEqual([expect.stringContaining(
    `The service ${outputs.Arn} was changed in the same deployment that declares it PAUSED for the first time, and a rollback could then meet a paused service. `,
  )]);
  expect(failuresOf(refused)[0]).toContain('first, then change the service.');
  expect(scene.service(outputs.Arn)).toMatchObject({ status: 'RUNNING', image: 'public.ecr.aws/shop/shop:1' });
});

test('a service that was paused by hand runs after a refused deployment that declared and changed it at once', async () => {
  const { outputs } = await scene.deploy(new DeclaredStack('paused-before', { declared: false }));
  scene.simulator.startForeign(outputs.Arn!, 'PAUSE_SERVICE', { seconds: 0 });
  expect(scene.service(outputs.Arn).status).toBe('PAUSED');
  const refused = await scene.deploy(new DeclaredStack('paused-before', { image: '2' }));
  expect(refused.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scene.service(outputs.Arn)).toMatchObject({ status: 'RUNNING', image: 'public.ecr.aws/shop/shop:1' });
});
