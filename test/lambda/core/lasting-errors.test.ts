import type { LookupFunction } from 'node:net';
import * as fc from 'fast-check';
import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import type { Fault } from '../../simulator';
import { accessDenied, THROTTLED } from '../cloud-formation-endpoint';
import { Deployment } from '../one-resource-stack';
import type { DeploymentOptions } from '../one-resource-stack';

const refusal = (name: string, status: number = 400): Fault => ({ kind: 'error', name, status, message: 'No.' });
const ERRORS = {
  AccessDenied: refusal('AccessDeniedException'),
  ExpiredToken: refusal('ExpiredTokenException', 403),
  UnknownClient: refusal('UnrecognizedClientException', 403),
};
const NAMES = Object.keys(ERRORS) as (keyof typeof ERRORS)[];
const INVALID = refusal('InvalidRequestException');
const LAMBDA_TIMEOUT_SECONDS = 300;

let stack: Deployment;
let ServiceArn: string;
afterEach(async () => {
  jest.restoreAllMocks();
  await stack.close();
});

async function start(options: DeploymentOptions = {}): Promise<void> {
  stack = await Deployment.open(options);
  ServiceArn = stack.adoptRunningService();
}
const meet = (operation: string, fault: Fault, times: number = Infinity, after: number = 0) =>
  stack.simulator.faults.add({ operation, fault, times, after });
const update = async (properties: object = {}) => stack.update({ ServiceArn, DesiredState: 'PAUSED', ...properties });
const calls = (operation: string) => stack.simulator.calls.filter(call => call.operation === operation);
const truth = () => stack.simulator.service(ServiceArn);

const request = (properties: object = {}) => stack.updateInProgress({ ServiceArn, ...properties });
const secondsOf = async (work: Promise<unknown>) => stack.secondsOf(work);

describe('After eighty good polls', () => {
  it.each(NAMES.flatMap(name => [1, 5].map(times => ({ name, times }))))('$name, $times in a row, does not fail the request', async ({ name, times }) => {
    await start();
    stack.simulator.durations.PAUSE_SERVICE = 600;
    meet('DescribeService', ERRORS[name], times, 80);
    expect(await update()).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
    expect(calls('DescribeService').filter(({ outcome }) => outcome !== 'ok')).toHaveLength(times);
  });

  test('a name server that once does not know the host does not fail the request', async () => {
    let lookUps = 0;
    const nameServer: LookupFunction = (host, { all }, callback) => {
      lookUps += 1;
      if (lookUps === 80) callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '');
      else if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    };
    await start({ nameServer });
    stack.simulator.durations.PAUSE_SERVICE = 600;
    expect(await update()).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
    expect(lookUps).toBeGreaterThan(80);
  });

  it.each(NAMES)('%s fails the request once it has lasted for two minutes', async (name) => {
    await start();
    stack.simulator.durations.PAUSE_SERVICE = 900;
    meet('DescribeService', ERRORS[name], Infinity, 80);
    expect((await update()).Status).toBe('FAILED');
    const refused = calls('DescribeService').filter(({ outcome }) => outcome !== 'ok').map(({ at }) => at);
    expect(refused.at(-1)! - refused[0]).toBe(120_000);
    expect(refused.length).toBeGreaterThanOrEqual(10);
  });

  test('errors that recur, but never last for two minutes, do not fail the request', async () => {
    await start();
    stack.simulator.durations.PAUSE_SERVICE = 900;
    for (let time = 0; time < 8; time += 1) meet('DescribeService', ERRORS.AccessDenied, 6, 10 + 16 * time);
    expect((await update()).Status).toBe('SUCCESS');
    expect(calls('DescribeService').filter(({ outcome }) => outcome !== 'ok')).toHaveLength(48);
  });
});

