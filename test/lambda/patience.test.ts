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
    throttle('DescribeService', 12);
    throttle('PauseService', 12);
    const { Sighting } = await onEvent(update(), stack.world);
    expect(stack.simulator.service(ServiceArn)?.operations).toMatchObject([{ id: Sighting.operationId, type: 'PAUSE_SERVICE' }]);
  });

  test('makes thirty further attempts in all, and leaves the rest to the next one', async () => {
    throttle('DescribeService', 20);
    throttle('PauseService', 20);
    const event = update();
    const answer = await onEvent(event, stack.world);
    expect(stack.simulator.calls).toHaveLength(21 + 11);
    expect(stack.simulator.service(ServiceArn)?.operations).toEqual([]);
    await isComplete({ ...event, ...answer }, stack.world);
    expect(stack.simulator.service(ServiceArn)?.operations).toHaveLength(1);
  });

  test('spends none of them on what only saves calls', async () => {
    throttle('ListOperations', 5);
    expect(await onEvent(update(), stack.world)).toMatchObject({ WaitSeconds: 30 });
    expect(callsOf('ListOperations')).toHaveLength(1);
  });

  test('does not go on after its deadline', async () => {
    throttle('DescribeService', 30);
    const event = update();
    const answer = await onEvent(event, stack.world);
    throttle('DescribeService', 30);
    stack.clock.advance(20 * 60);
    await expect(isComplete({ ...event, ...answer }, stack.world)).rejects.toThrow('Rate exceeded');
    expect(callsOf('DescribeService')).toHaveLength(31 + 1);
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
