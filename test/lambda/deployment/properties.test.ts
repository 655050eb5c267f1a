import { Deployment } from '../one-resource-stack';

describe('A request', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    ServiceArn = stack.simulator.addService({ name: 'shop' });
  });
  afterEach(async () => stack.close());
  const status = () => stack.simulator.service(ServiceArn)?.status;

  it.each(['PAUSED', 'paused', 'Paused', '  PAUSED ', 'pAuSeD\n'])('may spell its desired state %j', async (DesiredState) => {
    expect((await stack.create({ ServiceArn, DesiredState })).Status).toBe('SUCCESS');
    expect(status()).toBe('PAUSED');
  });

  it.each(['', 'PAUSE', 'STOPPED', 'RUNNING,PAUSED', undefined, 5, ['PAUSED'], { State: 'PAUSED' }])(
    'with the desired state %j fails before anything is called', async (DesiredState) => {
      expect((await stack.create({ ServiceArn, DesiredState })).Status).toBe('FAILED');
      expect([...stack.simulator.calls, ...stack.cloudFormation.calls]).toEqual([]);
    });

  it.each([
    undefined, '', 'shop', 'arn:aws:apprunner:us-east-1:123456789012:service/shop', 'arn:aws:ecs:us-east-1:123456789012:service/shop/0a1b',
    'arn:aws:apprunner::123456789012:service/shop/0a1b', 'arn:aws:apprunner:us-east-1:123456789012:connection/shop/0a1b',
    'arn:aws:apprunner:us-east-1:123456789012:service/shop/0a1b/extra', `arn:aws:apprunner:us-east-1:123456789012:service/shop/${'0'.repeat(1000)}`,
  ])('with the ARN %j fails before anything is called', async (arn) => {
    const response = await stack.create({ ServiceArn: arn, DesiredState: 'PAUSED' });
    expect(response.Status).toBe('FAILED');
    expect([...stack.simulator.calls, ...stack.cloudFormation.calls]).toEqual([]);
  });

  it.each(['Custom::AppRunnerRestart', 'AWS::CloudFormation::CustomResource', 'toString', ''].flatMap(type => (['create', 'delete'] as const).map(request => ({ type, request }))))(
    'to $request a resource of the type "$type" fails before anything is called, and is not taken for a ServiceState', async ({ type, request }) => {
      await stack.close();
      stack = await Deployment.open({ resourceType: type });
      const service = stack.simulator.addService({ name: 'shop' });
      const properties = { ServiceArn: service, DesiredState: 'PAUSED', OnDelete: 'PAUSE' };
      const response = await (request === 'create' ? stack.create(properties) : stack.delete(service, properties));
      expect(response.Status).toBe('FAILED');
      expect(response.Reason).toContain(`but were asked for '${type}'. Use the constructs of cdk-apprunner-state`);
      expect([...stack.simulator.calls, ...stack.cloudFormation.calls]).toEqual([]);
    });

  test('may have the oldest shape there is: ARN and desired state only', async () => {
    expect((await stack.create({ ServiceArn, DesiredState: 'PAUSED' })).Status).toBe('SUCCESS');
    expect((await stack.update({ ServiceArn, DesiredState: 'RUNNING' })).Status).toBe('SUCCESS');
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(status()).toBe('RUNNING');
  });

  test('may have properties of a version to come', async () => {
    const properties = { ServiceArn, DesiredState: 'PAUSED', Schedule: { cron: '0 20 * * *' }, Retries: '7', Notify: ['a', 'b'], Nothing: null };
    expect((await stack.create(properties)).Status).toBe('SUCCESS');
    expect(status()).toBe('PAUSED');
  });

  it.each<[unknown, number]>([
    ['120', 120], [120, 120], ['60', 60], [undefined, 1200], ['', 1200], ['soon', 1200], ['0', 1200],
  ])('with TimeoutSeconds %j has %i seconds', async (TimeoutSeconds, seconds) => {
    stack.simulator.maintenance(ServiceArn, 10_000);
    const start = stack.clock.now();
    expect((await stack.create({ ServiceArn, DesiredState: 'PAUSED', TimeoutSeconds })).Status).toBe('FAILED');
    expect((stack.clock.now() - start) / 1000).toBe(seconds);
  });

  test('that went through the roll-back of CloudFormation asserts the old state again', async () => {
    await stack.create({ ServiceArn, DesiredState: 'RUNNING' });
    await stack.update({ ServiceArn, DesiredState: 'PAUSED' });
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect((await stack.update({ ServiceArn, DesiredState: 'RUNNING' })).Status).toBe('SUCCESS');
    expect(status()).toBe('RUNNING');
  });
});
