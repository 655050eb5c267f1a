import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import { accessDenied } from '../cloud-formation-endpoint';
import { Deployment, LOGICAL_ID } from '../one-resource-stack';
import type { Properties } from '../one-resource-stack';

const RESUME_FOR_UPDATE = 'ShopResumeForUpdate';
const FOR_GOOD = Infinity;

let stack: Deployment;
let ServiceArn: string;
afterEach(async () => stack.close());

async function start(status: 'RUNNING' | 'PAUSED', options: { resourceType?: string; appRunnerAheadSeconds?: number } = {}): Promise<void> {
  stack = await Deployment.open(options);
  stack.cloudFormation.stackStatus = 'UPDATE_IN_PROGRESS';
  ServiceArn = stack.simulator.addService({ name: 'shop', status });
  stack.cloudFormation.records.set('Shop', { status: 'UPDATE_COMPLETE', physicalId: ServiceArn, changedAt: stack.clock.now() });
}

const status = () => stack.simulator.service(ServiceArn)?.status;
const operations = () => stack.simulator.service(ServiceArn)?.operations.map(({ type }) => type).reverse();
const because = () => stack.logLines.at(-1)?.reason;

/** An event of the stack; the newest is the first one. */
function event(logicalId: string | undefined, eventStatus: string): void {
  stack.cloudFormation.events = [{ logicalId, status: eventStatus, at: stack.clock.now() }, ...stack.cloudFormation.events];
}

function byHand(type: 'PAUSE_SERVICE' | 'RESUME_SERVICE' | 'UPDATE_SERVICE'): string {
  const id = stack.simulator.startForeign(ServiceArn, type);
  stack.clock.advance(400);
  return id;
}

/** What a resource of the stack does to the service while CloudFormation waits for it. */
function within(logicalId: string, ...types: Parameters<typeof byHand>): string {
  event(logicalId, 'UPDATE_IN_PROGRESS');
  const id = byHand(...types);
  event(logicalId, 'UPDATE_COMPLETE');
  const record = stack.cloudFormation.records.get(logicalId) ?? { status: 'UPDATE_COMPLETE', physicalId: logicalId };
  stack.cloudFormation.records.set(logicalId, { ...record, changedAt: stack.clock.now() });
  stack.clock.advance(10);
  return id;
}

/** ResumeForUpdate has resumed the service, and CloudFormation has updated it. */
function resumedAndUpdated(): string {
  event(undefined, 'UPDATE_IN_PROGRESS');
  const id = within(RESUME_FOR_UPDATE, 'RESUME_SERVICE');
  within('Shop', 'UPDATE_SERVICE');
  return id;
}

