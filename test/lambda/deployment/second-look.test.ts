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
    stack.metadata = { AppRunnerState: { StateLogicalId: 'ShopState', ReconcilerLogicalId: 'Reconciler' } };
    stack.cloudFormation.records.set('Reconciler', { status, physicalId: 'schedule', changedAt: stack.clock.now() });
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
    ['is not in the stack', () => stack.cloudFormation.records.delete('Reconciler')],
  ])('looks once where the reconciler %s', async (_, given) => {
    given();
    const began = stack.clock.now();
    expect((await create()).Status).toBe('SUCCESS');
    expect(stack.simulator.calls).toHaveLength(1);
    expect(stack.clock.now()).toBe(began);
  });

  test('looks once, and asks for no reconciler, where an old template names none', async () => {
    stack.metadata = { AppRunnerState: { StateLogicalId: 'ShopState' } };
    expect((await create()).Status).toBe('SUCCESS');
    expect(stack.simulator.calls).toHaveLength(1);
    expect(stack.cloudFormation.calls).toEqual(['DescribeStackResource', 'DescribeStackResource']); // the service and itself
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

  test('does so also when it had to resume the service itself', async () => {
    stack.simulator.startForeign(ServiceArn, 'PAUSE_SERVICE', { seconds: 0 });
    stack.clock.advance(1);
    expect((await create()).Status).toBe('SUCCESS');
    const [last, before] = [...looks()].reverse();
    expect(last.at - before.at).toBe(5000);
  });
});
