import * as path from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { CLOSED, DeclaredStack } from './declared-stack';
import { failuresOf, Scene } from './scene';
import { DesiredState, OnDrift } from '../../src';

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({
    authorization: true,
    // A right counts as missing, and not as one that has not spread yet, after two minutes.
    lambdaEnvironment: { NODE_OPTIONS: `--require=${path.join(__dirname, 'minutes-as-seconds.js')}`, CLOCK_ORIGIN: String(Date.now()) },
  });
});
afterAll(async () => scene?.close());

interface Statement { readonly Action: string | readonly string[]; readonly Effect: string; readonly Resource: unknown }

/** The policies without the right to one action. */
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

test.each([
  ['apprunner:DescribeService', 'RUNNING'],
  ['apprunner:PauseService', 'RUNNING'],
  ['apprunner:ListOperations', 'PAUSED'],
  ['cloudformation:DescribeStackResource', 'RUNNING'],
])('without %s a pause fails, naming it', async (action, status) => {
  const name = `without-${action.replace(/[^A-Z]/g, '')}`; // short: see minutes-as-seconds.js
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

test.each([
  ['apprunner:PauseService', DesiredState.PAUSED, 'RESUME_SERVICE'],
  ['apprunner:ResumeService', DesiredState.RUNNING, 'PAUSE_SERVICE'],
] as const)('without %s a tick cannot put a service right, and names it', async (action, desiredState, byHand) => {
  const name = `drift${byHand[0]}`;
  const arn = scene.simulator.addService({ name, status: desiredState === DesiredState.PAUSED ? 'PAUSED' : 'RUNNING' });
  await scene.deploy(without(action, new DeclaredStack(name, { serviceArn: arn, desiredState, onDrift: OnDrift.CORRECT })));
  scene.changeByHand(arn, byHand);
  expect(await scene.tick(name)).toMatchObject([{ decision: 'failed', Failed: 1, reason: expect.stringContaining(mayNot(action)) }]);
});

test('without a right that a tick needs to look or to deploy, its log names it', async () => {
  const arn = scene.simulator.addService({ name: 'ticks' });
  const stackOf = (): DeclaredStack => new DeclaredStack('ticks', { serviceArn: arn, desiredState: CLOSED, deployAfterResume: true });
  await scene.deploy(stackOf());
  for (const action of [
    'apprunner:DescribeService', 'apprunner:ListOperations', 'cloudformation:DescribeStackEvents', 'apprunner:StartDeployment', 'cloudformation:DescribeStacks',
  ]) {
    await scene.deploy(without(action, stackOf()));
    if (scene.service(arn).status === 'RUNNING') scene.changeByHand(arn, 'PAUSE_SERVICE');
    scene.changeByHand(arn, 'RESUME_SERVICE'); // after the deployment, so that it is held
    expect(await scene.logOfTick('ticks')).toContain(mayNot(action));
  }
});

function mayNot(action: string): string {
  return `The reconcile function may not call ${action} on `;
}