describe('A State that declares AS_FOUND', () => {
  const before = (): Properties => ({
    ServiceArn,
    DesiredState: 'AS_FOUND',
    Fingerprint: 'old',
    ServiceLogicalId: 'Shop',
    StateLogicalId: LOGICAL_ID,
    ResumeForUpdateLogicalId: RESUME_FOR_UPDATE,
    ResumeOperationId: '',
    ResumeRequestedAt: 'long ago',
  });
  const update = async (changes: Properties) => {
    stack.adopt(ServiceArn, before());
    event(undefined, 'UPDATE_COMPLETE');
    stack.clock.advance(600);
    return async (known: Properties = {}) => stack.update({ ...before(), ...changes, ...known });
  };

  test.each(['AS_FOUND', 'as_found', ' As_Found '])('pauses what ResumeForUpdate has resumed, and answers what it declares: %s', async (DesiredState) => {
    await start('PAUSED');
    const go = await update({ DesiredState, Fingerprint: 'new', ResumeRequestedAt: 'now' });
    resumedAndUpdated();
    expect(await go()).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED', DesiredState: 'AS_FOUND', NextBoundary: '' } });
    expect(operations()).toEqual(['RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE']);
    expect(stack.logLines.map(({ decision, reason }) => `${decision}: ${reason}`)[0]).toMatch(/^pause: the service is RUNNING and is to be PAUSED; operation .* \(RESUME_SERVICE\) is ours.* it was so before this deployment$/);
  });

  test('leaves a service that ran before', async () => {
    await start('RUNNING');
    const go = await update({ Fingerprint: 'new', ResumeRequestedAt: 'now' });
    event(undefined, 'UPDATE_IN_PROGRESS');
    within('Shop', 'UPDATE_SERVICE');
    expect(await go()).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'RUNNING', OperationId: '' } });
    expect(stack.logLines.at(-1)).toMatchObject({ desired: 'AS_FOUND', observed: 'RUNNING' });
  });

  test.each(['RUNNING', 'PAUSED'] as const)('leaves a service that somebody has made %s in the deployment', async (wanted) => {
    await start('PAUSED');
    const go = await update({ Fingerprint: 'new', ResumeRequestedAt: 'now' });
    resumedAndUpdated();
    byHand('PAUSE_SERVICE');
    if (wanted === 'RUNNING') byHand('RESUME_SERVICE');
    expect(await go()).toMatchObject({ Status: 'SUCCESS', Data: { Status: wanted, OperationId: '' } });
    expect(because()).toContain('is not ours, and what it made of the service stays');
  });

  test('leaves a service that somebody resumes right after our pause', async () => {
    await start('PAUSED');
    await update({});
    resumedAndUpdated();
    const request = stack.event('Update', { ...before(), Fingerprint: 'new', ResumeRequestedAt: 'now' });
    stack.record('UPDATE_IN_PROGRESS');
    const { Checkpoint, ...answer } = await onEvent(request, stack.dependencies);
    stack.clock.advance(400);
    byHand('RESUME_SERVICE');
    expect(await isComplete({ ...request, ...answer, Checkpoint }, stack.dependencies)).toMatchObject({ IsComplete: true, Data: { Status: 'RUNNING' } });
    expect(operations()?.slice(-2)).toEqual(['PAUSE_SERVICE', 'RESUME_SERVICE']);
  });

  test('fails if App Runner has rolled the update back', async () => {
    await start('RUNNING');
    const go = await update({ Fingerprint: 'new', ResumeRequestedAt: 'now' });
    event(undefined, 'UPDATE_IN_PROGRESS');
    stack.cloudFormation.records.set(RESUME_FOR_UPDATE, { status: 'UPDATE_COMPLETE', physicalId: RESUME_FOR_UPDATE, changedAt: stack.clock.now() });
    stack.simulator.startForeign(ServiceArn, 'UPDATE_SERVICE', { outcome: 'ROLLBACK_SUCCEEDED' });
    stack.clock.advance(300);
    expect(await go()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('App Runner rolled the update') as string });
  });

  test.each([
    ['App Runner\'s clock is behind', -60, () => undefined],
    ['App Runner\'s clock is ahead', 300, () => undefined],
    ['it may not read the events', 0, () => stack.cloudFormation.refuse('DescribeStackEvents', accessDenied('cloudformation:DescribeStackEvents'), FOR_GOOD)],
  ])('goes by the operation that ResumeForUpdate names where %s', async (_, appRunnerAheadSeconds, given) => {
    await start('PAUSED', { appRunnerAheadSeconds });
    const go = await update({ Fingerprint: 'new', ResumeRequestedAt: 'now' });
    const ResumeOperationId = resumedAndUpdated();
    given();
    expect(await go({ ResumeOperationId })).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
  });

  test('takes no operation from before the stack was last at rest for ours, also if ResumeForUpdate named it', async () => {
    await start('PAUSED');
    stack.adopt(ServiceArn, { ...before(), DesiredState: 'RUNNING' });
    const ResumeOperationId = resumedAndUpdated();
    event(undefined, 'UPDATE_COMPLETE');
    stack.clock.advance(600);
    event(undefined, 'UPDATE_IN_PROGRESS');
    event(LOGICAL_ID, 'UPDATE_IN_PROGRESS');
    expect(await stack.update({ ...before(), ResumeOperationId })).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'RUNNING' } });
  });

  test.each([1, 100])('takes one from before a failure without rollback for ours (%i events a page)', async (perPage) => {
    await start('PAUSED');
    const go = await update({ Fingerprint: 'new', ResumeRequestedAt: 'now' });
    stack.cloudFormation.eventsPerPage = perPage;
    resumedAndUpdated();
    event(undefined, 'UPDATE_FAILED');
    stack.clock.advance(3600);
    event(undefined, 'UPDATE_IN_PROGRESS');
    event(LOGICAL_ID, 'UPDATE_IN_PROGRESS');
    expect(await go()).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
  });

  test('takes one for ours that comes before a nested stack was complete and then rolled back with its root', async () => {
    await start('RUNNING');
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    stack.adopt(ServiceArn, { ...before(), DesiredState: 'PAUSED' });
    event(undefined, 'UPDATE_COMPLETE');
    stack.clock.advance(600);
    event(undefined, 'UPDATE_IN_PROGRESS');
    within(LOGICAL_ID, 'PAUSE_SERVICE');
    event(undefined, 'UPDATE_COMPLETE');
    event(undefined, 'UPDATE_ROLLBACK_IN_PROGRESS');
    event(LOGICAL_ID, 'UPDATE_IN_PROGRESS');
    expect(await stack.update(before())).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'RUNNING' } });
  });

  test('keeps the service running in a rollback in which it was changed', async () => {
    await start('PAUSED');
    stack.adopt(ServiceArn, { ...before(), Fingerprint: 'new', ResumeRequestedAt: 'now' });
    resumedAndUpdated();
    within(LOGICAL_ID, 'PAUSE_SERVICE');
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await stack.update(before())).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'RUNNING' } });
  });

  test.each([
    ['a service that was paused, and is resumed for a change, is refused', 'PAUSED', true, 'FAILED', 'RUNNING'],
    ['a service that was paused, without a change, is not', 'PAUSED', false, 'SUCCESS', 'PAUSED'],
    ['a service that runs, with a change, is not', 'RUNNING', true, 'SUCCESS', 'RUNNING'],
  ] as const)('for the first time: %s', async (_, found, changes, answer, ends) => {
    await start(found);
    event(undefined, 'UPDATE_IN_PROGRESS');
    event(RESUME_FOR_UPDATE, 'CREATE_IN_PROGRESS');
    if (found === 'PAUSED') byHand('RESUME_SERVICE');
    event(RESUME_FOR_UPDATE, 'CREATE_COMPLETE');
    stack.cloudFormation.records.set(RESUME_FOR_UPDATE, { status: 'CREATE_COMPLETE', physicalId: RESUME_FOR_UPDATE, changedAt: stack.clock.now() });
    stack.clock.advance(10);
    if (changes) byHand('UPDATE_SERVICE');
    const { Status, Reason } = await stack.create(before());
    expect([Status, status()]).toEqual([answer, ends]);
    if (Status === 'FAILED') expect(Reason).toContain('in the same deployment that declares it AS_FOUND for the first time');
  });

  test.each(['RUNNING', 'PAUSED'] as const)('leaves a service that is %s where nothing is deployed through a pause, and asks for no events', async (found) => {
    await start(found);
    expect(await stack.create({ ServiceArn, DesiredState: 'AS_FOUND', DeployAfterResume: 'true' })).toMatchObject({ Status: 'SUCCESS', Data: { Status: found } });
    expect(operations()).toEqual([]);
    expect(stack.cloudFormation.calls).not.toContain('DescribeStackEvents');
  });

  test('does what onDelete says', async () => {
    await start('RUNNING');
    stack.adopt(ServiceArn, { ...before(), OnDelete: 'PAUSE', ResumeForUpdateLogicalId: undefined });
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(status()).toBe('PAUSED');
  });
});

