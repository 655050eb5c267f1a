import { LOGS, reasonOf } from './texts/shop';
import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import { Deployment } from '../one-resource-stack';
import type { Properties } from '../one-resource-stack';

const WANTED = { DesiredState: 'RUNNING', DeployAfterResume: 'true' };

describe('What was pushed while a service was paused', () => {
  let stack: Deployment;
  let ServiceArn: string;
  afterEach(async () => stack.close());

  async function start(status: 'RUNNING' | 'PAUSED'): Promise<void> {
    stack = await Deployment.open();
    stack.cloudFormation.stackStatus = 'UPDATE_IN_PROGRESS';
    ServiceArn = stack.simulator.addService({ name: 'shop', status });
    stack.adopt(ServiceArn, { ServiceArn, ...WANTED, DesiredState: status });
  }
  const update = async (properties: Properties = {}) => stack.update({ ServiceArn, ...WANTED, Triggers: { build: '2' }, ...properties });
  /** Newest first. */
  const operations = () => stack.simulator.service(ServiceArn)?.operations.map(({ type }) => type);
  const calls = (operation: string) => stack.simulator.calls.filter(call => call.operation === operation);

  test('is deployed when State has resumed the service, and the deployment is waited for', async () => {
    await start('PAUSED');
    const response = await update();
    const [deployment, resume] = stack.simulator.service(ServiceArn)?.operations ?? [];
    expect([resume, deployment]).toMatchObject([{ type: 'RESUME_SERVICE', status: 'SUCCEEDED' }, { type: 'START_DEPLOYMENT', status: 'SUCCEEDED' }]);
    expect(response).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'RUNNING', OperationId: deployment.id } });
    expect(stack.simulator.service(ServiceArn)).toMatchObject({ status: 'RUNNING', version: 2 });
  });

  test('is deployed when ResumeForUpdate has, and CloudFormation then has not updated the service', async () => {
    await start('PAUSED');
    stack.simulator.startForeign(ServiceArn, 'RESUME_SERVICE');
    stack.clock.advance(120);
    expect(await update()).toMatchObject({ Status: 'SUCCESS', Data: { OperationId: stack.simulator.service(ServiceArn)?.operations[0].id } });
    expect(operations()).toEqual(['START_DEPLOYMENT', 'RESUME_SERVICE']);
    expect(calls('StartDeployment')).toHaveLength(1);
  });

  test('is deployed by the update of CloudFormation, where there was one', async () => {
    await start('PAUSED');
    stack.simulator.startForeign(ServiceArn, 'RESUME_SERVICE');
    stack.clock.advance(120);
    stack.simulator.startForeign(ServiceArn, 'UPDATE_SERVICE');
    stack.clock.advance(600);
    expect((await update()).Status).toBe('SUCCESS');
    expect(operations()).toEqual(['UPDATE_SERVICE', 'RESUME_SERVICE']);
  });

  test('is nothing where the service ran all along, which costs one look at its operations', async () => {
    await start('RUNNING');
    expect(await update()).toMatchObject({ Status: 'SUCCESS', Data: { OperationId: '' } });
    expect(stack.simulator.calls.map(({ operation }) => operation)).toEqual(['DescribeService', 'ListOperations']);
  });

  test.each<[string, Properties]>([
    ['where that is not declared', { DeployAfterResume: 'false' }],
    ['of an old template, which does not know of it', { DeployAfterResume: undefined }],
  ])('is not deployed %s', async (_, properties) => {
    await start('PAUSED');
    expect((await update(properties)).Status).toBe('SUCCESS');
    expect(operations()).toEqual(['RESUME_SERVICE']);
  });

  test('is not deployed while the service is declared PAUSED', async () => {
    await start('RUNNING');
    expect((await update({ DesiredState: 'PAUSED' })).Status).toBe('SUCCESS');
    expect(operations()).toEqual(['PAUSE_SERVICE']);
  });

  test('is not deployed in a rollback, which goes back to what ran before', async () => {
    await start('PAUSED');
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect((await update()).Status).toBe('SUCCESS');
    expect(operations()).toEqual(['RESUME_SERVICE']);
  });

  test.each(['FAILED', 'ROLLBACK_SUCCEEDED'] as const)('fails State, word for word, where its deployment ends %s', async (outcome) => {
    await start('PAUSED');
    stack.simulator.faults.add({ operation: 'StartDeployment', fault: { kind: 'operation-ends', outcome } });
    const response = await update();
    const [{ id }] = stack.simulator.service(ServiceArn)?.operations ?? [];
    expect(response.Status).toBe('FAILED');
    expect(reasonOf(response)).toBe(
      `The App Runner service ${ServiceArn} was resumed, but what was pushed while it was paused could not be deployed: operation ${id} (START_DEPLOYMENT) ended ${outcome}, `
      + `so the service runs the version from before the pause. The reason is in CloudWatch log group /aws/apprunner/shop/${ServiceArn.split('/')[2]}/service. `
      + `Correct it, then deploy again.${LOGS}`);
    expect(calls('StartDeployment')).toHaveLength(1);
  });

  test('is deployed again by the next stack operation after that', async () => {
    await start('PAUSED');
    stack.simulator.faults.add({ operation: 'StartDeployment', fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    await update();
    stack.clock.advance(60);
    expect((await update({ Triggers: { build: '3' } })).Status).toBe('SUCCESS');
    expect(operations()).toEqual(['START_DEPLOYMENT', 'START_DEPLOYMENT', 'RESUME_SERVICE']);
  });

  test.each(['drop-after', 'no-operation-id'] as const)('is deployed once, although the answer to that was lost (%s)', async (kind) => {
    await start('PAUSED');
    stack.simulator.faults.add({ operation: 'StartDeployment', fault: { kind } });
    expect((await update()).Status).toBe('SUCCESS');
    expect(operations()).toEqual(['START_DEPLOYMENT', 'RESUME_SERVICE']);
  });

  test('needs a right, which the user reads of', async () => {
    await start('PAUSED');
    stack.simulator.faults.add({ operation: 'StartDeployment', times: Infinity, fault: { kind: 'access-denied' } });
    expect((await update()).Reason).toMatch(/^The ServiceState functions may not call apprunner:StartDeployment on arn:/);
  });

  test('is not deployed by a request that has been superseded', async () => {
    await start('PAUSED');
    const event = stack.updateInProgress({ ServiceArn, ...WANTED });
    const poll = { ...event, ...await onEvent(event, stack.dependencies) };
    stack.clock.advance(120);
    stack.record('UPDATE_IN_PROGRESS');
    expect(await isComplete(poll, stack.dependencies)).toEqual({ IsComplete: false });
    expect(operations()).toEqual(['RESUME_SERVICE']);
  });

  test('is waited for before CloudFormation may delete the service', async () => {
    await start('RUNNING');
    stack.simulator.startForeign(ServiceArn, 'START_DEPLOYMENT');
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(stack.simulator.service(ServiceArn)?.status).toBe('RUNNING');
  });
});
