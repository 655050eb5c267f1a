import { ParameterStack } from './declared-stack';
import { failuresOf, Scene } from './scene';

let scene: Scene;

beforeAll(async () => { scene = await Scene.open(); });
afterAll(async () => scene?.close());

test('a parameter toggles the service without a new template', async () => {
  const arn = scene.simulator.addService({ name: 'pipeline' });
  const stack = new ParameterStack('pipeline', arn);
  for (const value of ['PAUSED', 'RUNNING', 'PAUSED']) {
    const { outputs } = await scene.deploy(stack, { parameters: { DesiredState: value } });
    expect(scene.service(arn).status).toBe(value);
    expect(outputs.status).toBe(value);
  }
});

test.each([['paused', 'PAUSED'], [' Paused ', 'PAUSED'], ['running', 'RUNNING']])("the value '%s' is taken as %s", async (value, status) => {
  const name = `odd-${status}-${value.length}`;
  const arn = scene.simulator.addService({ name, status: status === 'PAUSED' ? 'RUNNING' : 'PAUSED' });
  const created = await scene.deploy(new ParameterStack(name, arn), { parameters: { DesiredState: value } });
  expect(created.status).toBe('CREATE_COMPLETE');
  expect(scene.service(arn).status).toBe(status);
});

test('a value that is neither fails the deployment and changes nothing', async () => {
  const arn = scene.simulator.addService({ name: 'typo' });
  await scene.deploy(new ParameterStack('typo', arn));
  const calls = scene.simulator.calls.filter(({ operation }) => operation !== 'DescribeService').length;
  const failed = await scene.deploy(new ParameterStack('typo', arn), { parameters: { DesiredState: 'STOPPED' } });
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failuresOf(failed)).toEqual([expect.stringContaining(
    "DesiredState must be RUNNING, PAUSED or AS_FOUND, but is 'STOPPED'. Correct the parameter or the value that it is made from, then deploy again.",
  )]);
  expect(scene.simulator.calls.filter(({ operation }) => operation !== 'DescribeService')).toHaveLength(calls);
  expect(scene.service(arn).status).toBe('RUNNING');
});

test('a value that is neither on the first deployment leaves no stack, and its rollback does not fail', async () => {
  const arn = scene.simulator.addService({ name: 'first-typo' });
  const failed = await scene.deploy(new ParameterStack('first-typo', arn), { parameters: { DesiredState: 'off' } });
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  expect(failuresOf(failed)).toEqual([expect.stringContaining("but is 'off'")]);
});
