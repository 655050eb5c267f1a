import { Deployment } from '../one-resource-stack';

describe('A service that somebody else is working on', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    ServiceArn = stack.simulator.addService({ name: 'shop' });
  });
  afterEach(async () => stack.close());

  const truth = () => stack.simulator.service(ServiceArn);
  const pauses = () => stack.simulator.calls.filter(({ operation }) => operation === 'PauseService');

  test('is waited for, named in the log, and then paused', async () => {
    const foreign = stack.simulator.startForeign(ServiceArn, 'START_DEPLOYMENT', { seconds: 300 });
    const response = await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    expect(response).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
    expect(truth()).toMatchObject({ status: 'PAUSED', version: 2 });
    expect(pauses()).toHaveLength(1);
    expect(stack.logLines[0]).toMatchObject({ decision: 'wait', observed: 'OPERATION_IN_PROGRESS', operationId: foreign });
  });

  test('is not called again as long as that goes on, but for looking', async () => {
    stack.simulator.startForeign(ServiceArn, 'UPDATE_SERVICE', { seconds: 60 });
    await stack.create({ ServiceArn, DesiredState: 'RUNNING' });
    expect(new Set(stack.simulator.calls.slice(2, -1).map(({ operation }) => operation))).toEqual(new Set(['DescribeService']));
    expect(truth()?.operations).toHaveLength(1);
  });

  test('is done when they were doing the same', async () => {
    stack.simulator.startForeign(ServiceArn, 'PAUSE_SERVICE');
    const response = await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    expect(response).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
    expect(pauses()).toHaveLength(0);
  });

  test('is paused although their own pause failed a while ago', async () => {
    stack.simulator.startForeign(ServiceArn, 'PAUSE_SERVICE', { seconds: 10, outcome: 'FAILED' });
    stack.clock.advance(60);
    expect((await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).Status).toBe('SUCCESS');
    expect(truth()?.status).toBe('PAUSED');
  });

  test('is waited for during maintenance, which no operation shows', async () => {
    stack.simulator.maintenance(ServiceArn, 240);
    expect((await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).Status).toBe('SUCCESS');
    expect(truth()).toMatchObject({ status: 'PAUSED', operations: [{ type: 'PAUSE_SERVICE' }] });
  });

  test('that starts just before our call, which App Runner then refuses, is waited for too', async () => {
    stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'foreign-operation', type: 'START_DEPLOYMENT', seconds: 120 } });
    expect((await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).Status).toBe('SUCCESS');
    expect(truth()).toMatchObject({ status: 'PAUSED', version: 2 });
    expect(pauses().map(({ outcome }) => outcome)).toEqual(['InvalidStateException', 'ok']);
  });

  test('several times in a row is waited for every time', async () => {
    stack.simulator.faults.add({ operation: 'DescribeService', times: 3, fault: { kind: 'foreign-operation', type: 'START_DEPLOYMENT', seconds: 60 } });
    expect((await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).Status).toBe('SUCCESS');
    expect(truth()).toMatchObject({ status: 'PAUSED', version: 4 });
  });
});
