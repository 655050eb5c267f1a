import * as path from 'node:path';
import { CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { declare, DeclaredStack, serviceWith } from './declared-stack';
import { newApp } from './new-app';
import { failuresOf, Scene } from './scene';
import { DesiredState, OnDelete, ServiceReference, ServiceState } from '../../src';

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({
    authorization: true,
    // A right counts as missing, and not as one that has not spread yet, after two minutes.
    lambdaEnvironment: { NODE_OPTIONS: `--require=${path.join(__dirname, 'three-minutes-later.js')}` },
  });
}, 120_000);
afterAll(async () => scene?.close());

interface Statement { readonly Action: string | readonly string[]; readonly Effect: string; readonly Resource: unknown }

/** As if somebody had taken the right to one action out of the policies. */
function without(action: string, stack: Stack): Stack {
  let taken = 0;
  for (const policy of stack.node.findAll().filter((child) => child instanceof CfnManagedPolicy)) {
    const { Statement: statements } = stack.resolve(policy.policyDocument) as { Statement: Statement[] };
    policy.addPropertyOverride('PolicyDocument.Statement', statements.map((statement) => {
      const actions = [statement.Action].flat();
      taken += actions.filter((name) => name === action).length;
      return { ...statement, Action: actions.filter((name) => name !== action) };
    }));
  }
  if (taken === 0) throw new Error(`No policy allows ${action}.`);
  return stack;
}

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

test.each([
  ['apprunner:DescribeService', 'RUNNING'],
  ['apprunner:PauseService', 'RUNNING'],
  ['apprunner:ListOperations', 'PAUSED'],
  ['cloudformation:DescribeStackResource', 'RUNNING'],
])('without %s a pause fails, naming it', async (action, status) => {
  const name = `without-${action.replace(/[^A-Z]/g, '')}`; // short: see three-minutes-later.js
  const arn = scene.simulator.addService({ name });
  const failed = await scene.deploy(without(action, new DeclaredStack(name, { serviceArn: arn })));
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  expect(failuresOf(failed)).toEqual([expect.stringContaining(`The ServiceState functions may not call ${action} on `)]);
  expect(failuresOf(failed)[0]).toContain(
    'Allow it in the role of the ServiceStateProvider; look also at permissions boundaries and service control policies. Then deploy again.',
  );
  expect(scene.service(arn).status).toBe(status);
});

test('without apprunner:ResumeService a resume fails, naming it', async () => {
  const arn = scene.simulator.addService({ name: 'asleep', status: 'PAUSED' });
  const failed = await scene.deploy(without('apprunner:ResumeService', new DeclaredStack('asleep', { serviceArn: arn, desiredState: DesiredState.RUNNING })));
  expect(failuresOf(failed)).toEqual([expect.stringContaining(`The ServiceState functions may not call apprunner:ResumeService on ${arn}: `)]);
  expect(scene.service(arn).status).toBe('PAUSED');
});

test('without cloudformation:DescribeStacks an update of the service fails, naming it', async () => {
  const action = 'cloudformation:DescribeStacks';
  await scene.deploy(without(action, new DeclaredStack('blind')));
  const failed = await scene.deploy(without(action, new DeclaredStack('blind', { image: '2' })));
  expect(failuresOf(failed)[0]).toContain(`The ServiceState functions may not call ${action} on `);
});
