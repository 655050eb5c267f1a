import { ReconciledStack, ROOT_ID } from './reconciled-stack';
import type { Line } from '../../../lambda/reconciler/report';

const EVENING = Date.UTC(2026, 0, 15, 18, 0, 20);

/** It is time to pause the service. */
let stack: ReconciledStack;
let shop: string;
beforeEach(async () => {
  stack = await ReconciledStack.open({ now: EVENING });
  shop = stack.declare({ name: 'shop' });
});
afterEach(async () => stack.close());

const nested = (status: string) => {
  stack.cloudFormation.root = { id: ROOT_ID, status };
};

/** Something happens just before the nth look at a stack is answered. */
const before = (nth: number, happens: () => void) => {
  stack.cloudFormation.onCall = () => {
    if (stack.cloudFormation.calls.length === nth) happens();
  };
};

const expectLeftAlone = (lines: Line[], reason: string) => {
  expect(lines).toMatchObject([{ decision: 'skip', Skipped: 1, reason: expect.stringContaining(reason) }]);
  expect(stack.acts()).toEqual([]);
};

describe('A tick does nothing', () => {
  test.each(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])('while the stack is %s', async (status) => {
    stack.cloudFormation.stackStatus = status;
    stack.declare({ name: 'blog' });
    expect(await stack.tick()).toMatchObject([{ decision: 'skip', Skipped: 2, StackName: 'app', reason: expect.stringContaining(`the stack is ${status}`) }]);
    expect(stack.simulator.calls).toEqual([]);
  });

  test('while the root of its stack is busy, even if the stack itself is not yet, or not any more', async () => {
    nested('UPDATE_IN_PROGRESS');
    expectLeftAlone(await stack.tick(), 'the root stack is UPDATE_IN_PROGRESS');
  });

  test('when a deployment begins behind its first look', async () => {
    before(2, () => { stack.cloudFormation.stackStatus = 'UPDATE_IN_PROGRESS'; });
    expectLeftAlone(await stack.tick(), 'the stack is UPDATE_IN_PROGRESS');
  });

  test('when one of the root does', async () => {
    nested('UPDATE_COMPLETE');
    before(3, () => nested('UPDATE_IN_PROGRESS'));
    expectLeftAlone(await stack.tick(), 'the root stack is UPDATE_IN_PROGRESS');
  });

  test('when one has begun and ended since, which may have declared something else', async () => {
    before(2, () => { stack.cloudFormation.deployedAt = stack.clock.now(); });
    expectLeftAlone(await stack.tick(), 'the stack has been deployed since this tick was due');
  });

  test('when it was sent before a deployment and comes after it', async () => {
    stack.cloudFormation.deployedAt = stack.clock.now() - 15_000;
    expectLeftAlone(await stack.tick({ ScheduledTime: '2026-01-15T18:00:00Z' }), 'the stack has been deployed since this tick was due');
    expect(stack.simulator.calls).toEqual([]);
  });

  test('when its look took so long that a deployment may have begun', async () => {
    before(2, () => stack.clock.advance(1.5));
    expectLeftAlone(await stack.tick(), 'the stack was last looked at 1500 ms ago');
  });
});

describe('A tick acts', () => {
  test('where the stack is nested and its root at rest', async () => {
    nested('UPDATE_COMPLETE');
    expect(await stack.tick()).toMatchObject([{ decision: 'pause' }]);
    expect(stack.acts()).toEqual([{ operation: 'PauseService', serviceArn: shop }]);
  });

  test.each(['2026-01-15T18:00:00Z', '<aws.scheduler.scheduled-time>'])('where the stack was not deployed since it was due (%s)', async (ScheduledTime) => {
    stack.cloudFormation.deployedAt = stack.clock.now() - 3600_000;
    expect(await stack.tick({ ScheduledTime })).toMatchObject([{ decision: 'pause' }]);
  });
});

test.each(['UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'])('In a stack that is %s a difference is reported and nothing is done', async (status) => {
  stack.cloudFormation.stackStatus = status;
  expect(await stack.tick()).toMatchObject([{ decision: 'drift', Drifted: 1, reason: expect.stringContaining(`the stack is ${status}`) }]);
  expect(stack.acts()).toEqual([]);
});

test('An act that waits for its turn waits before the look at the stack, not behind it', async () => {
  for (const name of ['blog', 'jobs', 'mail', 'docs', 'maps']) stack.declare({ name, DesiredState: 'PAUSED', OnDrift: 'CORRECT' });
  const looks: number[] = [];
  stack.cloudFormation.onCall = () => looks.push(stack.clock.now());
  await stack.tick();
  const acts = stack.simulator.calls.filter(({ operation }) => operation === 'PauseService').map(({ at }) => at);
  expect(acts).toEqual(looks.slice(1));
  expect(new Set(acts).size).toBeGreaterThan(2);
});
