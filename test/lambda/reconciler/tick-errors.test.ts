import { ReconciledStack, ROOT_ID, STACK_ID } from './reconciled-stack';
import type { Fault } from '../../simulator';
import { accessDenied, THROTTLED } from '../cloud-formation-endpoint';

const EVENING = Date.UTC(2026, 0, 15, 18, 0, 20);
const NAMES = ['shop', 'blog', 'jobs', 'mail', 'docs'];

let stack: ReconciledStack;
afterEach(async () => stack.close());

const open = async (options: Parameters<typeof ReconciledStack.open>[0] = {}) => {
  stack = await ReconciledStack.open({ now: EVENING, ...options });
};
const paused = (arns: readonly string[]) => arns.filter(arn => stack.service(arn).status === 'PAUSED');

describe('Throttled by App Runner, a tick', () => {
  test('leaves the rest to the next, which begins with one of those', async () => {
    await open();
    const arns = NAMES.map(name => stack.declare({ name }));
    stack.simulator.faults.add({ operation: 'DescribeService', after: 2, fault: { kind: 'throttle' } });
    const lines = await stack.tick();
    expect(lines.map(({ decision }) => decision)).toEqual(['pause', 'pause', 'skip', 'skip']);
    expect(lines[2]).toMatchObject({ Skipped: 1, reason: expect.stringContaining('ThrottlingException') });
    expect(lines[3]).toMatchObject({ Skipped: 2, reason: expect.stringContaining('AWS throttles calls') });
    const reached = stack.acts().map(({ serviceArn }) => serviceArn);
    const calls = stack.simulator.calls.length;
    stack.clock.advance(300);
    await stack.tick();
    expect(reached).not.toContain(stack.simulator.calls[calls].serviceArn);
    stack.clock.advance(300);
    expect(paused(arns)).toHaveLength(5);
  });

  test('does not make the act again that was refused', async () => {
    await open();
    stack.declare({ name: 'shop' });
    stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'throttle' } });
    expect(await stack.tick()).toMatchObject([{ decision: 'skip', observed: 'RUNNING' }]);
    expect(stack.acts()).toHaveLength(1);
  });

  test('would be so only where others call, too: it stays below five calls a second', async () => {
    await open({ callsPerSecond: 5 });
    const arns = Array.from({ length: 30 }, (_, nth) => stack.declare({ name: `shop-${nth}` }));
    expect((await stack.tick()).map(({ decision }) => decision)).toEqual(arns.map(() => 'pause'));
    stack.clock.advance(120);
    expect(paused(arns)).toHaveLength(30);
  });
});

describe('Throttled by CloudFormation, a tick', () => {
  test('looks at no service', async () => {
    await open();
    NAMES.forEach(name => stack.declare({ name }));
    stack.cloudFormation.refuse('DescribeStacks', THROTTLED);
    expect(await stack.tick()).toMatchObject([{ decision: 'skip', Skipped: 5, reason: expect.stringContaining('cloudformation:DescribeStacks') }]);
    expect(stack.simulator.calls).toEqual([]);
  });

  test('does not act', async () => {
    await open();
    NAMES.forEach(name => stack.declare({ name }));
    stack.cloudFormation.onCall = () => stack.cloudFormation.calls.length === 2 && stack.cloudFormation.refuse('DescribeStacks', THROTTLED);
    expect(await stack.tick()).toMatchObject([{ decision: 'skip', Skipped: 1 }, { decision: 'skip', Skipped: 4 }]);
    expect(stack.acts()).toEqual([]);
  });
});

