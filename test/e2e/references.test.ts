import { CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DeclaredStack, declare, serviceWith } from './declared-stack';
import { newApp } from './new-app';
import { Scene } from './scene';
import { DesiredState, ServiceReference, ServiceState } from '../../src';

let scene: Scene;

beforeAll(async () => { scene = await Scene.open(); });
afterAll(async () => scene?.close());

const { RUNNING, PAUSED } = DesiredState;

test('two services of one stack have a state each', async () => {
  function pair(first: DesiredState, second: DesiredState): Stack {
    const stack = new Stack(newApp(), 'pair');
    for (const [id, desiredState] of Object.entries({ First: first, Second: second })) {
      const service = serviceWith(stack, '1', `${id}Service`);
      new ServiceState(stack, `${id}State`, { service, desiredState });
      new CfnOutput(stack, id, { value: service.attrServiceArn });
    }
    return stack;
  }
  const { outputs } = await scene.deploy(pair(PAUSED, RUNNING));
  const statuses = (): string[] => [scene.service(outputs.First).status, scene.service(outputs.Second).status];
  expect(statuses()).toEqual(['PAUSED', 'RUNNING']);

  const untouched = scene.service(outputs.First).operations;
  const swapped = await scene.deploy(pair(PAUSED, PAUSED));
  expect(swapped.status).toBe('UPDATE_COMPLETE');
  expect(statuses()).toEqual(['PAUSED', 'PAUSED']);
  expect(scene.service(outputs.First).operations).toEqual(untouched);
});

test('a service of another Region is paused there', async () => {
  const arn = scene.simulator.addService({ name: 'far', region: 'eu-west-1' });
  const calls = scene.simulator.calls.length;
  const created = await scene.deploy(new DeclaredStack('far', { serviceArn: arn }));
  expect(created.status).toBe('CREATE_COMPLETE');
  expect(scene.service(arn).status).toBe('PAUSED');
  const regions = new Set(scene.simulator.calls.slice(calls).map(({ region }) => region));
  expect([...regions]).toEqual(['eu-west-1']);
});

test('a service inside a higher-level construct is declared like any other', async () => {
  const stack = new Stack(newApp(), 'wrapped');
  const wrapper = new Construct(stack, 'Wrapper');
  const inner = serviceWith(wrapper);
  declare(stack, ServiceReference.fromConstruct(wrapper));
  new CfnOutput(stack, 'Arn', { value: inner.attrServiceArn });
  const { outputs } = await scene.deploy(stack);
  expect(scene.service(outputs.Arn).status).toBe('PAUSED');
});

describe('in a nested stack', () => {
  function parent(image: string, desiredState: DesiredState): Stack {
    const stack = new Stack(newApp(), 'parent');
    const nested = new NestedStack(stack, 'Nested');
    const service = serviceWith(nested, image);
    declare(nested, service, { desiredState });
    new CfnOutput(stack, 'Arn', { value: service.attrServiceArn });
    return stack;
  }

  test('a service is paused, updated through its pause, resumed, and deleted with its parent', async () => {
    const created = await scene.deploy(parent('1', PAUSED));
    expect(created.status).toBe('CREATE_COMPLETE');
    const arn = created.outputs.Arn;
    expect(scene.service(arn).status).toBe('PAUSED');

    const updated = await scene.deploy(parent('2', PAUSED));
    expect(updated.status).toBe('UPDATE_COMPLETE');
    expect(scene.service(arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:2' });

    const resumed = await scene.deploy(parent('2', RUNNING));
    expect(resumed.status).toBe('UPDATE_COMPLETE');
    expect(scene.service(arn).status).toBe('RUNNING');

    expect((await scene.destroy('parent')).status).toBe('DELETE_COMPLETE');
    expect(scene.service(arn).status).toBe('DELETED');
  });
});
