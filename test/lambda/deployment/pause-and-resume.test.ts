import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import { Deployment } from '../one-resource-stack';

describe('A declared state', () => {
  let stack: Deployment;
  beforeEach(async () => { stack = await Deployment.open(); });
  afterEach(async () => stack.close());

  const service = (status: 'RUNNING' | 'PAUSED', region?: string) => stack.simulator.addService({ name: 'shop', status, region });
  const truth = (arn: string) => stack.simulator.service(arn);
  const callsOf = (operation: string) => stack.simulator.calls.filter((call) => call.operation === operation);

  it.each(['RUNNING', 'PAUSED'] as const)('that the service is in already (%s) takes exactly one App Runner call and no operation', async (status) => {
    const ServiceArn = service(status);
    const response = await stack.create({ ServiceArn, DesiredState: status });
    expect(response).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: ServiceArn,
      Data: { Status: status, ServiceUrl: truth(ServiceArn)?.url, OperationId: '' },
    });
    expect(stack.simulator.calls.map(({ operation }) => operation)).toEqual(['DescribeService']);
    expect(stack.cloudFormation.calls).toEqual(['DescribeStackResource', 'DescribeStackResource']); // itself and the reconciler
    expect(truth(ServiceArn)).toMatchObject({ status, operations: [] });
  });

  it.each([['PAUSED', 'RUNNING', 'PAUSE_SERVICE'], ['RUNNING', 'PAUSED', 'RESUME_SERVICE']] as const)(
    '%s of a service that is %s is reached by one %s, whose id the stack gets', async (desired, status, type) => {
      const ServiceArn = service(status);
      const response = await stack.create({ ServiceArn, DesiredState: desired });
      const operations = truth(ServiceArn)?.operations ?? [];
      expect(truth(ServiceArn)?.status).toBe(desired);
      expect(operations).toMatchObject([{ type, status: 'SUCCEEDED' }]);
      expect(response).toMatchObject({ Status: 'SUCCESS', Data: { Status: desired, OperationId: operations[0].id } });
    });

  test('is asserted again by an update, which finds nothing to do', async () => {
    const ServiceArn = service('RUNNING');
    await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    const response = await stack.update({ ServiceArn, DesiredState: 'PAUSED', Triggers: { deploy: '2' } });
    expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: ServiceArn, Data: { Status: 'PAUSED', OperationId: '' } });
    expect(truth(ServiceArn)?.operations).toHaveLength(1);
  });

  test('is asserted again by an update after somebody changed it by hand', async () => {
    const ServiceArn = service('RUNNING');
    await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    stack.simulator.startForeign(ServiceArn, 'RESUME_SERVICE', { seconds: 0 });
    await stack.update({ ServiceArn, DesiredState: 'PAUSED', Triggers: { deploy: '2' } });
    expect(truth(ServiceArn)?.status).toBe('PAUSED');
  });

  test('follows its parameter in both directions', async () => {
    const ServiceArn = service('RUNNING');
    for (const DesiredState of ['PAUSED', 'RUNNING', 'PAUSED']) {
      await stack.update({ ServiceArn, DesiredState });
      expect(truth(ServiceArn)?.status).toBe(DesiredState);
    }
  });

  test('moves to another service with its ARN: a replacement, and the old service stays as it is', async () => {
    const before = service('RUNNING');
    const after = stack.simulator.addService({ name: 'till' });
    await stack.create({ ServiceArn: before, DesiredState: 'PAUSED' });
    const response = await stack.update({ ServiceArn: after, DesiredState: 'PAUSED' });
    expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: after });
    expect(await stack.delete(before, { ServiceArn: before, DesiredState: 'PAUSED' })).toMatchObject({ Status: 'SUCCESS' });
    expect([truth(before)?.status, truth(after)?.status]).toEqual(['PAUSED', 'PAUSED']);
  });

  test('of a service in another Region is asked for in that Region', async () => {
    const ServiceArn = service('RUNNING', 'eu-west-1');
    const response = await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    expect(response.Status).toBe('SUCCESS');
    expect(truth(ServiceArn)?.status).toBe('PAUSED');
    expect(new Set(stack.simulator.calls.map(({ region }) => region))).toEqual(new Set(['eu-west-1']));
  });

  test('starts one operation only when Lambda delivers the request twice', async () => {
    const ServiceArn = service('RUNNING');
    const event = stack.event('Create', { ServiceArn, DesiredState: 'PAUSED' });
    stack.record('CREATE_IN_PROGRESS');
    const first = await onEvent(event, stack.dependencies);
    stack.clock.advance(61);
    const second = await onEvent(event, stack.dependencies);
    for (const answer of [first, second]) {
      expect(await isComplete({ ...event, ...answer }, stack.dependencies)).toMatchObject({ IsComplete: true });
    }
    expect(truth(ServiceArn)).toMatchObject({ status: 'PAUSED', operations: [{ type: 'PAUSE_SERVICE' }] });
  });

  test('starts one operation only when both deliveries come within its time', async () => {
    const ServiceArn = service('RUNNING');
    const event = stack.event('Create', { ServiceArn, DesiredState: 'PAUSED' });
    stack.record('CREATE_IN_PROGRESS');
    await onEvent(event, stack.dependencies);
    stack.clock.advance(3);
    const second = await onEvent(event, stack.dependencies);
    expect(await isComplete({ ...event, ...second }, stack.dependencies)).toEqual({ IsComplete: false });
    stack.clock.advance(60);
    expect(await isComplete({ ...event, ...second }, stack.dependencies)).toMatchObject({ IsComplete: true });
    expect(callsOf('PauseService')).toHaveLength(1);
  });

  test('that others undo is restored twice', async () => {
    const ServiceArn = service('RUNNING');
    undoTimes(ServiceArn, 2);
    expect(await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
    expect(truth(ServiceArn)?.status).toBe('PAUSED');
    expect(truth(ServiceArn)?.operations.filter(({ type }) => type === 'PAUSE_SERVICE')).toHaveLength(3);
  });

  test('that others undo three times is given up', async () => {
    const ServiceArn = service('RUNNING');
    undoTimes(ServiceArn, 3);
    expect((await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).Status).toBe('FAILED');
    expect(truth(ServiceArn)?.status).toBe('RUNNING');
    expect(truth(ServiceArn)?.operations.filter(({ type }) => type === 'PAUSE_SERVICE')).toHaveLength(3);
  });

  function undoTimes(serviceArn: string, times: number): void {
    stack.simulator.faults.add({
      operation: 'DescribeService', serviceArn, times, fault: { kind: 'foreign-operation', type: 'RESUME_SERVICE', seconds: 30 },
    });
  }
});
