import { DeployedStack } from '../../demo/deployed-stack';
import { LocalCloud } from '../../demo/local-cloud';
import type { ServiceView } from '../simulator';

/** Deploying through a pause as a person does it: the stock CDK CLI on the demo's app, one deployment after the other. */

const IMAGES = 'public.ecr.aws/shop/shop';

let cloud: LocalCloud;
let stack: DeployedStack;

beforeAll(async () => {
  cloud = await LocalCloud.start(() => undefined);
  stack = new DeployedStack(cloud.emulator.clientConfig, 'Shop');
  expect(await cloud.cdk.run('bootstrap')).toMatchObject({ exitCode: 0 });
  expect(await deploy('1')).toBe(0);
});
afterAll(async () => cloud?.stop());

async function deploy(version: string, desiredState = 'PAUSED'): Promise<number> {
  return (await cloud.cdk.run('deploy', '-c', `desiredState=${desiredState}`, '-c', `image=${IMAGES}:${version}`)).exitCode;
}

function service(): ServiceView {
  return cloud.simulator.services()[0]!;
}

/** What somebody does in the console, or another tool. It is done at once. */
function byHand(type: 'PAUSE_SERVICE' | 'RESUME_SERVICE'): void {
  cloud.simulator.startForeign(service().arn, type, { seconds: 0 });
}

test('a paused service gets a new image, runs it as a new version, and is paused again', async () => {
  const { version } = service();
  expect(await deploy('2')).toBe(0);
  expect(service()).toMatchObject({ status: 'PAUSED', image: `${IMAGES}:2`, version: version + 1 });
});

test('a deployment without a change makes no call', async () => {
  const calls = cloud.simulator.calls.length;
  expect(await deploy('2')).toBe(0);
  expect(cloud.simulator.calls).toHaveLength(calls);
});

test('a new image whose update fails is rolled back, and the service paused again', async () => {
  cloud.simulator.faults.add({
    operation: 'UpdateService', fault: { kind: 'error', name: 'InvalidRequestException', status: 400, message: 'no such image' },
  });
  expect(await deploy('none')).not.toBe(0);
  expect(await stack.look()).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(await stack.newestFailure()).toContain('no such image');
  expect(service()).toMatchObject({ status: 'PAUSED', image: `${IMAGES}:2` });
});

test('an update that App Runner rolled back fails the stack, and the service is paused again', async () => {
  cloud.simulator.faults.add({ operation: 'UpdateService', fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } });
  expect(await deploy('broken')).not.toBe(0);
  expect(await stack.look()).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  const failure = await stack.newestFailure();
  expect(failure).toContain(`App Runner rolled the update of the service ${service().arn} back`);
  expect(failure).toMatch(/ then deploy again\. The functions log to \S*AppRunnerServiceStateProviderLogs\w+\.\s/);
  expect(service()).toMatchObject({ status: 'PAUSED', image: `${IMAGES}:2` });
});

describe('As found,', () => {
  test('a service that somebody has resumed gets a new image, and runs on without an operation of ours', async () => {
    byHand('RESUME_SERVICE');
    const before = service().operations.length;
    expect(await deploy('3', 'AS_FOUND')).toBe(0);
    expect(service()).toMatchObject({ status: 'RUNNING', image: `${IMAGES}:3` });
    expect(service().operations.slice(0, -before).map(({ type }) => type)).toEqual(['UPDATE_SERVICE']);
  });

  test('a service that somebody has paused gets a new image, and is paused again', async () => {
    byHand('PAUSE_SERVICE');
    expect(await deploy('4', 'AS_FOUND')).toBe(0);
    expect(service()).toMatchObject({ status: 'PAUSED', image: `${IMAGES}:4` });
  });

  test('a service that somebody has paused is paused again with its old image if the new one does not start', async () => {
    cloud.simulator.faults.add({ operation: 'UpdateService', fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } });
    expect(await deploy('broken', 'AS_FOUND')).not.toBe(0);
    expect(await stack.look()).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(service()).toMatchObject({ status: 'PAUSED', image: `${IMAGES}:4` });
  });
});
