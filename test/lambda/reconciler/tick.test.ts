import { NOON, OFFICE, ReconciledStack } from './reconciled-stack';

const EVENING = Date.UTC(2026, 0, 15, 18, 0, 20);
const MORNING = Date.UTC(2026, 0, 16, 8, 0, 20);

let stack: ReconciledStack;
afterEach(async () => stack.close());

test('Hours that several declarations refer to are those of each of them', async () => {
  stack = await ReconciledStack.open({ now: EVENING });
  stack.declare({ name: 'shop', DesiredState: 1 });
  stack.declare({ name: 'blog', DesiredState: 0 });
  stack.declare({ name: 'docs', DesiredState: 1 });
  stack.declare({ name: 'lost', DesiredState: 2 });
  const lines = await stack.tick({ RunningHours: [{ Hours: 'always', TimeZone: 'UTC' }, OFFICE], ProviderStackName: 'platform' });
  expect(Object.fromEntries(lines.map(({ service, decision }) => [String(service).split('/')[1], decision]))).toEqual({ shop: 'pause', docs: 'pause', lost: 'failed' });
  expect(new Set(lines.map(({ StackName }) => StackName))).toEqual(new Set(['platform']));
  expect(lines.find(({ decision }) => decision === 'failed')).toMatchObject({ reason: 'DesiredState must be RUNNING, PAUSED, AS_FOUND or running hours, but is undefined' });
});

describe('What somebody pauses by hand', () => {
  test.each([
    ['RUNNING', 'TOLERATE', 'PAUSED', []],
    ['RUNNING', 'REPORT', 'PAUSED', [{ decision: 'drift', Drifted: 1 }]],
    ['RUNNING', 'CORRECT', 'RUNNING', [{ decision: 'resume', Resumed: 1, Corrected: 1 }]],
    [OFFICE, 'TOLERATE', 'PAUSED', [{ decision: 'held', Held: 1 }]],
    [OFFICE, 'REPORT', 'PAUSED', [{ decision: 'drift', Drifted: 1 }]],
    [OFFICE, 'CORRECT', 'RUNNING', [{ decision: 'resume', Resumed: 1, Corrected: 1 }]],
  ] as const)('where %j is declared with %s, is %s after the next tick', async (DesiredState, OnDrift, status, lines) => {
    stack = await ReconciledStack.open();
    const shop = stack.declare({ name: 'shop', DesiredState, OnDrift });
    stack.changeByHand(shop, 'PAUSE_SERVICE');
    expect(await stack.tick()).toMatchObject(lines);
    stack.clock.advance(120);
    expect(stack.service(shop).status).toBe(status);
  });

  test('stays until the next boundary, and what a stack operation left behind does not', async () => {
    stack = await ReconciledStack.open();
    const shop = stack.declare({ name: 'shop' });
    stack.changeByHand(shop, 'PAUSE_SERVICE');
    expect(await stack.tick()).toMatchObject([{ decision: 'held' }]);
    stack.cloudFormation.eventsPerPage = 2;
    stack.cloudFormation.events = [
      { logicalId: 'Shop', status: 'UPDATE_FAILED', at: stack.clock.now() }, { logicalId: 'State', status: 'UPDATE_FAILED', at: stack.clock.now() },
      { status: 'UPDATE_ROLLBACK_COMPLETE', at: stack.clock.now() },
    ];
    expect(await stack.tick()).toMatchObject([{ decision: 'resume' }]);
    stack.clock.advance(120);
    expect(stack.service(shop).status).toBe('RUNNING');
  });

  test('is told from the history, however many pages that takes', async () => {
    stack = await ReconciledStack.open();
    const shop = stack.declare({ name: 'shop' });
    stack.changeByHand(shop, 'PAUSE_SERVICE');
    for (let nth = 0; nth < 45; nth++) {
      stack.simulator.startForeign(shop, 'RESUME_SERVICE', { seconds: 1, outcome: 'FAILED' });
      stack.clock.advance(5);
    }
    expect(await stack.tick()).toMatchObject([{ decision: 'held' }]);
    expect(stack.simulator.calls.filter(({ operation }) => operation === 'ListOperations')).toHaveLength(3);
  });
});

