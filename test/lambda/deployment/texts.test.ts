import type { LookupFunction } from 'node:net';
import { parseServiceArn } from '../../../lambda/deployment/service-arn';
import { unknownOperationStatus } from '../../../lambda/deployment/texts';
import type { Fault } from '../../simulator';
import { accessDenied } from '../cloud-formation-endpoint';
import { Deployment, DeploymentOptions, LOGICAL_ID, Properties, STACK_ID } from '../one-resource-stack';

const LOGS = '\n\nLogs: /aws/lambda/stack-StateProvider\n';
const FIRST_OPERATION = '00000000-0000-4000-8000-000000000001';

/** A name server that has never heard of the host. */
const nameServer: LookupFunction = (host, _options, callback) => {
  callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '');
};

describe('The user reads, word for word, when', () => {
  let stack: Deployment;
  let arn: string;
  let id: string;
  afterEach(async () => stack.close());

  async function start(status: 'RUNNING' | 'PAUSED' | 'CREATE_FAILED' | 'DELETE_FAILED' = 'RUNNING', options: DeploymentOptions = {}): Promise<void> {
    stack = await Deployment.open(options);
    arn = stack.simulator.addService({ name: 'shop', status });
    id = arn.split('/')[2];
  }
  const fault = (operation: string, which: Fault, times: number = Infinity) => stack.simulator.faults.add({ operation, fault: which, times });
  const reasonFor = async (properties: Properties) => (await stack.create({ ServiceArn: arn, DesiredState: 'PAUSED', ...properties })).Reason;

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

  test('nothing at all, where the operation fails once in a rollback and the second one works', async () => {
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

  test('the service has a status that nobody knows', async () => {
    await start();
    fault('DescribeService', { kind: 'status', status: 'hibernating' });
    expect(await reasonFor({})).toBe(
      `App Runner answers the status 'HIBERNATING' for the service ${arn}, which this version does not know. Update cdk-apprunner-state, then deploy again.${LOGS}`);
  });

  test('our operation has a status that nobody knows, which no simulator can make it have', async () => {
    await start();
    expect(unknownOperationStatus(parseServiceArn(arn), { id: FIRST_OPERATION, type: 'PAUSE_SERVICE', status: 'CANCELLED' })).toBe(
      `App Runner answers the status 'CANCELLED' for operation ${FIRST_OPERATION} (PAUSE_SERVICE) of the service ${arn}, `
      + 'which this version does not know. Update cdk-apprunner-state, then deploy again.');
  });

  test('others keep changing it back', async () => {
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

  test('App Runner stays down until the timeout', async () => {
    await start();
    fault('DescribeService', { kind: 'error', name: 'ServiceUnavailableException', status: 503, message: 'Service is unavailable.' });
    expect(await reasonFor({ TimeoutSeconds: '90' })).toBe(`The App Runner service ${arn} should be PAUSED but its status is unknown after 1.5 minutes. `
      + 'The last attempt ended with: apprunner:DescribeService: ServiceUnavailableException: Service is unavailable. '
      + `Correct that if it lasts, or raise the prop 'timeout' (at most 55 minutes), then deploy again.${LOGS}`);
  });

  test('App Runner takes no order until the timeout', async () => {
    await start();
    fault('PauseService', { kind: 'error', name: 'InvalidStateException', status: 400, message: 'Not now.' });
    expect(await reasonFor({ TimeoutSeconds: '90' })).toBe(`The App Runner service ${arn} should be PAUSED but is RUNNING after 1.5 minutes. `
      + 'No operation could be started; what stood in the way is in the log of the ServiceState functions. '
      + `Correct that if it lasts, or raise the prop 'timeout' (at most 55 minutes), then deploy again.${LOGS}`);
    expect(stack.logLines.at(-3)).toMatchObject({ decision: 'wait', reason: 'apprunner:PauseService: InvalidStateException: Not now.' });
  });

  test.each(['DescribeService', 'PauseService', 'ListOperations'])('the right to call %s is missing for two minutes', async (operation) => {
    await start();
    fault(operation, { kind: 'access-denied' });
    expect(await reasonFor({})).toBe(`The ServiceState functions may not call apprunner:${operation} on ${arn}: `
      + `User: arn:aws:sts::123456789012:assumed-role/simulated/session is not authorized to perform: apprunner:${operation} on resource: ${arn} `
      + `because no identity-based policy allows the apprunner:${operation} action. `
      + `Allow it in the role of the ServiceStateProvider; look also at permissions boundaries and service control policies. Then deploy again.${LOGS}`);
    const refusals = stack.simulator.calls.filter(({ outcome }) => outcome === 'AccessDeniedException').map(({ at }) => at);
    // Of ListOperations the first is one that onEvent can do without.
    expect(refusals.at(-1)! - refusals[operation === 'ListOperations' ? 1 : 0]).toBe(120_000);
  });

  test('the right to ask CloudFormation is missing', async () => {
    await start();
    stack.cloudFormation.refuse('DescribeStackResource', accessDenied('cloudformation:DescribeStackResource'), Infinity);
    expect(await reasonFor({})).toBe(`The ServiceState functions may not call cloudformation:DescribeStackResource on ${STACK_ID}: `
      + 'User: arn:aws:sts::123456789012:assumed-role/simulated/session is not authorized to perform: cloudformation:DescribeStackResource. '
      + `Allow it in the role of the ServiceStateProvider; look also at permissions boundaries and service control policies. Then deploy again.${LOGS}`);
    expect(stack.simulator.service(arn)?.status).toBe('RUNNING');
  });

  test('the host of App Runner is not known for two minutes', async () => {
    await start('RUNNING', { nameServer });
    const began = stack.clock.now();
    const elsewhere = arn.replace('us-east-1', 'eu-north-1');
    expect(await reasonFor({ ServiceArn: elsewhere })).toBe(`The ServiceState functions could not call apprunner:DescribeService on ${elsewhere}, `
      + 'because for two minutes they found no host of that name: getaddrinfo ENOTFOUND apprunner.amazonaws.com. '
      + 'Either App Runner is not available in that Region, or the VPC of the ServiceStateProvider does not resolve the name. '
      + `Correct the service ARN or the VPC, then deploy again.${LOGS}`);
    expect(stack.clock.now() - began).toBe(120_000);
  });

  test('App Runner says for half a minute that the request is not valid', async () => {
    await start();
    fault('PauseService', { kind: 'error', name: 'InvalidRequestException', status: 400, message: 'The service has no instances' });
    const began = stack.clock.now();
    expect(await reasonFor({})).toBe(
      `AWS refused apprunner:PauseService on ${arn}: InvalidRequestException: The service has no instances. Correct the cause, then deploy again.${LOGS}`);
    expect(stack.clock.now() - began).toBe(30_000);
  });

  test('AWS refuses for another reason, at once', async () => {
    await start();
    fault('PauseService', { kind: 'error', name: 'SignatureDoesNotMatch', status: 403, message: 'The signature does not match.' });
    const began = stack.clock.now();
    expect(await reasonFor({})).toBe(
      `AWS refused apprunner:PauseService on ${arn}: SignatureDoesNotMatch: The signature does not match. Correct the cause, then deploy again.${LOGS}`);
    expect(stack.clock.now()).toBe(began);
  });

  test('the desired state is none', async () => {
    await start();
    expect(await reasonFor({ DesiredState: 'stopped' })).toBe(
      `DesiredState must be RUNNING or PAUSED, but is 'stopped'. Correct the parameter or the value that it is made from, then deploy again.${LOGS}`);
  });

  test('the ARN is none', async () => {
    await start();
    expect(await reasonFor({ ServiceArn: 'shop' })).toBe(
      "ServiceArn must be the ARN of an App Runner service, arn:aws:apprunner:REGION:ACCOUNT:service/NAME/ID, but is 'shop'. "
      + `Pass the service itself, or the whole ARN that DescribeService or the console shows.${LOGS}`);
  });

  test('the service is in another account', async () => {
    await start();
    const elsewhere = arn.replace('123456789012', '210987654321');
    expect(await reasonFor({ ServiceArn: elsewhere })).toBe(`The App Runner service ${elsewhere} is in another account than this stack, which is in 123456789012. `
      + `Declare its state in a stack of its own account.${LOGS}`);
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
