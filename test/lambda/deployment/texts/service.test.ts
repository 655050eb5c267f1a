import { LOGS, openWithShop, reasonOf } from './shop';
import { parseServiceArn } from '../../../../lambda/deployment/service-arn';
import { unknownOperationStatus } from '../../../../lambda/deployment/texts';
import type { Fault } from '../../../simulator';
import { Deployment, LOGICAL_ID, Properties } from '../../one-resource-stack';

const FIRST_OPERATION = '00000000-0000-4000-8000-000000000001';

describe('The error text, word for word, when', () => {
  let stack: Deployment;
  let arn: string;
  let id: string;
  afterEach(async () => stack.close());

  const start = async (...given: Parameters<typeof openWithShop>) => { ({ stack, arn, id } = await openWithShop(...given)); };
  const fault = (operation: string, which: Fault, times: number = Infinity) => stack.simulator.faults.add({ operation, fault: which, times });
  const reasonFor = async (properties: Properties) => reasonOf(await stack.create({ ServiceArn: arn, DesiredState: 'PAUSED', ...properties }));

  test('the service is not there', async () => {
    await start();
    stack.simulator.removeBehindOurBack(arn);
    expect(await reasonFor({})).toBe(`There is no App Runner service ${arn} in Region us-east-1. Check the ARN, and whether the service was deleted outside this stack; `
      + `then correct or remove the ServiceState and deploy again.${LOGS}`);
  });

  test('the service is deleted, and App Runner still shows it', async () => {
    await start();
    stack.simulator.startForeign(arn, 'DELETE_SERVICE', { seconds: 0 });
    expect(await reasonFor({})).toBe(`There is no App Runner service ${arn} in Region us-east-1. Check the ARN, and whether the service was deleted outside this stack; `
      + `then correct or remove the ServiceState and deploy again.${LOGS}`);
  });

  test.each(['FAILED', 'ROLLBACK_SUCCEEDED', 'ROLLBACK_FAILED'] as const)('the operation ended %s', async (outcome) => {
    await start();
    fault('PauseService', { kind: 'operation-ends', outcome });
    expect(await reasonFor({})).toBe(`App Runner could not make the service ${arn} PAUSED: operation ${FIRST_OPERATION} (PAUSE_SERVICE) ended ${outcome} and the service is RUNNING. `
      + `The reason is in CloudWatch log group /aws/apprunner/shop/${id}/service. Correct it, then deploy again.${LOGS}`);
    expect(stack.simulator.service(arn)).toMatchObject({ status: 'RUNNING', operations: [{ status: outcome }] });
  });

  test('the operation failed twice in a rollback', async () => {
    await start();
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    fault('PauseService', { kind: 'operation-ends', outcome: 'FAILED' });
    expect(await reasonFor({})).toBe(`App Runner could not make the service ${arn} PAUSED: operation 00000000-0000-4000-8000-000000000002 (PAUSE_SERVICE) ended FAILED `
      + `and the service is RUNNING. The reason is in CloudWatch log group /aws/apprunner/shop/${id}/service. Correct it, then deploy again.${LOGS}`);
    expect(stack.simulator.service(arn)?.operations).toHaveLength(2);
  });

  test('the operation failed once in a rollback, and the second one worked: none', async () => {
    await start();
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    fault('PauseService', { kind: 'operation-ends', outcome: 'FAILED' }, 1);
    expect(await reasonFor({})).toBe('SUCCESS');
    expect(stack.simulator.service(arn)).toMatchObject({ status: 'PAUSED', operations: [{ status: 'SUCCEEDED' }, { status: 'FAILED' }] });
  });

  test('the service was never created', async () => {
    await start('CREATE_FAILED');
    expect(await reasonFor({})).toBe(
      `The App Runner service ${arn} is CREATE_FAILED, so it can be neither paused nor resumed. The reason is in CloudWatch log group /aws/apprunner/shop/${id}/service. `
      + 'Correct it and deploy the service with a change of its configuration: App Runner then builds it again, with the same URL and custom domains, which deleting it would lose.'
      + LOGS);
  });

  test('the service is half deleted', async () => {
    await start('DELETE_FAILED');
    expect(await reasonFor({})).toBe(
      `The App Runner service ${arn} is DELETE_FAILED, so it can be neither paused nor resumed. Finish deleting it in the App Runner console, then deploy again.${LOGS}`);
  });

  test('the service has an unknown status', async () => {
    await start();
    fault('DescribeService', { kind: 'status', status: 'hibernating' });
    expect(await reasonFor({})).toBe(
      `App Runner answers the status 'HIBERNATING' for the service ${arn}, which this version does not know. Update cdk-apprunner-state, then deploy again.${LOGS}`);
  });

  test('our operation has an unknown status, which the simulator cannot give it', async () => {
    await start();
    expect(unknownOperationStatus(parseServiceArn(arn), { id: FIRST_OPERATION, type: 'PAUSE_SERVICE', status: 'CANCELLED' })).toBe(
      `App Runner answers the status 'CANCELLED' for operation ${FIRST_OPERATION} (PAUSE_SERVICE) of the service ${arn}, `
      + 'which this version does not know. Update cdk-apprunner-state, then deploy again.');
  });

  test('something else keeps changing it back', async () => {
    await start();
    fault('DescribeService', { kind: 'foreign-operation', type: 'RESUME_SERVICE', seconds: 10 });
    expect(await reasonFor({})).toBe(`The App Runner service ${arn} is RUNNING although 3 operations made it PAUSED during this deployment: something else keeps changing it. `
      + `Find the schedule, pipeline or person in CloudTrail (PauseService, ResumeService), then deploy again.${LOGS}`);
  });

  test('our operation never ends, exactly at the timeout', async () => {
    await start();
    fault('PauseService', { kind: 'operation-ends', outcome: 'STUCK' });
    const began = stack.clock.now();
    expect(await reasonFor({})).toBe(`The App Runner service ${arn} should be PAUSED but is OPERATION_IN_PROGRESS after 20 minutes. `
      + `Its last operation is ${FIRST_OPERATION} (PAUSE_SERVICE), IN_PROGRESS. Wait until App Runner has finished (an operation that never ends is a case for AWS Support), `
      + `or raise the prop 'timeout' (at most 55 minutes), then deploy again.${LOGS}`);
    expect(stack.clock.now() - began).toBe(20 * 60_000);
  });

  test("somebody else's operation never ends, at a timeout of one minute", async () => {
    await start();
    stack.simulator.startForeign(arn, 'UPDATE_SERVICE', { outcome: 'STUCK' });
    expect(await reasonFor({ TimeoutSeconds: '60' })).toBe(`The App Runner service ${arn} should be PAUSED but is OPERATION_IN_PROGRESS after 1 minute. `
      + `Its last operation is ${FIRST_OPERATION} (UPDATE_SERVICE), IN_PROGRESS. Wait until App Runner has finished (an operation that never ends is a case for AWS Support), `
      + `or raise the prop 'timeout' (at most 55 minutes), then deploy again.${LOGS}`);
    expect(stack.simulator.calls.map(({ operation }) => operation)).not.toContain('PauseService');
  });

  describe('CloudFormation updated the service in the same deployment and', () => {
    const properties = { Fingerprint: 'f1', Inputs: [], ServiceLogicalId: 'Service', StateLogicalId: LOGICAL_ID, ResumeForUpdateLogicalId: 'Resume' };
    beforeEach(async () => {
      await start();
      stack.cloudFormation.records.set('Resume', { status: 'CREATE_COMPLETE', physicalId: 'Resume', changedAt: stack.clock.now() });
    });

    test('App Runner rolled that update back', async () => {
      stack.simulator.startForeign(arn, 'UPDATE_SERVICE', { outcome: 'ROLLBACK_SUCCEEDED' });
      expect(await reasonFor({ ...properties, DesiredState: 'RUNNING' })).toBe(`App Runner rolled the update of the service ${arn} back: `
        + `operation ${FIRST_OPERATION} (UPDATE_SERVICE) ended ROLLBACK_SUCCEEDED, so the service does not run what this deployment asked for. `
        + `The reason is in CloudWatch log group /aws/apprunner/shop/${id}/service. Correct it, then deploy again.${LOGS}`);
    });

    test('it was declared PAUSED for the first time', async () => {
      stack.simulator.startForeign(arn, 'UPDATE_SERVICE', { seconds: 60 });
      expect(await reasonFor(properties)).toBe(`The service ${arn} was changed in the same deployment that declares it PAUSED for the first time, `
        + `and a rollback could then meet a paused service. Deploy the ServiceState without that change first, then change the service.${LOGS}`);
      expect(stack.simulator.service(arn)?.status).toBe('RUNNING');
    });
  });
});
