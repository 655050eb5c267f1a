import { accessDenied } from '../cloud-formation-endpoint';
import { Deployment } from '../one-resource-stack';

const RESUME_FOR_UPDATE = 'Custom::AppRunnerResumeForUpdate';
const FOR_GOOD = Infinity;

async function inRollback(resourceType: string): Promise<Deployment> {
  const stack = await Deployment.open({ resourceType });
  stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
  return stack;
}

describe('ResumeForUpdate in a rollback, where it cannot work,', () => {
  let stack: Deployment;
  beforeEach(async () => {
    stack = await inRollback(RESUME_FOR_UPDATE);
    const physicalId = stack.simulator.addService({ name: 'shop', status: 'PAUSED' });
    stack.cloudFormation.records.set('Shop', { status: 'UPDATE_COMPLETE', physicalId, changedAt: stack.clock.now() });
    stack.adopt('State', { ServiceLogicalId: 'Shop', Fingerprint: 'new' });
    stack.simulator.faults.add({ operation: 'ResumeService', times: FOR_GOOD, fault: { kind: 'access-denied' } });
  });
  afterEach(async () => stack.close());

  const update = async (): Promise<string> => (await stack.update({ ServiceLogicalId: 'Shop', Fingerprint: 'old' })).Status;
  const OURS = [{ logicalId: 'State', status: 'UPDATE_IN_PROGRESS' }, { status: 'UPDATE_IN_PROGRESS' }];
  const TOUCHED = { logicalId: 'Shop', status: 'UPDATE_FAILED' };
  const REST = { status: 'UPDATE_COMPLETE' };

  test.each([1, 2, 3, 100])('ends well if CloudFormation has not touched the service since the stack was at rest, and logs why (%i events a page)', async (perPage) => {
    stack.cloudFormation.eventsPerPage = perPage;
    stack.cloudFormation.events = [...OURS, REST, TOUCHED];
    expect(await update()).toBe('SUCCESS');
    expect(stack.logLines.at(-1)).toMatchObject({
      decision: 'done', reason: expect.stringMatching(/^the rollback goes on, because it does not need this: The ServiceState functions may not call apprunner:ResumeService/) as string,
    });
  });

  test.each([1, 2, 3, 100])('fails if it has, so that it is asked again when the rollback is continued (%i events a page)', async (perPage) => {
    stack.cloudFormation.eventsPerPage = perPage;
    stack.cloudFormation.events = [...OURS, TOUCHED, REST];
    expect(await update()).toBe('FAILED');
  });

  test('fails if that is further back than the events that are read', async () => {
    stack.cloudFormation.eventsPerPage = 1;
    stack.cloudFormation.events = [...Array.from({ length: 100 }, () => OURS[0]), REST];
    expect(await update()).toBe('FAILED');
  });

  test.each([
    ['fails if it may not ask for that', 'DescribeStackEvents', 'FAILED'],
    ['fails if it may not ask whether the stack is rolled back', 'DescribeStacks', 'FAILED'],
    ['ends well if it may not even ask for the service', 'DescribeStackResource', 'SUCCESS'],
  ])('%s', async (_, operation, status) => {
    stack.cloudFormation.events = [...OURS, REST];
    stack.cloudFormation.refuse(operation, accessDenied(`cloudformation:${operation}`), FOR_GOOD);
    expect(await update()).toBe(status);
  });

  test('fails as ever where nothing is rolled back', async () => {
    stack.cloudFormation.stackStatus = 'UPDATE_IN_PROGRESS';
    stack.cloudFormation.events = [...OURS, REST];
    expect(await update()).toBe('FAILED');
  });
});

describe('State in a rollback, where it cannot work,', () => {
  test.each([
    ['ends well if only triggers and options are taken back', { Triggers: { build: '1' } }, 'SUCCESS'],
    ['ends well if only what ResumeForUpdate answered is', { ResumeRequestedAt: '2026-11-25T00:00:00.000Z', ResumeOperationId: '' }, 'SUCCESS'],
    ['ends well if the case of letters is', { DesiredState: 'paused' }, 'SUCCESS'],
    ['fails if the desired state is', { DesiredState: 'RUNNING' }, 'FAILED'],
    ['fails if the service is', { Fingerprint: 'old' }, 'FAILED'],
  ])('%s', async (_, old, status) => {
    const stack = await inRollback('Custom::AppRunnerServiceState');
    const ServiceArn = stack.simulator.addService({ name: 'shop' });
    const properties = { ServiceArn, DesiredState: 'PAUSED', Triggers: { build: '2' }, Fingerprint: 'new' };
    stack.adopt(ServiceArn, properties);
    stack.simulator.faults.add({ operation: 'DescribeService', times: FOR_GOOD, fault: { kind: 'access-denied' } });
    stack.cloudFormation.records.set('Shop', { status: 'UPDATE_COMPLETE', physicalId: ServiceArn, changedAt: stack.clock.now() });
    const back = { ...properties, ServiceLogicalId: 'Shop', ...old };
    stack.adopt(ServiceArn, { ...properties, ServiceLogicalId: 'Shop' });
    expect((await stack.update(back)).Status).toBe(status);
    await stack.close();
  });
});

describe('The time limit', () => {
  test.each([
    ['Custom::AppRunnerServiceState', 5, 5], ['Custom::AppRunnerServiceState', 9, 9],
    [RESUME_FOR_UPDATE, 5, 5], [RESUME_FOR_UPDATE, 9, 9],
  ] as const)('of a %s is that of its own Metadata: %i minutes', async (resourceType, timeout, minutes) => {
    const stack = await Deployment.open({ resourceType });
    const ServiceArn = stack.simulator.addService({ name: 'shop', status: 'PAUSED' });
    stack.cloudFormation.records.set('Shop', { status: 'UPDATE_COMPLETE', physicalId: ServiceArn, changedAt: stack.clock.now() });
    stack.metadata = { AppRunnerState: { TimeoutSeconds: timeout * 60 } };
    stack.simulator.faults.add({ operation: 'ResumeService', fault: { kind: 'operation-lasts', seconds: 100_000 } });
    const start = stack.clock.now();
    const { Status } = await stack.create({ ServiceArn, ServiceLogicalId: 'Shop', DesiredState: 'RUNNING', TimeoutSeconds: '1200' });
    expect(Status).toBe('FAILED');
    expect((stack.clock.now() - start) / 60_000).toBeCloseTo(minutes, 0);
    await stack.close();
  });
});
