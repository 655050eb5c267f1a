import { Deployment } from './deployment';
import { isComplete } from '../../lambda/is-complete';
import { onEvent } from '../../lambda/on-event';
import type { World } from '../../lambda/world';

describe('An invocation that App Runner throttles', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    ServiceArn = stack.simulator.addService({ name: 'shop' });
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: 'RUNNING' });
  });
  afterEach(async () => stack.close());

  const callsOf = (name: string) => stack.simulator.calls.filter(({ operation }) => operation === name);
  const throttle = (operation: string, times: number) => stack.simulator.faults.add({ operation, times, fault: { kind: 'throttle' } });

  function update() {
    stack.record('UPDATE_IN_PROGRESS');
    stack.clock.advance(0.4);
    return stack.event('Update', { ServiceArn, DesiredState: 'PAUSED' });
  }

  test('goes on until it has acted', async () => {
    throttle('DescribeService', 8);
    throttle('PauseService', 8);
    const { Sighting } = await onEvent(update(), stack.world);
    expect(stack.simulator.service(ServiceArn)?.operations).toMatchObject([{ id: Sighting.operationId, type: 'PAUSE_SERVICE' }]);
  });

  test('lets more time pass after each refusal, up to ten seconds', async () => {
    throttle('DescribeService', 6);
    await onEvent(update(), stack.world);
    const times = callsOf('DescribeService').map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => (at - times[index]) / 1000);
    [2, 4, 8, 10, 10, 10].forEach((longest, index) => {
      expect(pauses[index]).toBeGreaterThanOrEqual(longest / 2);
      expect(pauses[index]).toBeLessThanOrEqual(longest);
    });
    expect(new Set(pauses).size).toBe(6);
  });

  test('goes on for three minutes at most, and leaves the rest to the next one', async () => {
    const event = update();
    const startedAt = stack.clock.now();
    throttle('PauseService', 1000);
    const answer = await onEvent(event, stack.world);
    const seconds = (stack.clock.now() - startedAt) / 1000;
    expect(seconds).toBeGreaterThan(170);
    expect(seconds).toBeLessThanOrEqual(180);
    expect(stack.simulator.service(ServiceArn)?.operations).toEqual([]);
    stack.simulator.faults.clear();
    await isComplete({ ...event, ...answer }, stack.world);
    expect(stack.simulator.service(ServiceArn)?.operations).toHaveLength(1);
  });

  test('waits for nothing that only saves calls', async () => {
    throttle('ListOperations', 5);
    expect(await onEvent(update(), stack.world)).toMatchObject({ WaitSeconds: 30 });
    expect(callsOf('ListOperations')).toHaveLength(1);
  });

  test('does not wait past its deadline', async () => {
    const event = update();
    const limit = { ...event, ResourceProperties: { ...event.ResourceProperties, TimeoutSeconds: '60' } };
    const startedAt = stack.clock.now();
    throttle('DescribeService', 1000);
    const answer = await onEvent(limit, stack.world);
    expect(stack.clock.now() - startedAt).toBeLessThanOrEqual(60_000);
    stack.clock.advance(60);
    const calls = callsOf('DescribeService').length;
    await expect(isComplete({ ...limit, ...answer }, stack.world)).rejects.toThrow('Rate exceeded');
    expect(callsOf('DescribeService')).toHaveLength(calls + 1);
  });

  test('and that is superseded before App Runner accepts the action never acts', async () => {
    throttle('PauseService', 3);
    let reads = 0;
    const { resource, ...cloudFormation } = stack.world.cloudFormation;
    const world: World = {
      ...stack.world,
      cloudFormation: {
        ...cloudFormation,
        resource: async (stackId, logicalId) => {
          reads += 1;
          if (reads === 3) stack.record('UPDATE_IN_PROGRESS');
          return resource(stackId, logicalId);
        },
      },
    };
    await onEvent(update(), world);
    expect(callsOf('PauseService').map(({ outcome }) => outcome)).not.toContain('ok');
    expect(stack.simulator.service(ServiceArn)?.operations).toEqual([]);
    expect(stack.logLines.at(-1)).toMatchObject({ decision: 'wait', reason: 'superseded: a newer request for this resource is on its way' });
  });

  test('and that is superseded before its first look is answered never acts', async () => {
    const world: World = {
      ...stack.world,
      appRunner: arn => ({
        ...stack.world.appRunner(arn),
        describe: async (serviceArn) => {
          stack.clock.advance(15);
          stack.record('UPDATE_IN_PROGRESS');
          return stack.world.appRunner(arn).describe(serviceArn);
        },
      }),
    };
    const event = update();
    const answer = await onEvent(event, world);
    stack.clock.advance(40);
    expect(await isComplete({ ...event, ...answer }, stack.world)).toEqual({ IsComplete: false });
    expect(callsOf('PauseService')).toEqual([]);
  });
});
