import { RECONCILER_LOGICAL_ID } from '../../../src/contract/custom-resources';
import { THROTTLED, accessDenied } from '../cloud-formation-endpoint';
import type { Refusal } from '../cloud-formation-endpoint';
import { Deployment } from '../one-resource-stack';

describe('ResumeForUpdate, where a tick of the reconciler can have begun something,', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open({ resourceType: 'Custom::AppRunnerResumeForUpdate' });
    ServiceArn = stack.simulator.addService({ name: 'shop' });
    stack.cloudFormation.records.set('Shop', { status: 'UPDATE_COMPLETE', physicalId: ServiceArn, changedAt: stack.clock.now() });
    reconcilerIs('CREATE_COMPLETE');
  });
  afterEach(async () => stack.close());

  function reconcilerIs(status: string): void {
    stack.metadata = { AppRunnerState: { StateLogicalId: 'ShopState' } };
    stack.cloudFormation.records.set(RECONCILER_LOGICAL_ID, { status, physicalId: 'schedule', changedAt: stack.clock.now() });
  }
  const create = async () => stack.create({ ServiceLogicalId: 'Shop', Fingerprint: 'f1' });
  const looks = () => stack.simulator.calls.filter(({ operation }) => operation === 'DescribeService');

  test('looks again five seconds after it found the service RUNNING', async () => {
    expect((await create()).Status).toBe('SUCCESS');
    const [first, second, ...more] = looks();
    expect(second.at - first.at).toBe(5000);
    expect(more).toEqual([]);
    expect(stack.logLines.map(({ decision, reason }) => `${decision}: ${reason}`)).toEqual([
      'wait: the service is RUNNING, but what a tick of the reconciler has begun can still arrive', 'done: the service is RUNNING',
    ]);
  });

  test.each([
    ['is listed before the status shows it', 'ListOperations', 0, 6],
    ['begins after that list', 'DescribeService', 1, 0],
  ])('resumes the service again after a pause that arrives in between: it %s', async (_, operation, after, staleSeconds) => {
    stack.simulator.faults.add({ operation, after, fault: { kind: 'foreign-operation', type: 'PAUSE_SERVICE', seconds: 20 } });
    stack.simulator.faults.add({ operation: 'DescribeService', after: 1, fault: { kind: 'stale', seconds: staleSeconds } });
    expect((await create()).Status).toBe('SUCCESS');
    expect(stack.simulator.service(ServiceArn)).toMatchObject({ status: 'RUNNING', operations: [{ type: 'RESUME_SERVICE' }, { type: 'PAUSE_SERVICE' }] });
  });

  test.each(['UPDATE_COMPLETE', 'DELETE_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'CREATE_FAILED'])('looks twice where the reconciler is %s', async (status) => {
    reconcilerIs(status);
    expect((await create()).Status).toBe('SUCCESS');
    expect(looks()).toHaveLength(2);
  });

  test.each<[string, () => void]>([
    ['has been deleted', () => reconcilerIs('DELETE_COMPLETE')],
    ['is not in the stack', () => stack.cloudFormation.records.delete(RECONCILER_LOGICAL_ID)],
    ['has another logical id, and is not in the stack', () => { stack.metadata = { AppRunnerState: { ReconcilerLogicalId: 'Another' } }; }],
  ])('looks once where the reconciler %s', async (_, given) => {
    given();
    const began = stack.clock.now();
    expect((await create()).Status).toBe('SUCCESS');
    expect(stack.simulator.calls).toHaveLength(1);
    expect(stack.clock.now()).toBe(began);
  });

  test.each<[string, Refusal]>([
    ['is refused', accessDenied('cloudformation:DescribeStackResource')],
    ['is throttled', THROTTLED],
  ])('looks twice where the question %s, without trying again', async (_, refusal) => {
    const began = stack.clock.now();
    stack.cloudFormation.refuse('DescribeStackResource', refusal, Infinity, 2); // the service and itself come first
    expect((await create()).Status).toBe('SUCCESS');
    expect(looks()).toHaveLength(2);
    expect(stack.clock.now() - began).toBe(5000);
  });

  test('does not look again when it had to resume the service itself: by then nothing can arrive any more', async () => {
    stack.simulator.startForeign(ServiceArn, 'PAUSE_SERVICE', { seconds: 0 });
    stack.clock.advance(1);
    expect((await create()).Status).toBe('SUCCESS');
    expect(stack.logLines.filter(({ reason }) => reason.includes('can still arrive'))).toEqual([]);
  });
});

describe('A State, where a tick of the reconciler can have begun something,', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    ServiceArn = stack.adoptRunningService();
    stack.metadata = { AppRunnerState: { ReconcilerLogicalId: 'Another' } };
    stack.cloudFormation.records.set('Another', { status: 'UPDATE_COMPLETE', physicalId: 'schedule', changedAt: stack.clock.now() });
  });
  afterEach(async () => stack.close());

  const update = async (properties: object = {}) => stack.update({ ServiceArn, DesiredState: 'RUNNING', Triggers: { build: '2' }, ...properties });
  const status = () => stack.simulator.service(ServiceArn)?.status;
  const pauseArrivesLate = () => stack.simulator.faults.add({ operation: 'ListOperations', fault: { kind: 'foreign-operation', type: 'PAUSE_SERVICE', seconds: 20 } });

  test('looks again five seconds after its request came, and takes back what has arrived', async () => {
    pauseArrivesLate();
    expect(await stack.secondsOf(update())).toBeGreaterThan(5);
    expect(status()).toBe('RUNNING');
    expect(stack.simulator.service(ServiceArn)?.operations.map(({ type }) => type)).toEqual(['RESUME_SERVICE', 'PAUSE_SERVICE']);
  });

  test.each<[string, object, () => void]>([
    ['there is none in the stack', {}, () => stack.cloudFormation.records.delete('Another')],
    ['ResumeForUpdate has waited already', { ResumeRequestedAt: '2026-01-15T12:00:00.000Z' }, () => undefined],
  ])('looks once if %s', async (_, properties, given) => {
    given();
    expect(await stack.secondsOf(update(properties))).toBe(0);
  });

  test.each<[string, object, number]>([
    ['the Schedule named it', { IsReconciled: true }, 5],
    ['the Schedule did not name it', {}, 0],
  ])('waits when it is deleted, if %s', async (_, metadata, seconds) => {
    stack.cloudFormation.records.delete('Another'); // it goes first
    stack.metadata = { AppRunnerState: metadata };
    expect(await stack.secondsOf(stack.delete())).toBe(seconds);
  });

  test('does so where that cannot be read', async () => {
    stack.cloudFormation.refuse('DescribeStackResource', accessDenied('cloudformation:DescribeStackResource'));
    expect(await stack.secondsOf(stack.delete())).toBe(5);
  });
});