describe('An error within one invocation', () => {
  test('that passes is waited out within it', async () => {
    await start();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    meet('DescribeService', ERRORS.AccessDenied, 10);
    expect(await secondsOf(onEvent(request(), stack.dependencies))).toBe(75);
    expect(truth()?.operations).toHaveLength(1);
  });

  test('is logged each time', async () => {
    await start();
    meet('DescribeService', ERRORS.AccessDenied, 4);
    await onEvent(request(), stack.dependencies);
    expect(stack.logLines.map(({ decision }) => decision)).toEqual(['wait', 'wait', 'wait', 'wait', 'pause']);
    expect(stack.logLines[0].reason).toBe('apprunner:DescribeService: AccessDeniedException: No.');
  });

  test('that becomes another counts from then on', async () => {
    await start();
    jest.spyOn(Math, 'random').mockReturnValue(0.6);
    NAMES.forEach(name => meet('DescribeService', ERRORS[name], 5));
    expect(await secondsOf(onEvent(request(), stack.dependencies))).toBe(150);
    expect(truth()?.operations).toHaveLength(1);
  });

  test('is not remembered by the next one', async () => {
    await start();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const event = request({ TimeoutSeconds: '3300' });
    meet('DescribeService', { kind: 'throttle' }, 12);
    meet('DescribeService', ERRORS.AccessDenied, Infinity);
    const answer = await onEvent(event, stack.dependencies);
    expect(calls('DescribeService').at(-1)?.outcome).toBe('AccessDeniedException');
    stack.simulator.faults.clear();
    meet('DescribeService', ERRORS.AccessDenied, 8);
    expect(await isComplete({ ...event, ...answer }, stack.dependencies)).toEqual({ IsComplete: false });
    expect(truth()?.operations).toHaveLength(1);
  });

  it.each(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'])('in CloudFormation (%s) is waited out as well', async (stackStatus) => {
    await start();
    stack.cloudFormation.stackStatus = stackStatus;
    const declaration = { Fingerprint: 'f1', Inputs: [], ServiceLogicalId: 'Service', StateLogicalId: 'State', ResumeForUpdateLogicalId: 'Resume' };
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: 'RUNNING', ...declaration, Fingerprint: 'f0' });
    stack.cloudFormation.refuse('DescribeStacks', accessDenied('cloudformation:DescribeStacks'), 6);
    stack.cloudFormation.refuse('DescribeStackResource', accessDenied('cloudformation:DescribeStackResource'), 6);
    expect((await update(declaration)).Status).toBe('SUCCESS');
    expect(truth()?.status).toBe(stackStatus === 'UPDATE_IN_PROGRESS' ? 'PAUSED' : 'RUNNING');
  });

  test('of any kind and order ends in time for Lambda', async () => {
    const kinds = fc.constantFrom<Fault>({ kind: 'throttle' }, { kind: 'server-error' }, { kind: 'drop-before' }, INVALID, ...Object.values(ERRORS));
    const rule = fc.record({
      operation: fc.constantFrom('DescribeService', 'PauseService', 'ListOperations'), times: fc.integer({ min: 1, max: 40 }), fault: kinds,
    });
    await start();
    await fc.assert(fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 8 }), fc.nat(30), async (rules, refused) => {
      stack.simulator.faults.clear();
      rules.forEach(each => stack.simulator.faults.add(each));
      stack.cloudFormation.refuse('DescribeStackResource', THROTTLED, refused);
      const seconds = await secondsOf(onEvent(request(), stack.dependencies).catch(() => undefined));
      expect(seconds).toBeLessThanOrEqual(180);
      expect(seconds).toBeLessThan(LAMBDA_TIMEOUT_SECONDS - 100); // calls that hang take ten seconds each
    }), { numRuns: 60 });
  });
});

describe('A pause that App Runner answers with InvalidRequestException', () => {
  it.each([1, 3])('(%i times) is asked for again, and works', async (times) => {
    await start();
    meet('PauseService', INVALID, times);
    await onEvent(request(), stack.dependencies);
    expect(truth()?.operations).toHaveLength(1);
    expect(calls('PauseService')).toHaveLength(times + 1);
  });

  test('is asked for a few times within half a minute, and then fails the request with what was answered', async () => {
    await start();
    meet('PauseService', INVALID);
    const failing = expect(onEvent(request(), stack.dependencies)).rejects.toThrow('AWS refused apprunner:PauseService');
    expect(await secondsOf(failing)).toBe(30);
    expect(calls('PauseService').length).toBeGreaterThanOrEqual(4);
    expect(calls('PauseService').length).toBeLessThanOrEqual(12);
  });

  test('because a foreign operation began waits for its end without this limit', async () => {
    await start();
    stack.simulator.durations.START_DEPLOYMENT = 400;
    meet('PauseService', { kind: 'foreign-operation', type: 'START_DEPLOYMENT', seconds: 400 }, 1);
    meet('PauseService', INVALID, 1);
    expect(await update()).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'PAUSED' } });
    expect(calls('PauseService').map(({ outcome }) => outcome)).toEqual(['InvalidRequestException', 'ok']);
    expect(stack.logLines.map(({ reason }) => reason)).toContain('the service was RUNNING and is OPERATION_IN_PROGRESS');
  });

  test('is not asked for again once the request is superseded', async () => {
    await start();
    meet('PauseService', INVALID);
    const event = request();
    const { sleep } = stack.dependencies;
    await onEvent(event, {
      ...stack.dependencies,
      sleep: async (milliseconds) => {
        await sleep(milliseconds);
        stack.record('UPDATE_IN_PROGRESS');
      },
    });
    expect(calls('PauseService')).toHaveLength(1);
  });
});
