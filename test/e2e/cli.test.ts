import { DeployedStack } from '../../demo/deployed-stack';
import { LocalCloud } from '../../demo/local-cloud';

/** The stock CDK CLI on the demo's app, as users call it. */

let cloud: LocalCloud;
let stack: DeployedStack;

beforeAll(async () => {
  cloud = await LocalCloud.start(() => undefined);
  stack = new DeployedStack(cloud.emulator.clientConfig, 'Shop');
  expect(await cloud.cdk.run('bootstrap')).toMatchObject({ exitCode: 0 });
});
afterAll(async () => cloud?.stop());

test('a service is created paused, its difference is readable, it is resumed, and destroyed', async () => {
  const created = await cloud.cdk.run('deploy', '-c', 'desiredState=PAUSED');
  expect(created).toMatchObject({ exitCode: 0 });
  expect(created.output).toContain('Shop.Status = PAUSED');
  const [service] = cloud.simulator.services();
  expect(service?.status).toBe('PAUSED');

  const { output: difference } = await cloud.cdk.run('diff', '-c', 'hours=Mon-Fri 08:00-18:00');
  expect(difference).toMatch(/Custom::AppRunnerServiceState .*State/);
  expect(difference).toMatch(/\[~\] DesiredState\s.*?\[-\] "PAUSED"\s+\[\+\] {\s+\[\+\] +"Hours": "Mon-Fri 08:00-18:00",\s+\[\+\] +"TimeZone": "Etc\/UTC"/s);
  expect(cloud.simulator.service(service!.arn)?.status).toBe('PAUSED');

  const resumed = await cloud.cdk.run('deploy', '-c', 'desiredState=RUNNING');
  expect(resumed).toMatchObject({ exitCode: 0 });
  expect(resumed.output).toContain('Shop.Status = RUNNING');
  expect(cloud.simulator.service(service!.arn)?.status).toBe('RUNNING');

  const again = await cloud.cdk.run('deploy', '-c', 'desiredState=RUNNING');
  expect(again).toMatchObject({ exitCode: 0 });
  expect(again.output).toContain('Shop (no changes)');

  expect(await cloud.cdk.run('destroy', '--force')).toMatchObject({ exitCode: 0 });
  expect(cloud.simulator.service(service!.arn)?.status).toBe('DELETED');
  expect(await stack.look()).toMatchObject({ status: 'gone' });
});
