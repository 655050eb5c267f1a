import { DescribeServiceCommand, ListServicesCommand, PauseServiceCommand, ResumeServiceCommand, ServiceStatus } from '@aws-sdk/client-apprunner';
import { Fault } from '.';
import { SdkSession } from './sdk-session';

describe('A fault', () => {
  let aws: SdkSession;
  let ServiceArn: string;
  beforeEach(async () => {
    aws = await SdkSession.open();
    ServiceArn = aws.simulator.addService({ name: 'shop' });
  });
  afterEach(async () => aws.close());

  const pause = async () => aws.client.send(new PauseServiceCommand({ ServiceArn }));
  const resume = async () => aws.client.send(new ResumeServiceCommand({ ServiceArn }));
  const describedStatus = async () => (await aws.client.send(new DescribeServiceCommand({ ServiceArn }))).Service?.Status;
  const trueStatus = () => aws.simulator.service(ServiceArn)?.status;
  const hit = (operation: string, fault: Fault) => aws.simulator.faults.add({ operation, fault });

  test.each<[Fault, object]>([
    [{ kind: 'throttle' }, { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }],
    [{ kind: 'server-error' }, { name: 'InternalServiceErrorException', $metadata: { httpStatusCode: 500 } }],
    [{ kind: 'error', name: 'ExpiredTokenException', status: 403, message: 'gone' },
      { name: 'ExpiredTokenException', message: 'gone', $metadata: { httpStatusCode: 403 } }],
  ])('%p refuses the call and nothing happens', async (fault, error) => {
    hit('PauseService', fault);
    await expect(pause()).rejects.toMatchObject(error);
    expect(trueStatus()).toBe('RUNNING');
    await expect(pause()).resolves.toBeDefined();
  });

  test("access-denied has AWS's usual message", async () => {
    hit('PauseService', { kind: 'access-denied' });
    await expect(pause()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: apprunner:PauseService on resource: ${ServiceArn}`),
    });
    expect(trueStatus()).toBe('RUNNING');
  });

  test('drop-before breaks the connection before anything is done', async () => {
    hit('PauseService', { kind: 'drop-before' });
    await expect(pause()).rejects.toThrow('socket hang up');
    expect(trueStatus()).toBe('RUNNING');
  });

  test('drop-after breaks the connection when the change is made', async () => {
    hit('PauseService', { kind: 'drop-after' });
    await expect(pause()).rejects.toThrow('socket hang up');
    expect(trueStatus()).toBe('OPERATION_IN_PROGRESS');
  });

  test.each(['FAILED', 'ROLLBACK_SUCCEEDED', 'ROLLBACK_FAILED'] as const)('operation-ends %s leaves the service as it was', async (outcome) => {
    hit('PauseService', { kind: 'operation-ends', outcome });
    const { OperationId } = await pause();
    aws.clock.advance(60);
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'RUNNING', operations: [{ id: OperationId, status: outcome }] });
  });

  test('operation-ends waits for a call that starts an operation', async () => {
    hit('PauseService', { kind: 'operation-ends', outcome: 'FAILED' });
    aws.simulator.maintenance(ServiceArn, 10);
    await expect(pause()).rejects.toMatchObject({ name: 'InvalidStateException' });
    aws.clock.advance(10);
    await pause();
    aws.clock.advance(60);
    expect(trueStatus()).toBe('RUNNING');
  });

  test('operation-lasts says how long, together with any other fault', async () => {
    hit('PauseService', { kind: 'operation-lasts', seconds: 2400 });
    hit('PauseService', { kind: 'no-operation-id' });
    expect(await pause()).not.toHaveProperty('OperationId');
    aws.clock.advance(2399);
    expect(trueStatus()).toBe('OPERATION_IN_PROGRESS');
    aws.clock.advance(1);
    expect(trueStatus()).toBe('PAUSED');
  });

  test('stale shows the status of some seconds ago, once', async () => {
    await pause();
    aws.clock.advance(65);
    hit('DescribeService', { kind: 'stale', seconds: 10 });
    expect(await describedStatus()).toBe('OPERATION_IN_PROGRESS');
    expect(await describedStatus()).toBe('PAUSED');
  });

  test('status shows the given status, known to the SDK or not', async () => {
    hit('DescribeService', { kind: 'status', status: 'HIBERNATING' });
    expect(await describedStatus()).toBe('HIBERNATING' as ServiceStatus);
  });

  test('foreign-operation starts another operation just before the call', async () => {
    hit('PauseService', { kind: 'foreign-operation', type: 'START_DEPLOYMENT', seconds: 30 });
    await expect(pause()).rejects.toMatchObject({ name: 'InvalidStateException' });
    aws.clock.advance(30);
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'RUNNING', version: 2 });
    await expect(pause()).resolves.toBeDefined();
  });

  test('hits the operations, the service and the number of calls its rule says, after as many as it says', async () => {
    const other = aws.simulator.addService({ name: 'till' });
    aws.simulator.faults.add({ operation: ['DescribeService', 'ListOperations'], serviceArn: ServiceArn, after: 2, times: 2, fault: { kind: 'throttle' } });
    const ask = (operation: string, arn: string) => {
      const reply = aws.simulator.answer({ region: 'us-east-1', operation, input: { ServiceArn: arn } });
      return reply === 'connection-dropped' ? reply : reply.status;
    };
    expect([
      ask('DescribeService', other), ask('ListServices', ServiceArn),
      ask('DescribeService', ServiceArn), ask('ListOperations', ServiceArn),
      ask('DescribeService', ServiceArn), ask('ListOperations', ServiceArn), ask('DescribeService', ServiceArn),
    ]).toEqual([200, 200, 200, 200, 400, 400, 200]);
  });

  test('leaves the next call to the next rule about the same thing', async () => {
    hit('PauseService', { kind: 'operation-ends', outcome: 'FAILED' });
    hit('PauseService', { kind: 'operation-ends', outcome: 'ROLLBACK_FAILED' });
    await pause();
    aws.clock.advance(60);
    await pause();
    aws.clock.advance(60);
    expect(aws.simulator.service(ServiceArn)?.operations).toMatchObject([{ status: 'ROLLBACK_FAILED' }, { status: 'FAILED' }]);
  });

  test('goes on for ever with times Infinity, until the list is cleared', async () => {
    aws.simulator.faults.add({ times: Infinity, fault: { kind: 'server-error' } });
    await expect(resume()).rejects.toMatchObject({ name: 'InternalServiceErrorException' });
    await expect(aws.client.send(new ListServicesCommand({}))).rejects.toMatchObject({ name: 'InternalServiceErrorException' });
    aws.simulator.faults.clear();
    await expect(resume()).resolves.toBeDefined();
  });
});