describe('A tick goes on with the other services after', () => {
  test.each<[string, string, Fault, string, RegExp]>([
    ['no right to look', 'DescribeService', { kind: 'access-denied' }, 'failed', /may not call apprunner:DescribeService on arn:\S+service\/shop\/.* Allow it in the role/],
    ['no right to look further', 'ListOperations', { kind: 'access-denied' }, 'failed', /may not call apprunner:ListOperations/],
    ['no right to act', 'PauseService', { kind: 'access-denied' }, 'failed', /may not call apprunner:PauseService/],
    ['an error of App Runner', 'DescribeService', { kind: 'server-error' }, 'skip', /apprunner:DescribeService on arn:\S+ failed: InternalServiceErrorException/],
    ['a lost connection', 'PauseService', { kind: 'drop-before' }, 'skip', /apprunner:PauseService/],
    ['somebody who was faster', 'PauseService', { kind: 'foreign-operation', type: 'START_DEPLOYMENT', seconds: 60 }, 'skip', /InvalidStateException/],
    ['an old status', 'PauseService', { kind: 'no-operation-id' }, 'wait', /had nothing to do/],
    ['a request that is not valid', 'PauseService', { kind: 'error', name: 'InvalidRequestException', status: 400, message: 'No.' }, 'failed', /InvalidRequestException: No\.$/],
    ['a service that is gone', 'DescribeService', { kind: 'error', name: 'ResourceNotFoundException', status: 400, message: 'No.' }, 'failed', /does not exist any more/],
  ])('%s', async (_, operation, fault, decision, reason) => {
    await open();
    const [shop, ...others] = NAMES.map(name => stack.declare({ name }));
    stack.simulator.faults.add({ operation, serviceArn: shop, fault });
    const lines = await stack.tick();
    expect(lines.find(({ service }) => service === shop)).toMatchObject({ decision, reason: expect.stringMatching(reason) });
    stack.clock.advance(120);
    expect(paused(others)).toHaveLength(4);
  });

  test('no right to ask when the stack was last deployed', async () => {
    await open();
    const shop = stack.declare({ name: 'shop', status: 'PAUSED' });
    stack.declare({ name: 'blog' });
    stack.changeByHand(shop, 'RESUME_SERVICE');
    stack.cloudFormation.refuse('DescribeStackEvents', accessDenied('cloudformation:DescribeStackEvents'));
    const lines = await stack.tick();
    expect(lines.find(({ service }) => service === shop)).toMatchObject({ decision: 'failed', reason: expect.stringContaining('may not call cloudformation:DescribeStackEvents') });
    expect(lines.find(({ service }) => service !== shop)).toMatchObject({ decision: 'pause' });
  });

  test('an error of our own', async () => {
    await open();
    const shop = stack.declare({ name: 'shop', region: 'eu-west-1' });
    const blog = stack.declare({ name: 'blog' });
    const { appRunnerIn } = stack.surroundings;
    stack.surroundings.appRunnerIn = (region) => {
      if (region === 'eu-west-1') throw new TypeError('no client');
      return appRunnerIn(region);
    };
    const lines = await stack.tick();
    expect(lines.find(({ service }) => service === shop)).toMatchObject({ decision: 'failed', reason: expect.stringContaining('TypeError: no client') });
    expect(lines.find(({ service }) => service === blog)).toMatchObject({ decision: 'pause' });
  });
});

test('An act whose answer was lost is found in the next tick, and not done again', async () => {
  await open();
  const shop = stack.declare({ name: 'shop' });
  stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'drop-after' } });
  expect(await stack.tick()).toMatchObject([{ decision: 'skip' }]);
  expect(await stack.tick()).toMatchObject([{ decision: 'wait' }]);
  stack.clock.advance(300);
  expect(await stack.tick()).toEqual([]);
  expect(stack.service(shop).operations).toHaveLength(1);
});

test('A deployment that is refused because the service has changed is left to the next tick', async () => {
  await open({ now: Date.UTC(2026, 0, 16, 8, 0, 20) });
  const shop = stack.declare({ name: 'shop', status: 'PAUSED', DeployAfterResume: true });
  await stack.ticks(1);
  stack.simulator.faults.add({ operation: 'StartDeployment', fault: { kind: 'foreign-operation', type: 'UPDATE_SERVICE', seconds: 60 } });
  expect(await stack.tick()).toMatchObject([{ decision: 'skip', reason: 'the service was RUNNING and is OPERATION_IN_PROGRESS; the next tick goes on' }]);
  stack.clock.advance(300);
  expect(await stack.tick()).toEqual([]);
  expect(stack.service(shop).version).toBe(2);
});

test('When its time is over, a tick leaves the rest to the next', async () => {
  await open();
  const arns = Array.from({ length: 20 }, (_, nth) => stack.declare({ name: `shop-${nth}` }));
  const lines = await stack.tick({}, EVENING + 5000);
  const served = lines.filter(({ decision }) => decision === 'pause').length;
  expect(served).toBeGreaterThan(5);
  expect(lines.at(-1)).toMatchObject({ decision: 'skip', Skipped: arns.length - served, reason: 'the time of the tick is over' });
});

describe('The function fails', () => {
  const denied = accessDenied('cloudformation:DescribeStacks');

  test.each([['its stack', 1, STACK_ID], ['the root of its stack', 2, ROOT_ID]])('where it may not look at %s', async (_, nth, id) => {
    await open();
    stack.declare({ name: 'shop' });
    stack.cloudFormation.root = { id: ROOT_ID, status: 'UPDATE_COMPLETE' };
    stack.cloudFormation.onCall = () => stack.cloudFormation.calls.length === nth && stack.cloudFormation.refuse('DescribeStacks', denied);
    await expect(stack.tick()).rejects.toThrow(`Nothing is known of the stack ${STACK_ID}, so no service was looked at. `
      + `The reconcile function may not call cloudformation:DescribeStacks on ${id}: ${denied.message}. Allow it in the role of the function`);
  });

  test('where somebody calls it without the input of the Schedule', async () => {
    await open();
    await expect(stack.tick({ StackId: undefined })).rejects.toThrow('needs the input that the Schedule of the stack carries');
    expect(stack.cloudFormation.calls).toEqual([]);
  });
});
