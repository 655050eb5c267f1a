import { Deployment } from '../one-resource-stack';

/** The id that keeps the Delete after a failed Create away from the handlers. */
const CREATE_FAILED_MARKER = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

describe('Deleting a declaration', () => {
  let stack: Deployment;
  beforeEach(async () => { stack = await Deployment.open(); });
  afterEach(async () => stack.close());

  function declared(status: 'RUNNING' | 'PAUSED' | 'CREATE_FAILED' | 'DELETE_FAILED', OnDelete?: string): string {
    const ServiceArn = stack.simulator.addService({ name: 'shop', status });
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: status, ...(OnDelete !== undefined && { OnDelete }) });
    return ServiceArn;
  }
  const truth = (arn: string) => stack.simulator.service(arn);

  it.each(['LEAVE', undefined, 'leave', 'EXPLODE'])('with OnDelete %s leaves the service alone, after one look', async (onDelete) => {
    const arn = declared('PAUSED', onDelete);
    expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: arn });
    expect(truth(arn)?.status).toBe('PAUSED');
    expect(stack.simulator.calls).toMatchObject([{ operation: 'DescribeService' }]);
    expect(stack.cloudFormation.calls).toEqual(['DescribeStackResource']); // itself: did ticks work for it?
  });

  it.each([['RESUME', 'PAUSED', 'RUNNING'], ['PAUSE', 'RUNNING', 'PAUSED']] as const)(
    'with OnDelete %s turns a %s service %s', async (onDelete, before, after) => {
      const arn = declared(before, onDelete);
      expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: arn });
      expect(truth(arn)?.status).toBe(after);
    });

  test('with OnDelete PAUSE waits for a foreign operation first', async () => {
    const arn = declared('RUNNING', 'PAUSE');
    stack.simulator.startForeign(arn, 'START_DEPLOYMENT');
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(truth(arn)).toMatchObject({ status: 'PAUSED', version: 2 });
  });

  it.each((['CREATE_FAILED', 'DELETE_FAILED'] as const).flatMap(status => ['RESUME', 'PAUSE'].map(onDelete => ({ status, onDelete }))))(
    'with OnDelete $onDelete does not stand in the way of what can be neither paused nor resumed: $status', async ({ status, onDelete }) => {
      const arn = declared(status, onDelete);
      expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: arn });
      expect(truth(arn)).toMatchObject({ status, operations: [] });
      expect(stack.logLines.at(-1)).toMatchObject({ decision: 'done', observed: status, reason: `the service is ${status}: nothing left to do here` });
    });

  it.each(['CREATE_FAILED', 'DELETE_FAILED'])('succeeds for a service that becomes %s while it is waited for', async (status) => {
    const arn = declared('RUNNING', 'PAUSE');
    stack.simulator.maintenance(arn, 60);
    stack.simulator.faults.add({ operation: 'DescribeService', after: 3, times: Infinity, fault: { kind: 'status', status } });
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(stack.simulator.calls.map(({ operation }) => operation)).not.toContain('PauseService');
  });

  it.each(['RESUME', 'PAUSE', 'LEAVE'])('with OnDelete %s succeeds for a service that is gone', async (onDelete) => {
    stack.simulator.removeBehindOurBack(declared('PAUSED', onDelete));
    expect((await stack.delete()).Status).toBe('SUCCESS');
  });

  test('succeeds for a service that App Runner still shows as DELETED', async () => {
    const arn = declared('PAUSED', 'RESUME');
    stack.simulator.startForeign(arn, 'DELETE_SERVICE', { seconds: 0 });
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(truth(arn)?.status).toBe('DELETED');
  });

  test('succeeds for a service that is just being deleted', async () => {
    const arn = declared('PAUSED', 'RESUME');
    stack.simulator.startForeign(arn, 'DELETE_SERVICE');
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(truth(arn)?.status).toBe('DELETED');
  });

  it.each(['app-State-1A2B3C4D5E6F', '', 'arn:aws:apprunner:us-east-1:123456789012:service/shop'])(
    'with an id that is none of ours (%p) does nothing', async (invented) => {
      const arn = declared('PAUSED', 'RESUME');
      expect((await stack.delete(invented)).Status).toBe('SUCCESS');
      expect(truth(arn)?.status).toBe('PAUSED');
      expect(stack.simulator.calls).toMatchObject([{ operation: 'DescribeService' }]);
    });

  describe.each(['LEAVE', 'RESUME', 'PAUSE'])('with OnDelete %s, because CloudFormation may delete the service next,', (onDelete) => {
    it.each([
      ['PAUSE_SERVICE', 'RUNNING', 'PAUSED'],
      ['RESUME_SERVICE', 'PAUSED', 'RUNNING'],
      ['UPDATE_SERVICE', 'RUNNING', 'RUNNING'],
    ] as const)('is not over before a %s that is under way, whatever the id', async (type, before, after) => {
      const arn = declared(before, onDelete);
      stack.simulator.startForeign(arn, type);
      expect((await stack.delete('app-State-1A2B3C4D5E6F')).Status).toBe('SUCCESS');
      expect(truth(arn)?.status).toBe(after);
    });

    test('does not wait longer than ten minutes for it', async () => {
      const arn = declared('RUNNING', onDelete);
      stack.simulator.startForeign(arn, 'PAUSE_SERVICE', { seconds: 3000 });
      const start = stack.clock.now();
      expect((await stack.delete('app-State-1A2B3C4D5E6F')).Status).toBe('SUCCESS');
      expect((stack.clock.now() - start) / 60_000).toBeCloseTo(10, 0);
    });

    test('does not wait longer than its timeout for it', async () => {
      const arn = declared('RUNNING', onDelete);
      stack.metadata = { AppRunnerState: { TimeoutSeconds: 120 } };
      stack.simulator.startForeign(arn, 'PAUSE_SERVICE', { seconds: 3000 });
      const start = stack.clock.now();
      expect((await stack.delete('app-State-1A2B3C4D5E6F')).Status).toBe('SUCCESS');
      expect((stack.clock.now() - start) / 60_000).toBeCloseTo(2, 0);
    });

    it.each((['server-error', 'drop-before', 'throttle'] as const).flatMap(kind => ['DescribeService', 'ListOperations'].map(operation => ({ kind, operation }))))(
      'does not end the wait at a transient error: $kind at $operation', async ({ kind, operation }) => {
        const arn = declared('RUNNING', onDelete);
        stack.simulator.durations.PAUSE_SERVICE = 400;
        stack.simulator.startForeign(arn, 'PAUSE_SERVICE');
        stack.simulator.faults.add({ operation, times: kind === 'throttle' ? 40 : 9, fault: { kind } });
        expect((await stack.delete('app-State-1A2B3C4D5E6F')).Status).toBe('SUCCESS');
        expect(truth(arn)?.status).toBe('PAUSED');
      });

    test('succeeds at its deadline if App Runner throttles until then', async () => {
      const arn = declared('RUNNING', onDelete);
      stack.simulator.startForeign(arn, 'PAUSE_SERVICE', { seconds: 3000 });
      stack.simulator.faults.add({ operation: 'DescribeService', times: Infinity, fault: { kind: 'throttle' } });
      const start = stack.clock.now();
      expect((await stack.delete('app-State-1A2B3C4D5E6F', { ServiceArn: arn, DesiredState: 'RUNNING', OnDelete: onDelete, TimeoutSeconds: '90' })).Status).toBe('SUCCESS');
      expect((stack.clock.now() - start) / 1000).toBeLessThanOrEqual(95);
    });

    it.each(['DescribeService', 'ListOperations'])('takes a refused %s for the end of the wait', async (operation) => {
      const arn = declared('RUNNING', onDelete);
      stack.simulator.startForeign(arn, 'PAUSE_SERVICE');
      stack.simulator.faults.add({ operation, times: 1000, fault: { kind: 'access-denied' } });
      const start = stack.clock.now();
      expect((await stack.delete('app-State-1A2B3C4D5E6F')).Status).toBe('SUCCESS');
      expect(stack.clock.now() - start).toBeLessThan(180_000);
    });
  });

  test('with OnDelete LEAVE does not wait for a foreign deployment', async () => {
    const arn = declared('RUNNING', 'LEAVE');
    stack.simulator.startForeign(arn, 'START_DEPLOYMENT');
    await stack.delete();
    expect(truth(arn)?.status).toBe('OPERATION_IN_PROGRESS');
  });

  test('acts on the service of the id, not on the one of the properties', async () => {
    const arn = declared('PAUSED', 'RESUME');
    const replacement = stack.simulator.addService({ name: 'till', status: 'PAUSED' });
    await stack.delete(arn, { ServiceArn: replacement, DesiredState: 'PAUSED', OnDelete: 'RESUME' });
    expect([truth(arn)?.status, truth(replacement)?.status]).toEqual(['RUNNING', 'PAUSED']);
  });

  test('in the clean-up of a replacement works although the record shows the new resource, at rest', async () => {
    const arn = declared('PAUSED', 'RESUME');
    const event = stack.event('Delete', { ServiceArn: arn, DesiredState: 'PAUSED', OnDelete: 'RESUME' }, arn);
    stack.record('UPDATE_COMPLETE');
    stack.simulator.maintenance(arn, 60);
    expect((await stack.provider.serve(event)).Status).toBe('SUCCESS');
    expect(truth(arn)?.status).toBe('RUNNING');
  });

  test('after a create that failed at once never reaches the handlers', async () => {
    const ServiceArn = stack.simulator.addService({ name: 'shop' });
    const response = await stack.create({ ServiceArn, DesiredState: 'SLEEPING', OnDelete: 'PAUSE' });
    expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: CREATE_FAILED_MARKER });
    const lines = stack.logLines.length;
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(stack.logLines).toHaveLength(lines);
    expect(truth(ServiceArn)?.status).toBe('RUNNING');
  });

  test('after a create that failed while it waited reaches them, and succeeds', async () => {
    const ServiceArn = stack.simulator.addService({ name: 'shop', status: 'PAUSED' });
    stack.simulator.faults.add({ operation: 'ResumeService', fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    const response = await stack.create({ ServiceArn, DesiredState: 'RUNNING' });
    expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: ServiceArn });
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(stack.logLines.at(-1)).toMatchObject({ requestType: 'Delete', decision: 'done' });
  });
});
