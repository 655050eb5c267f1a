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

describe('Trouble that passes never fails a deployment:', () => {
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
