import { isComplete } from '../../../lambda/deployment/is-complete';
import { look } from '../../../lambda/deployment/look';
import { onEvent } from '../../../lambda/deployment/on-event';
import type { CustomResourceEvent } from '../../../lambda/deployment/request';
import { Deployment } from '../one-resource-stack';

describe('A look of the state machine', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open({ durations: { PAUSE_SERVICE: 60 } });
    ServiceArn = stack.adoptRunningService();
  });
  afterEach(async () => stack.close());

  /** What the state machine sends, after onEvent. */
  async function waiting(properties: object = {}): Promise<CustomResourceEvent> {
    const event = stack.updateInProgress({ ServiceArn, ...properties });
    return { ...event, ...await onEvent(event, stack.dependencies) };
  }
  /** The name of the error that a look ends with. */
  const errorOf = async (event: CustomResourceEvent): Promise<string> =>
    look({ Look: event }, stack.dependencies).then(() => 'none', (error: Error) => error.name);

  test('costs no call right after the operation was started', async () => {
    const event = await waiting();
    const calls = stack.simulator.calls.length;
    expect(await errorOf(event)).toBe('LookIn14Seconds');
    expect(stack.simulator.calls).toHaveLength(calls);
  });

  test('is due once the state machine has waited, whatever the clock of the function says', async () => {
    stack.simulator.durations.PAUSE_SERVICE = 0;
    const event = await waiting();
    expect(await look({ Look: event, Repeated: 1 }, stack.dependencies)).toMatchObject({ Checkpoint: { done: true, attributes: { Status: 'PAUSED' } } });
  });

  test('is followed by another while the operation runs', async () => {
    const event = await waiting();
    stack.clock.advance(14);
    expect(await errorOf(event)).toBe('LookIn14Seconds');
    stack.clock.advance(18);
    expect(await errorOf(event)).toBe('LookIn4Seconds');
  });

  test('hands what it found to isComplete, which the framework asks next', async () => {
    const event = await waiting();
    stack.clock.advance(60);
    const result = await look({ Look: event }, stack.dependencies);
    const calls = stack.simulator.calls.length;
    expect(await isComplete(result, stack.dependencies)).toMatchObject({ IsComplete: true, Data: { Status: 'PAUSED', OperationId: stack.simulator.service(ServiceArn)?.operations[0].id } });
    expect(stack.simulator.calls).toHaveLength(calls);
  });

  test('hands on a failure as well, with the words for the user', async () => {
    stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    const event = await waiting();
    stack.clock.advance(60);
    const result = await look({ Look: event }, stack.dependencies);
    await expect(isComplete(result, stack.dependencies)).rejects.toThrow(/PAUSE_SERVICE.* FAILED/);
  });

  test('asks nothing once onEvent found nothing to do', async () => {
    const event = await waiting({ DesiredState: 'RUNNING' });
    expect(await look({ Look: event }, stack.dependencies)).toEqual(event);
  });

  test('is repeated as often as possible while an operation of somebody else runs', async () => {
    stack.simulator.maintenance(ServiceArn, 100);
    expect(await errorOf(await waiting())).toBe('LookIn1Seconds');
  });

  test('comes when the time is up', async () => {
    stack.simulator.durations.PAUSE_SERVICE = 300;
    const event = await waiting({ TimeoutSeconds: '60' });
    stack.clock.advance(59);
    expect(await errorOf(event)).toBe('LookIn1Seconds');
    stack.clock.advance(1);
    await expect(isComplete(await look({ Look: event }, stack.dependencies), stack.dependencies)).rejects.toThrow('after 1 minute');
  });

  test('of a request without a start leaves it to the framework', async () => {
    await expect(look({ Look: stack.event('Create', { ServiceArn }) }, stack.dependencies)).rejects.toThrow('Checkpoint');
  });
});
