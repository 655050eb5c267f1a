import type { LookupFunction } from 'node:net';
import { LOGS, openWithShop, reasonOf } from './shop';
import type { Fault } from '../../../simulator';
import { accessDenied } from '../../cloud-formation-endpoint';
import { Deployment, Properties, STACK_ID } from '../../one-resource-stack';

/** A name server that does not know the host. */
const nameServer: LookupFunction = (host, _options, callback) => {
  callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '');
};

describe('The error text, word for word, when', () => {
  let stack: Deployment;
  let arn: string;
  afterEach(async () => stack.close());

  const start = async (...given: Parameters<typeof openWithShop>) => { ({ stack, arn } = await openWithShop(...given)); };
  const fault = (operation: string, which: Fault, times: number = Infinity) => stack.simulator.faults.add({ operation, fault: which, times });
  const reasonFor = async (properties: Properties) => reasonOf(await stack.create({ ServiceArn: arn, DesiredState: 'PAUSED', ...properties }));

  test('App Runner stays down until the timeout', async () => {
    await start();
    fault('DescribeService', { kind: 'error', name: 'ServiceUnavailableException', status: 503, message: 'Service is unavailable.' });
    expect(aboutNinetySeconds(await reasonFor({ TimeoutSeconds: '90' }))).toBe(`The App Runner service ${arn} should be PAUSED but its status is unknown after 90 seconds. `
      + 'The last attempt ended with: apprunner:DescribeService: ServiceUnavailableException: Service is unavailable. '
      + `Correct that if it lasts, or raise the prop 'timeout' (at most 55 minutes), then deploy again.${LOGS}`);
  });

  test('App Runner starts no operation until the timeout', async () => {
    await start();
    fault('PauseService', { kind: 'error', name: 'InvalidStateException', status: 400, message: 'Not now.' });
    expect(aboutNinetySeconds(await reasonFor({ TimeoutSeconds: '90' }))).toBe(`The App Runner service ${arn} should be PAUSED but is RUNNING after 90 seconds. `
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

  test('the desired state is invalid', async () => {
    await start();
    expect(await reasonFor({ DesiredState: 'stopped' })).toBe(
      `DesiredState must be RUNNING, PAUSED or AS_FOUND, but is 'stopped'. Correct the parameter or the value that it is made from, then deploy again.${LOGS}`);
  });

  test('the ARN is invalid', async () => {
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
});

/** The last attempt begins before the limit, and when it ends is left to chance, as the waits between attempts are. */
function aboutNinetySeconds(text: string): string {
  return text.replace(/after 1\.[5-8] minutes/, 'after 90 seconds');
}
