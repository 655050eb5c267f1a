import { CustomResourceStack, type CustomResourceStackProps } from './custom-resource-stack';
import { Emulator } from '../../emulator/emulator';
import { newApp } from '../e2e/new-app';
import { StackHarness, type StackResult } from '../e2e/stack-harness';
import { AppRunnerSimulator, SystemClock } from '../simulator';

let simulator: AppRunnerSimulator;
let emulator: Emulator;
let stacks: StackHarness;
let serviceArn: string;

beforeAll(async () => {
  simulator = new AppRunnerSimulator({ clock: new SystemClock(), accountId: '000000000000' });
  serviceArn = simulator.addService({ name: 'web' });
  emulator = await Emulator.start({ simulatorUrl: await simulator.listen(), authorization: true });
  stacks = new StackHarness(emulator);
});

afterAll(async () => {
  await emulator?.stop();
  await simulator?.close();
});

async function deploy(name: string, props: CustomResourceStackProps): Promise<StackResult> {
  return stacks.deploy(new CustomResourceStack(newApp(), name, { serviceArn, ...props }));
}

test.each(['inline', 'policy', 'managed-policy', 'role-policy'] as const)('a right to the service by %s is honoured', async (grant) => {
  const { status, outputs } = await deploy(`granted-by-${grant}`, { grant });
  expect(status).toBe('CREATE_COMPLETE');
  expect(outputs.Service).toBe('RUNNING');
  // The role may describe its own stack, by its ARN.
  expect(outputs.StackStatus).toBe('CREATE_IN_PROGRESS');
});

test.each([undefined, 'another-service'] as const)('without the right (%s), App Runner is not reached', async (grant) => {
  const before = simulator.calls.length;
  const { outputs } = await deploy(`denied-${grant ?? 'nothing'}`, { grant });
  expect(outputs.Service).toContain('AccessDenied');
  expect(outputs.Service).toContain('apprunner:DescribeService');
  expect(simulator.calls).toHaveLength(before);
});

test('a managed policy whose description changes is replaced, the old one deleted in the clean-up', async () => {
  await deploy('described', { grant: 'managed-policy', policyDescription: 'one' });
  const updated = await deploy('described', { grant: 'managed-policy', policyDescription: 'two', value: '2' });
  expect(updated.status).toBe('UPDATE_COMPLETE');
  const events = updated.events.filter(({ type }) => type === 'AWS::IAM::ManagedPolicy');
  expect(events.map(({ status }) => status)).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
  expect(events[1]!.physicalId).not.toBe(events[3]!.physicalId);
  expect(updated.outputs.Service).toBe('RUNNING');
});

test('a role policy follows its document, and takes its right with it when it goes', async () => {
  await deploy('role-policy', { grant: 'role-policy' });
  const elsewhere = await deploy('role-policy', { grant: 'role-policy', serviceArn: serviceArn.replace('web', 'other'), value: '2' });
  expect(elsewhere.status).toBe('UPDATE_COMPLETE');
  expect(elsewhere.outputs.Service).not.toContain('AccessDenied');

  const back = await deploy('role-policy', { grant: undefined, value: '3' });
  expect(back.events.filter(({ type }) => type === 'AWS::IAM::RolePolicy').map(({ status }) => status)).toEqual(
    ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE'],
  );
  const without = await deploy('role-policy', { grant: undefined, value: '4' });
  expect(without.outputs.Service).toContain('AccessDenied');
});