describe('Restore, when a deployment is over, and the template that stays declares AS_FOUND,', () => {
  const properties: Properties = { ServiceLogicalId: 'Shop', StateLogicalId: 'ShopState', Fingerprint: 'new', DesiredState: 'AS_FOUND' };
  const delete_ = async (DesiredState = 'AS_FOUND') => {
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    return (await stack.delete('old id', { ...properties, DesiredState })).Status;
  };

  async function startRestore(found: 'RUNNING' | 'PAUSED', state: string | undefined = 'UPDATE_COMPLETE'): Promise<void> {
    await start(found, { resourceType: 'Custom::AppRunnerRestore' });
    stack.metadata = { AppRunnerState: { StateLogicalId: 'ShopState', ResumeForUpdateLogicalId: RESUME_FOR_UPDATE } };
    stack.adopt('restore', properties);
    if (state !== undefined) {
      const metadata = { AppRunnerState: { DesiredState: 'AS_FOUND' } };
      stack.cloudFormation.records.set('ShopState', { status: state, physicalId: ServiceArn, changedAt: stack.clock.now(), metadata });
    }
    event(undefined, 'UPDATE_COMPLETE');
    stack.clock.advance(600);
  }

  test.each([
    ['ResumeForUpdate has resumed it', []],
    ['State has paused it, and resumed it for the rollback', ['PAUSE_SERVICE', 'RESUME_SERVICE']],
  ] as const)('pauses what was found paused: %s', async (_, byState) => {
    await startRestore('PAUSED');
    resumedAndUpdated();
    byState.forEach(type => within('ShopState', type));
    expect(await delete_()).toBe('SUCCESS');
    expect(status()).toBe('PAUSED');
  });

  test('leaves what somebody has resumed', async () => {
    await startRestore('PAUSED');
    resumedAndUpdated();
    within('ShopState', 'PAUSE_SERVICE');
    byHand('RESUME_SERVICE');
    expect(await delete_()).toBe('SUCCESS');
    expect(status()).toBe('RUNNING');
  });

  test('leaves a service that ran before', async () => {
    await startRestore('RUNNING');
    event(undefined, 'UPDATE_IN_PROGRESS');
    within('Shop', 'UPDATE_SERVICE');
    expect(await delete_()).toBe('SUCCESS');
    expect(operations()).toEqual(['UPDATE_SERVICE']);
  });

  test('resumes a service that ran, and that the template that goes has paused', async () => {
    await startRestore('RUNNING');
    event(undefined, 'UPDATE_IN_PROGRESS');
    within('ShopState', 'PAUSE_SERVICE');
    expect(await delete_('PAUSED')).toBe('SUCCESS');
    expect(status()).toBe('RUNNING');
  });

  test('pauses a service whose first declaration is taken back', async () => {
    await startRestore('PAUSED', undefined);
    resumedAndUpdated();
    expect(await delete_()).toBe('SUCCESS');
    expect(status()).toBe('PAUSED');
  });

  test('fails if it may not read the events, so that it is seen that the service may run because of us', async () => {
    await startRestore('PAUSED');
    resumedAndUpdated();
    stack.cloudFormation.refuse('DescribeStackEvents', accessDenied('cloudformation:DescribeStackEvents'), FOR_GOOD);
    expect(await delete_()).toBe('FAILED');
  });

  test('leaves the service where the events do not reach back far enough', async () => {
    await startRestore('PAUSED');
    resumedAndUpdated();
    stack.cloudFormation.eventsPerPage = 1;
    stack.cloudFormation.events = Array.from({ length: 100 }, () => ({ logicalId: 'Shop', status: 'UPDATE_COMPLETE', at: stack.clock.now() }));
    expect(await delete_()).toBe('SUCCESS');
    expect(because()).toContain('do not reach back');
  });
});
