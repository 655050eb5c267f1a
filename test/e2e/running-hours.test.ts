import { CLOSED, DeclaredStack } from './declared-stack';
import { Scene } from './scene';
import { OnDrift } from '../../src';

/** One stack, whose hours are over: what is to become of drift changes from test to test. */

let scene: Scene;
let arn: string;

beforeAll(async () => { scene = await Scene.open(); });
afterAll(async () => scene?.close());

function office(onDrift: OnDrift, image: string): DeclaredStack {
  return new DeclaredStack('office', { desiredState: CLOSED, onDrift, image });
}

test('a new service is paused, because its hours are over', async () => {
  const { status, outputs } = await scene.deploy(office(OnDrift.CORRECT, '1'));
  expect(status).toBe('CREATE_COMPLETE');
  arn = outputs.Arn!;
  expect(scene.service(arn).status).toBe('PAUSED');
});

test('a new image ends paused, and a tick in the middle does nothing', async () => {
  let tick: ReturnType<Scene['tick']> | undefined;
  const operations = await scene.operationsDuring(arn, async () => {
    const { status } = await scene.deploy(office(OnDrift.CORRECT, '2'), {
      onPoll: () => { if (scene.service(arn).status === 'RUNNING') tick ??= scene.tick('office'); },
    });
    expect(status).toBe('UPDATE_COMPLETE');
  });
  expect(await tick).toMatchObject([{ decision: 'skip', Skipped: 1, reason: expect.stringContaining('a stack operation is under way') }]);
  expect(operations).toEqual(['RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE']);
  expect(scene.service(arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:2' });
});

test('with CORRECT, the next tick pauses what somebody has resumed', async () => {
  scene.changeByHand(arn, 'RESUME_SERVICE');
  expect(await scene.tick('office')).toMatchObject([{ decision: 'pause', StackName: 'office', Paused: 1, Corrected: 1 }]);
  await scene.until(arn, 'PAUSED');
});

test('with REPORT, the next tick only says that somebody has resumed it', async () => {
  await scene.deploy(office(OnDrift.REPORT, '2'));
  scene.changeByHand(arn, 'RESUME_SERVICE');
  expect(await scene.tick('office')).toMatchObject([{ decision: 'drift', Drifted: 1, desired: 'PAUSED', observed: 'RUNNING' }]);
  expect(scene.service(arn).status).toBe('RUNNING');
});

test('with TOLERATE, what somebody has done stays until the next deployment, and not longer', async () => {
  await scene.deploy(office(OnDrift.TOLERATE, '2'));
  expect(await scene.tick('office')).toMatchObject([{ decision: 'pause', Paused: 1 }]);
  await scene.until(arn, 'PAUSED');
  scene.changeByHand(arn, 'RESUME_SERVICE');
  expect(await scene.tick('office')).toMatchObject([{ decision: 'held', Held: 1 }]);
  expect(scene.service(arn).status).toBe('RUNNING');
});
