import type { Dependencies } from '../../../lambda/deployment/dependencies';
import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import type { Fault } from '../../simulator';
import { THROTTLED } from '../cloud-formation-endpoint';
import { Deployment } from '../one-resource-stack';

let stack: Deployment;
let ServiceArn: string;
beforeEach(async () => {
  stack = await Deployment.open();
  ServiceArn = stack.adoptRunningService();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stack.close();
});

const operations = () => stack.simulator.service(ServiceArn)?.operations;
const callsOf = (name: string) => stack.simulator.calls.filter(({ operation }) => operation === name);
const meet = (fault: Fault, operation: string, times: number) => stack.simulator.faults.add({ operation, times, fault });
const throttle = (operation: string, times: number) => meet({ kind: 'throttle' }, operation, times);

function update(properties: object = {}) {
  const event = stack.updateInProgress({ ServiceArn, ...properties });
  stack.clock.advance(0.4);
  return event;
}

const secondsOf = async (invocation: Promise<unknown>) => stack.secondsOf(invocation);

describe('An invocation that App Runner throttles', () => {
  test('goes on until it has acted', async () => {
    throttle('DescribeService', 8);
    throttle('PauseService', 8);
    const { Checkpoint } = await onEvent(update(), stack.dependencies);
    expect(operations()).toMatchObject([{ id: Checkpoint.operationId, type: 'PAUSE_SERVICE' }]);
  });

  const pausesBetween = (operation: string) => {
    const times = callsOf(operation).map(({ at }) => at);
    return times.slice(1).map((at, index) => (at - times[index]) / 1000);
  };

  it.each(['DescribeService', 'PauseService'])('lets up to twice as much time pass after each refusal of %s, and twenty seconds at most', async (operation) => {
    jest.spyOn(Math, 'random').mockReturnValue(1);
    throttle('DescribeService', 5);
    throttle('PauseService', 5);
    await onEvent(update(), stack.dependencies);
    expect(pausesBetween(operation)).toEqual([2, 4, 8, 16, 20]);
  });

  test('waits as long as chance will have it', async () => {
    throttle('DescribeService', 1000);
    await onEvent(update(), stack.dependencies);
    const pauses = pausesBetween('DescribeService');
    expect(new Set(pauses).size).toBe(pauses.length);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(20);
  });

  test('goes on for three minutes at most, and leaves the rest to the next one', async () => {
    const event = update();
    throttle('PauseService', 1000);
    let answer = {};
    const seconds = await secondsOf(onEvent(event, stack.dependencies).then(given => { answer = given; }));
    expect(seconds).toBeGreaterThan(170);
    expect(seconds).toBeLessThanOrEqual(180);
    expect(operations()).toEqual([]);
    stack.simulator.faults.clear();
    await isComplete({ ...event, ...answer }, stack.dependencies);
    expect(operations()).toHaveLength(1);
  });

  test('does not go on past its deadline, and says then what stood in the way', async () => {
    const event = update({ TimeoutSeconds: '60' });
    throttle('DescribeService', 1000);
    const throttled = expect(onEvent(event, stack.dependencies)).rejects.toThrow('its status is unknown after 1 minute. The last attempt ended with: apprunner:DescribeService: ThrottlingException: Rate exceeded.');
    expect(await secondsOf(throttled)).toBe(60);
  });

  test('has fifteen seconds for a last look where it begins past its deadline', async () => {
    const event = update({ TimeoutSeconds: '60' });
    const answer = await onEvent(event, stack.dependencies);
    stack.clock.advance(60);
    throttle('DescribeService', 1000);
    const calls = callsOf('DescribeService').length;
    const lastLook = expect(isComplete({ ...event, ...answer }, stack.dependencies)).rejects.toThrow('Rate exceeded');
    expect(await secondsOf(lastLook)).toBeLessThanOrEqual(15);
    expect(callsOf('DescribeService').length).toBeGreaterThan(calls + 2);
  });

  test('does not fail at its deadline when one more DescribeService shows the desired state', async () => {
    const event = update({ TimeoutSeconds: '60' });
    const answer = await onEvent(event, stack.dependencies);
    stack.clock.advance(90);
    throttle('DescribeService', 2);
    expect(await isComplete({ ...event, ...answer }, stack.dependencies)).toMatchObject({ IsComplete: true, Data: { Status: 'PAUSED' } });
  });

  test('does not act after its deadline, and says that it was throttled', async () => {
    const event = update({ TimeoutSeconds: '60' });
    stack.simulator.maintenance(ServiceArn, 50);
    const answer = await onEvent(event, stack.dependencies);
    stack.clock.advance(55);
    throttle('PauseService', 1000);
    await expect(isComplete({ ...event, ...answer }, stack.dependencies)).rejects.toThrow(
      /is RUNNING after 1(\.\d minutes| minute)\. The last attempt ended with: apprunner:PauseService: ThrottlingException: Rate exceeded\. Correct that if it lasts/);
    expect(operations()).toEqual([]);
  });

  test('until CloudFormation answers, too late to act, says that it was throttled', async () => {
    const event = update({ TimeoutSeconds: '60' });
    stack.cloudFormation.refuse('DescribeStackResource', THROTTLED, 1000);
    await expect(onEvent(event, stack.dependencies)).rejects.toThrow('The last attempt ended with: cloudformation:DescribeStackResource: Throttling: Rate exceeded.');
    expect(operations()).toEqual([]);
  });

  test('that acts just before the deadline leaves the failure to the next one', async () => {
    stack.simulator.durations.PAUSE_SERVICE = 300;
    const event = update({ TimeoutSeconds: '60' });
    const { appRunner } = stack.dependencies;
    const dependencies: Dependencies = {
      ...stack.dependencies,
      appRunner: arn => ({
        ...appRunner(arn),
        pause: async (serviceArn) => {
          const operationId = await appRunner(arn).pause(serviceArn);
          stack.clock.advance(60);
          return operationId;
        },
      }),
    };
    const answer = await onEvent(event, dependencies);
    expect(answer).toMatchObject({ Checkpoint: { operationId: operations()?.[0].id, lookPlan: { firstAt: stack.clock.now() } } });
    await expect(isComplete({ ...event, ...answer }, dependencies)).rejects.toThrow('(PAUSE_SERVICE)');
  });

  test('fails at its deadline also when ListOperations, which would name the operation, is throttled', async () => {
    const event = update({ TimeoutSeconds: '60' });
    stack.simulator.maintenance(ServiceArn, 300);
    const answer = await onEvent(event, stack.dependencies);
    stack.clock.advance(60);
    throttle('ListOperations', 1000);
    await expect(isComplete({ ...event, ...answer }, stack.dependencies)).rejects.toThrow('should be PAUSED but is OPERATION_IN_PROGRESS');
  });

  test('calls ListOperations once where it only saves polls, and goes on without it', async () => {
    throttle('ListOperations', 5);
    expect(await onEvent(update(), stack.dependencies)).toMatchObject({ Checkpoint: { lookPlan: { firstAt: stack.clock.now() + 14_000 } } });
    expect(callsOf('ListOperations')).toHaveLength(1);
  });

  test('does not call ListOperations when DescribeService was throttled several times', async () => {
    throttle('DescribeService', 4);
    expect(await onEvent(update(), stack.dependencies)).toMatchObject({ Checkpoint: { lookPlan: { firstAt: stack.clock.now() + 75_000 } } });
    expect(callsOf('ListOperations')).toEqual([]);
  });

  test('and that is superseded before App Runner accepts the action never acts', async () => {
    throttle('PauseService', 3);
    let reads = 0;
    const { resource, ...cloudFormation } = stack.dependencies.cloudFormation;
    const dependencies: Dependencies = {
      ...stack.dependencies,
      cloudFormation: {
        ...cloudFormation,
        resource: async (stackId, logicalId) => {
          reads += 1;
          if (reads === 3) stack.record('UPDATE_IN_PROGRESS');
          return resource(stackId, logicalId);
        },
      },
    };
    await onEvent(update(), dependencies);
    expect(callsOf('PauseService').map(({ outcome }) => outcome)).not.toContain('ok');
    expect(operations()).toEqual([]);
    expect(stack.logLines.at(-1)).toMatchObject({ decision: 'wait', reason: 'superseded: a newer request for this resource is on its way' });
  });

  test('in a poll and is superseded does not wait for its turn, and the next polls call nothing', async () => {
    const event = update();
    const request = { ...event, ...await onEvent(event, stack.dependencies) };
    stack.clock.advance(5);
    stack.record('UPDATE_ROLLBACK_IN_PROGRESS');
    throttle('DescribeService', 1000);
    const calls = stack.simulator.calls.length;
    expect(await secondsOf(isComplete(request, stack.dependencies))).toBe(0);
    expect(await isComplete(request, stack.dependencies)).toEqual({ IsComplete: false });
    expect(stack.simulator.calls).toHaveLength(calls + 1);
  });

  test('in a poll asks CloudFormation once whether it is superseded', async () => {
    const event = update();
    const request = { ...event, ...await onEvent(event, stack.dependencies) };
    throttle('DescribeService', 6);
    const calls = stack.cloudFormation.calls.length;
    await isComplete(request, stack.dependencies);
    expect(stack.cloudFormation.calls).toHaveLength(calls + 1);
  });

  test('and whose record is newer than our clock says still acts: it looked at the record before it waited', async () => {
    stack.clock.advance(5);
    const event = update();
    const { changedAt } = stack.cloudFormation.records.get('State')!;
    stack.cloudFormation.records.set('State', { status: 'UPDATE_IN_PROGRESS', physicalId: ServiceArn, changedAt: changedAt + 5000 });
    throttle('DescribeService', 8);
    await onEvent(event, stack.dependencies);
    expect(operations()).toHaveLength(1);
  });
});