describe('A boundary', () => {
  test('is carried out, followed to its end and not spoken of again', async () => {
    stack = await ReconciledStack.open({ now: EVENING });
    const shop = stack.declare({ name: 'shop' });
    const [line] = await stack.tick();
    expect(line).toMatchObject({ service: shop, desired: 'PAUSED', observed: 'RUNNING', decision: 'pause', Paused: 1, StackName: 'app', ServiceName: 'shop' });
    expect(line.operationId).toBe(stack.service(shop).operations[0].id);
    expect(line).not.toHaveProperty('Corrected');
    expect(await stack.tick()).toMatchObject([{ decision: 'wait', observed: 'OPERATION_IN_PROGRESS' }]);
    stack.clock.advance(120);
    expect(await stack.tick()).toEqual([]);
    expect(stack.service(shop).status).toBe('PAUSED');
  });

  test('that resumes is followed by a deployment of what was pushed, if that is declared', async () => {
    stack = await ReconciledStack.open({ now: MORNING });
    const shop = stack.declare({ name: 'shop', status: 'PAUSED', DeployAfterResume: true });
    const blog = stack.declare({ name: 'blog', status: 'PAUSED' });
    const lines = await stack.ticks(3);
    const told = (arn: string) => lines.filter(({ service }) => service === arn).map(({ decision }) => decision);
    expect([told(shop), told(blog)]).toEqual([['resume', 'deploy'], ['resume']]);
    expect(lines[2]).toMatchObject({ Deployed: 1, operationId: stack.service(shop).operations[0].id });
    expect(stack.service(shop)).toMatchObject({ status: 'RUNNING', version: 2 });
    expect(stack.service(blog)).toMatchObject({ status: 'RUNNING', version: 1 });
  });
});

describe('A declaration', () => {
  test('whose condition is false is none', async () => {
    stack = await ReconciledStack.open({ now: EVENING });
    stack.declarations.push(null);
    const shop = stack.declare({ name: 'shop' });
    expect(await stack.tick()).toMatchObject([{ decision: 'pause', service: shop }]);
  });

  test('needs no call if no condition is true', async () => {
    stack = await ReconciledStack.open();
    stack.declarations.push(null);
    expect(await stack.tick()).toEqual([]);
    expect(stack.cloudFormation.calls).toEqual([]);
  });

  test('says its state in upper or lower case, or that the service is left as it was found', async () => {
    stack = await ReconciledStack.open();
    const shop = stack.declare({ name: 'shop', DesiredState: ' paused', OnDrift: 'CORRECT' });
    const blog = stack.declare({ name: 'blog', DesiredState: 'As_Found', OnDrift: 'CORRECT' });
    stack.changeByHand(blog, 'PAUSE_SERVICE');
    expect(await stack.tick()).toMatchObject([{ decision: 'pause', service: shop }]);
  });

  test('of a service in another Region is kept there', async () => {
    stack = await ReconciledStack.open({ now: EVENING });
    const shop = stack.declare({ name: 'shop', region: 'eu-west-1' });
    await stack.tick();
    stack.clock.advance(120);
    expect(stack.service(shop)).toMatchObject({ region: 'eu-west-1', status: 'PAUSED' });
  });

  test.each([
    [{ DesiredState: { Hours: 'Mon-Fri 20:00-06:00', TimeZone: 'UTC' } }, '20:00-06:00 ends before it starts; write 20:00-30:00'],
    [{ DesiredState: { Hours: 'always', TimeZone: 'Mars/Phobos' } }, 'Mars/Phobos'],
    [{ DesiredState: 'off' }, 'DesiredState must be RUNNING, PAUSED, AS_FOUND or running hours, but is "off"'],
    [{ ServiceArn: 'shop' }, 'ServiceArn is not the ARN of an App Runner service: "shop"'],
  ])('that nobody can read fails for its service only: %j', async (bad, reason) => {
    stack = await ReconciledStack.open({ now: EVENING });
    stack.declare({ name: 'shop', ...bad });
    const blog = stack.declare({ name: 'blog' });
    const lines = await stack.tick();
    expect(lines.find(({ decision }) => decision === 'failed')).toMatchObject({ desired: '', observed: '', reason: expect.stringContaining(reason), Failed: 1 });
    expect(lines.find(({ decision }) => decision === 'pause')).toMatchObject({ service: blog });
  });
});

test('A quiet tick makes one call a service and one for the stack, and leaves nothing in the log', async () => {
  stack = await ReconciledStack.open({ now: NOON });
  for (const name of ['shop', 'blog', 'jobs']) stack.declare({ name });
  expect(await stack.tick()).toEqual([]);
  expect(stack.simulator.calls.map(({ operation }) => operation)).toEqual(['DescribeService', 'DescribeService', 'DescribeService']);
  expect(stack.cloudFormation.calls).toEqual(['DescribeStacks']);
});
