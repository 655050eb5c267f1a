import { THROTTLED, accessDenied } from '../cloud-formation-endpoint';
import { Deployment } from '../one-resource-stack';

const RESTORE = 'Custom::AppRunnerRestore';
const RESUME_FOR_UPDATE = 'Custom::AppRunnerResumeForUpdate';
const FOR_GOOD = Infinity;

const OLD = { ServiceLogicalId: 'Shop', StateLogicalId: 'ShopState', Fingerprint: 'old', DesiredState: 'PAUSED' };
const NEW = { ...OLD, Fingerprint: 'new' };

describe('The id of Restore', () => {
  let stack: Deployment;
  beforeEach(async () => {
    stack = await Deployment.open({ resourceType: RESTORE });
    stack.cloudFormation.stackStatus = 'UPDATE_IN_PROGRESS';
    await stack.create(OLD);
    stack.cloudFormation.calls.length = 0;
  });
  afterEach(async () => stack.close());

  const idAfter = async (properties: object): Promise<string> => (await stack.update({ ...properties })).PhysicalResourceId;

  test.each(['the stack', 'the deployment'] as const)('stays where rollback is disabled by %s, because CloudFormation may refuse to replace it', async place => {
    const before = await idAfter(NEW);
    stack.cloudFormation.rollbackDisabledIn = place;
    expect(await idAfter(OLD)).toBe(before);
  });

  test('changes where rollback is enabled, so that its Delete follows', async () => {
    const before = await idAfter(NEW);
    expect(await idAfter(OLD)).not.toBe(before);
  });

  test.each(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'])('changes also on the way back to the properties that it was made from (%s)', async status => {
    stack.cloudFormation.rollbackDisabledIn = 'the deployment';
    const kept = await idAfter(NEW);
    stack.cloudFormation.rollbackDisabledIn = 'nowhere';
    stack.cloudFormation.stackStatus = status;
    expect(await idAfter(OLD)).not.toBe(kept);
  });

  test('is asked for in one call, for an Update only', async () => {
    await idAfter(NEW);
    expect(stack.cloudFormation.calls).toEqual(['DescribeStacks']);
    await stack.create(OLD);
    expect(stack.cloudFormation.calls).toEqual(['DescribeStacks']);
  });

  test('stays, too, if CloudFormation is throttled at first', async () => {
    const before = await idAfter(NEW);
    stack.cloudFormation.rollbackDisabledIn = 'the stack';
    stack.cloudFormation.refuse('DescribeStacks', THROTTLED, 3);
    expect(await idAfter(OLD)).toBe(before);
  });

  test('changes, and the request succeeds, without the right to DescribeStacks', async () => {
    const before = await idAfter(NEW);
    stack.cloudFormation.refuse('DescribeStacks', accessDenied('cloudformation:DescribeStacks'), FOR_GOOD);
    expect(await stack.update(OLD)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: expect.not.stringMatching(`^${before}$`) as string });
  });
});

describe('ResumeForUpdate', () => {
  let stack: Deployment;
  beforeEach(async () => { stack = await Deployment.open({ resourceType: RESUME_FOR_UPDATE }); });
  afterEach(async () => stack.close());

  test('answers with what State refers to, also when there is nothing to do', async () => {
    expect((await stack.create(OLD)).Data).toEqual({ OperationId: '', RequestedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string });
  });

  test('names the operation that it started, and a time that no other request has', async () => {
    const physicalId = stack.simulator.addService({ name: 'shop', status: 'PAUSED' });
    stack.cloudFormation.records.set('Shop', { status: 'UPDATE_COMPLETE', physicalId, changedAt: stack.clock.now() });
    const { Data: first } = await stack.create(OLD);
    stack.clock.advance(1);
    const { Data: second } = await stack.update(NEW);
    expect(first).toMatchObject({ OperationId: stack.simulator.service(physicalId)?.operations[0].id });
    expect(second).toMatchObject({ OperationId: '' });
    expect(second?.RequestedAt).not.toBe(first?.RequestedAt);
  });
});
