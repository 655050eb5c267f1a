import type { Dependencies } from '../../../lambda/deployment/dependencies';
import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import { THROTTLED } from '../cloud-formation-endpoint';
import { Deployment, LOGICAL_ID } from '../one-resource-stack';

describe('A request that a newer one has superseded', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    ServiceArn = stack.adoptRunningService();
  });
  afterEach(async () => stack.close());

  const pauses = () => stack.simulator.calls.filter(({ operation }) => operation === 'PauseService');
  const busyFor = (seconds: number) => stack.simulator.startForeign(ServiceArn, 'START_DEPLOYMENT', { seconds });

  /** An Update to PAUSED that had to wait, as its waiter still carries it; its next poll finds the service free. */
  async function waiting(): Promise<() => Promise<{ IsComplete: boolean }>> {
    const event = stack.updateInProgress({ ServiceArn });
    stack.clock.advance(0.4);
    const answer = await onEvent(event, stack.dependencies);
    return async () => isComplete({ ...event, ...answer }, stack.dependencies);
  }

  test('(its record has changed since) never acts, and never reports success either', async () => {
    busyFor(30);
    const poll = await waiting();
    stack.clock.advance(40);
    stack.record('UPDATE_IN_PROGRESS');
    expect(await poll()).toEqual({ IsComplete: false });
    expect(pauses()).toHaveLength(0);
    expect(stack.logLines.at(-1)).toMatchObject({ decision: 'wait', reason: 'superseded: a newer request for this resource is on its way' });
  });

  test('makes no more calls once it knows', async () => {
    busyFor(30);
    const poll = await waiting();
    stack.clock.advance(40);
    stack.record('UPDATE_IN_PROGRESS');
    await poll();
    const calls = [...stack.simulator.calls, ...stack.cloudFormation.calls].length;
    expect(await poll()).toEqual({ IsComplete: false });
    expect([...stack.simulator.calls, ...stack.cloudFormation.calls]).toHaveLength(calls);
    expect(stack.logLines.at(-1)).toMatchObject({ decision: 'wait', reason: 'superseded: a newer request for this resource is on its way' });
  });

  test('is forgotten when CloudFormation sends a retry under the same RequestId, which does what it is asked for', async () => {
    busyFor(30);
    const event = stack.updateInProgress({ ServiceArn });
    const answer = await onEvent(event, stack.dependencies);
    stack.clock.advance(40);
    stack.record('UPDATE_FAILED');
    stack.record('UPDATE_IN_PROGRESS');
    expect(await isComplete({ ...event, ...answer }, stack.dependencies)).toEqual({ IsComplete: false });
    const retry = await stack.provider.serve(event);
    expect(retry).toMatchObject({ Status: 'SUCCESS', RequestId: event.RequestId, Data: { Status: 'PAUSED' } });
    expect(pauses()).toHaveLength(1);
    expect(await isComplete({ ...event, ...answer }, stack.dependencies)).toEqual({ IsComplete: false });
  });

  test('does not keep a retry under the same RequestId from ending at once, where the service is as declared', async () => {
    busyFor(30);
    const event = stack.updateInProgress({ ServiceArn, DesiredState: 'RUNNING' });
    const answer = await onEvent(event, stack.dependencies);
    stack.clock.advance(40);
    stack.simulator.startForeign(ServiceArn, 'PAUSE_SERVICE', { seconds: 0 });
    stack.record('UPDATE_IN_PROGRESS');
    expect(await isComplete({ ...event, ...answer }, stack.dependencies)).toEqual({ IsComplete: false });
    stack.simulator.startForeign(ServiceArn, 'RESUME_SERVICE', { seconds: 0 });
    const began = stack.clock.now();
    expect(await stack.provider.serve(event)).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'RUNNING', OperationId: '' } });
    expect(stack.clock.now()).toBe(began);
  });

  it.each(['UPDATE_FAILED', 'UPDATE_COMPLETE', 'CREATE_FAILED', 'DELETE_COMPLETE'])('(its record is %s) never acts', async (status) => {
    busyFor(30);
    const poll = await waiting();
    const { changedAt } = stack.cloudFormation.records.get(LOGICAL_ID) ?? { changedAt: 0 };
    stack.cloudFormation.records.set(LOGICAL_ID, { status, physicalId: ServiceArn, changedAt });
    stack.clock.advance(40);
    expect(await poll()).toEqual({ IsComplete: false });
    expect(pauses()).toHaveLength(0);
    expect(stack.logLines.at(-1)).toMatchObject({ decision: 'wait', reason: "CloudFormation's record of the resource does not show this request" });
  });

  test('(there is no record any more) never acts', async () => {
    busyFor(30);
    const poll = await waiting();
    stack.cloudFormation.records.clear();
    stack.clock.advance(40);
    expect(await poll()).toEqual({ IsComplete: false });
    expect(pauses()).toHaveLength(0);
  });

  test('does not even act first, when it is over before onEvent gets to run', async () => {
    stack.record('UPDATE_FAILED');
    await onEvent(stack.event('Update', { ServiceArn, DesiredState: 'PAUSED' }), stack.dependencies);
    expect(pauses()).toHaveLength(0);
  });

  test('gives up at its deadline, so that its waiter ends', async () => {
    busyFor(30);
    const poll = await waiting();
    stack.clock.advance(5);
    stack.record('UPDATE_IN_PROGRESS');
    stack.clock.advance(20 * 60);
    await expect(poll()).rejects.toThrow('should be PAUSED but is RUNNING after');
    expect(pauses()).toHaveLength(0);
  });

  test('never acts, when that happens before the first look of onEvent is answered', async () => {
    const dependencies: Dependencies = {
      ...stack.dependencies,
      appRunner: arn => ({
        ...stack.dependencies.appRunner(arn),
        describe: async (serviceArn) => {
          stack.clock.advance(15);
          stack.record('UPDATE_IN_PROGRESS');
          return stack.dependencies.appRunner(arn).describe(serviceArn);
        },
      }),
    };
    const event = stack.updateInProgress({ ServiceArn });
    stack.clock.advance(0.4);
    const answer = await onEvent(event, dependencies);
    stack.clock.advance(40);
    expect(await isComplete({ ...event, ...answer }, stack.dependencies)).toEqual({ IsComplete: false });
    expect(pauses()).toEqual([]);
  });

  describe('whose record onEvent could not read', () => {
    beforeEach(() => {
      busyFor(30);
      stack.cloudFormation.refuse('DescribeStackResource', THROTTLED);
    });

    test('acts as long as the record is not newer than the request', async () => {
      const poll = await waiting();
      stack.clock.advance(40);
      expect(await poll()).toEqual({ IsComplete: false });
      expect(pauses()).toHaveLength(1);
    });

    test('never acts when the record is newer', async () => {
      const poll = await waiting();
      stack.clock.advance(5);
      stack.record('UPDATE_IN_PROGRESS');
      stack.clock.advance(35);
      expect(await poll()).toEqual({ IsComplete: false });
      expect(pauses()).toHaveLength(0);
    });
  });
});
