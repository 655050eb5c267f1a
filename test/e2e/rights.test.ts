import { setTimeout as delay } from 'node:timers/promises';
import { CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { CLOSED, declare, DeclaredStack, serviceWith } from './declared-stack';
import { newApp } from './new-app';
import { failuresOf, Scene } from './scene';
import { DesiredState, OnDelete, OnDrift, ServiceReference, ServiceState } from '../../src';

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({ authorization: true });
});
afterAll(async () => scene?.close());

interface Statement { readonly Action: string | readonly string[]; readonly Effect: string; readonly Resource: unknown }

test('the rights suffice to pause, to resume and to clean up', async () => {
  const arn = scene.simulator.addService({ name: 'allowed' });
  expect((await scene.deploy(new DeclaredStack('allowed', { serviceArn: arn }))).status).toBe('CREATE_COMPLETE');
  expect(scene.service(arn).status).toBe('PAUSED');
  expect((await scene.deploy(new DeclaredStack('allowed', { serviceArn: arn, desiredState: DesiredState.RUNNING }))).status).toBe('UPDATE_COMPLETE');
  expect(scene.service(arn).status).toBe('RUNNING');
  expect((await scene.destroy('allowed')).status).toBe('DELETE_COMPLETE');
});

test('the rights suffice to deploy through a pause', async () => {
  const { outputs } = await scene.deploy(new DeclaredStack('through'));
  expect(scene.service(outputs.Arn).status).toBe('PAUSED');
  expect((await scene.deploy(new DeclaredStack('through', { image: '2' }))).status).toBe('UPDATE_COMPLETE');
  expect(scene.service(outputs.Arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:2' });
  expect((await scene.destroy('through')).status).toBe('DELETE_COMPLETE');
});

test('the rights suffice to put a service back as it was found, in the clean-up of a rollback too', async () => {
  const { outputs: { Arn = '' } } = await scene.deploy(new DeclaredStack('found', { desiredState: DesiredState.AS_FOUND }));
  scene.changeByHand(Arn, 'PAUSE_SERVICE');
  expect((await scene.deploy(new DeclaredStack('found', { desiredState: DesiredState.AS_FOUND, image: '2' }))).status).toBe('UPDATE_COMPLETE');
  expect(scene.service(Arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:2' });
  scene.simulator.faults.add({ operation: 'UpdateService', serviceArn: Arn, fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } });
  expect((await scene.deploy(new DeclaredStack('found', { desiredState: DesiredState.AS_FOUND, image: 'broken' }))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(scene.service(Arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:2' });
});

test('the rights suffice for ticks: to ask who has resumed a service and when the stack was deployed, to deploy after that, and to pause', async () => {
  const arn = scene.simulator.addService({ name: 'ticks' });
  const stackOf = (onDrift: OnDrift): Stack => new DeclaredStack('ticks', { serviceArn: arn, desiredState: CLOSED, onDrift, deployAfterResume: true });
  await scene.deploy(stackOf(OnDrift.TOLERATE));
  scene.changeByHand(arn, 'RESUME_SERVICE');
  const decisions: unknown[] = [];
  const tick = async (): Promise<void> => {
    decisions.push(...(await scene.tick('ticks')).map(({ decision }) => decision));
    while (scene.service(arn).status === 'OPERATION_IN_PROGRESS') await delay(50);
  };
  await tick();
  await tick();
  await scene.deploy(stackOf(OnDrift.CORRECT));
  await tick();
  expect(decisions).toEqual(['deploy', 'held', 'pause']);
  expect(scene.service(arn).status).toBe('PAUSED');
});

test('the right on a service whose name holds a parameter suffices, also after it was renamed by another value', async () => {
  const stackOf = (tag: string): Stack => {
    const stack = new Stack(newApp(), 'named');
    const service = serviceWith(stack, tag);
    declare(stack, service);
    service.serviceName = `named-${new CfnParameter(stack, 'Environment', { default: 'test' }).valueAsString}`;
    new CfnOutput(stack, 'Arn', { value: service.attrServiceArn });
    return stack;
  };
  const { outputs } = await scene.deploy(stackOf('1'));
  expect(scene.service(outputs.Arn).status).toBe('PAUSED');
  expect((await scene.deploy(stackOf('2'))).status).toBe('UPDATE_COMPLETE');
  expect(scene.service(outputs.Arn)).toMatchObject({ status: 'PAUSED', image: 'public.ecr.aws/shop/shop:2' });
  const renamed = await scene.deploy(stackOf('3'), { parameters: { Environment: 'prod' } });
  expect(renamed.status).toBe('UPDATE_COMPLETE');
  expect(failuresOf(renamed)).toEqual([]);
  expect(scene.service(renamed.outputs.Arn)).toMatchObject({ name: 'named-prod', status: 'PAUSED', image: 'public.ecr.aws/shop/shop:3' });
});

test('a declaration that is removed while others stay has its right until the clean-up', async () => {
  const arns = ['stays', 'goes'].map((name) => scene.simulator.addService({ name }));
  const stackOf = (declared: string[]): Stack => {
    const stack = new Stack(newApp(), 'fewer');
    declared.forEach((arn, n) => new ServiceState(stack, `State${n}`, {
      service: ServiceReference.fromServiceArn(stack, `Imported${n}`, arn), desiredState: DesiredState.PAUSED, onDelete: OnDelete.RESUME,
    }));
    return stack;
  };
  expect((await scene.deploy(stackOf(arns))).status).toBe('CREATE_COMPLETE');
  const fewer = await scene.deploy(stackOf(arns.slice(0, 1)));
  expect(fewer.status).toBe('UPDATE_COMPLETE');
  expect(failuresOf(fewer)).toEqual([]);
  expect(arns.map((arn) => scene.service(arn).status)).toEqual(['PAUSED', 'RUNNING']);
});

test('the rights name the one service and the own stack, without a wildcard', () => {
  const arn = scene.simulator.addService({ name: 'narrow' });
  const stack = new DeclaredStack('narrow', { serviceArn: arn });
  const policies = stack.node.findAll().filter((child) => child instanceof CfnManagedPolicy);
  const resources = policies.flatMap((policy) => (stack.resolve(policy.policyDocument) as { Statement: Statement[] }).Statement)
    .flatMap(({ Resource: resource }) => resource);
  expect(resources).toEqual([{ Ref: 'AWS::StackId' }, arn]);
});
