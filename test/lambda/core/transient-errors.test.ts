import type { Dependencies } from '../../../lambda/deployment/dependencies';
import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import type { Fault, IdempotentAnswer } from '../../simulator';
import { accessDenied, THROTTLED } from '../cloud-formation-endpoint';
import { Deployment } from '../one-resource-stack';

const REFUSALS: readonly Fault[] = [
  { kind: 'throttle' },
  { kind: 'server-error' },
  { kind: 'error', name: 'ServiceUnavailableException', status: 503, message: 'Service is unavailable.' },
  { kind: 'error', name: 'TooManyRequestsException', status: 429, message: 'Too many.' },
  { kind: 'drop-before' },
  { kind: 'access-denied' },
  { kind: 'error', name: 'ExpiredTokenException', status: 403, message: 'The security token included in the request is expired' },
  { kind: 'error', name: 'UnrecognizedClientException', status: 403, message: 'The security token included in the request is invalid.' },
];
const CALLS = ['DescribeService', 'PauseService', 'ListOperations'];

describe('A transient error never fails a deployment:', () => {
  let stack: Deployment;
  let ServiceArn: string;
  afterEach(async () => stack.close());

  async function start(options: { idempotentAnswer?: IdempotentAnswer } = {}): Promise<void> {
    stack = await Deployment.open(options);
    ServiceArn = stack.simulator.addService({ name: 'shop' });
  }
  async function expectOnePause(): Promise<void> {
    expect(await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
    expect(stack.simulator.service(ServiceArn)).toMatchObject({ status: 'PAUSED', operations: [{ type: 'PAUSE_SERVICE', status: 'SUCCEEDED' }] });
    expect(stack.simulator.service(ServiceArn)?.operations).toHaveLength(1);
  }

  it.each(CALLS.flatMap((call) => REFUSALS.map((fault) => ({ call, fault, what: 'name' in fault ? fault.name : fault.kind }))))(
    '$what at $call, five times', async ({ call, fault }) => {
      await start();
      stack.simulator.faults.add({ operation: call, times: 5, fault });
      await expectOnePause();
    });

  it.each([
    ['throttled', THROTTLED],
    ['failing', { status: 500, code: 'InternalFailure', message: 'Internal failure.' }],
    ['not yet allowed', accessDenied('cloudformation:DescribeStackResource')],
  ])('CloudFormation %s when asked for the record', async (_what, refusal) => {
    await start();
    stack.cloudFormation.refuse('DescribeStackResource', refusal, 3);
    await expectOnePause();
  });

  it.each(['ok-without-operation-id', 'invalid-state'] as const)(
    'an answer lost after the change was made, where App Runner answers a second pause with %s', async (idempotentAnswer) => {
      await start({ idempotentAnswer });
      stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'drop-after' } });
      await expectOnePause();
    });

  test('a success without an OperationId, although there is an operation', async () => {
    await start();
    stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'no-operation-id' } });
    await expectOnePause();
  });

  it.each(['ok-without-operation-id', 'invalid-state'] as const)(
    'a stale look at a service that is paused already, where App Runner answers the pause with %s', async (idempotentAnswer) => {
      await start({ idempotentAnswer });
      stack.simulator.startForeign(ServiceArn, 'PAUSE_SERVICE', { seconds: 1 });
      stack.clock.advance(2);
      stack.simulator.faults.add({ operation: 'DescribeService', fault: { kind: 'stale', seconds: 10 } });
      expect(await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
      expect(stack.simulator.calls.map(({ operation }) => operation)).toContain('PauseService');
      expect(stack.simulator.service(ServiceArn)?.operations).toHaveLength(1);
    });

  test('a stale look at the service while our operation runs', async () => {
    await start();
    stack.simulator.faults.add({ operation: 'DescribeService', after: 1, times: 4, fault: { kind: 'stale', seconds: 30 } });
    await expectOnePause();
  });

  test('a stale look at the service after our operation ended', async () => {
    await start();
    stack.simulator.faults.add({ operation: 'DescribeService', after: 13, times: 2, fault: { kind: 'stale', seconds: 65 } });
    await expectOnePause();
  });

  test('ten minutes of an App Runner that is down', async () => {
    await start();
    stack.simulator.faults.add({ times: 120, fault: { kind: 'error', name: 'ServiceUnavailableException', status: 503, message: 'Down.' } });
    await expectOnePause();
  });
});

describe('An invocation that meets an error of App Runner or a lost call', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    ServiceArn = stack.adoptRunningService();
  });
  afterEach(async () => stack.close());

  const operations = () => stack.simulator.service(ServiceArn)?.operations;
  const callsOf = (name: string) => stack.simulator.calls.filter(({ operation }) => operation === name);
  const meet = (fault: Fault, operation: string, times: number) => stack.simulator.faults.add({ operation, times, fault });
  function update() {
    const event = stack.updateInProgress({ ServiceArn });
    stack.clock.advance(0.4);
    return event;
  }

  test('remembers the record of its request all the same', async () => {
    meet({ kind: 'access-denied' }, 'DescribeService', 1);
    const event = update();
    const { Checkpoint } = await onEvent(event, stack.dependencies);
    expect(Checkpoint.recordChangedAt).toBe(stack.cloudFormation.records.get('State')!.changedAt);
  });

  const FAILURES: Fault[] = [{ kind: 'server-error' }, { kind: 'drop-before' }];

  it.each(['DescribeService', 'PauseService'].flatMap(operation => FAILURES.map(fault => ({ operation, fault }))))(
    'makes $operation twice more ($fault.kind)', async ({ operation, fault }) => {
      meet(fault, operation, 2);
      await onEvent(update(), stack.dependencies);
      expect(callsOf(operation)).toHaveLength(3);
      expect(operations()).toHaveLength(1);
    });

  it.each(['DescribeService', 'PauseService'])('leaves %s to the next one when that fails, too', async (operation) => {
    meet({ kind: 'server-error' }, operation, 3);
    const event = update();
    const answer = await onEvent(event, stack.dependencies);
    expect(operations()).toEqual([]);
    await isComplete({ ...event, ...answer }, stack.dependencies);
    expect(operations()).toHaveLength(1);
  });

  test('and that is superseded meanwhile does not act again', async () => {
    meet({ kind: 'server-error' }, 'PauseService', 2);
    const { sleep } = stack.dependencies;
    const dependencies: Dependencies = {
      ...stack.dependencies,
      sleep: async (milliseconds) => {
        await sleep(milliseconds);
        stack.record('UPDATE_IN_PROGRESS');
      },
    };
    await onEvent(update(), dependencies);
    expect(callsOf('PauseService')).toHaveLength(1);
    expect(operations()).toEqual([]);
  });
});
