import * as fc from 'fast-check';
import { logToStdout } from '../../../lambda/deployment/log';
import type { LogLine } from '../../../lambda/deployment/log';
import { THROTTLED } from '../cloud-formation-endpoint';
import { Deployment, LOGICAL_ID, RESPONSE_URL } from '../one-resource-stack';

const KEYS = [
  'requestType', 'resourceType', 'logicalId', 'requestId', 'service', 'desired', 'observed', 'operationId', 'decision', 'reason', 'elapsedSeconds',
];

describe('The log', () => {
  let stack: Deployment;
  let ServiceArn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    ServiceArn = stack.simulator.addService({ name: 'shop' });
  });
  afterEach(async () => stack.close());

  const decisions = () => stack.logLines.map(({ decision }) => decision);

  /** A deployment of every kind of ending. */
  const DEPLOYMENTS: readonly [string, () => Promise<unknown>][] = [
    ['nothing to do', async () => stack.create({ ServiceArn, DesiredState: 'RUNNING' })],
    ['a pause', async () => stack.create({ ServiceArn, DesiredState: 'PAUSED' })],
    ['a failed operation', async () => {
      stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'operation-ends', outcome: 'FAILED' } });
      return stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    }],
    ['transient errors', async () => {
      stack.simulator.faults.add({ times: 3, fault: { kind: 'throttle' } });
      stack.cloudFormation.refuse('DescribeStackResource', THROTTLED);
      return stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    }],
    ['a missing right', async () => {
      stack.simulator.faults.add({ times: Infinity, fault: { kind: 'access-denied' } });
      return stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    }],
    ['a deadline', async () => {
      stack.simulator.maintenance(ServiceArn, 4000);
      return stack.create({ ServiceArn, DesiredState: 'PAUSED', TimeoutSeconds: '60' });
    }],
    ['a bad desired state', async () => stack.create({ ServiceArn, DesiredState: 'SLEEPING' })],
    ['a malformed ARN', async () => stack.create({ ServiceArn: 'shop', DesiredState: 'PAUSED' })],
    ['a delete', async () => {
      stack.adopt(ServiceArn, { ServiceArn, DesiredState: 'PAUSED', OnDelete: 'PAUSE' });
      return stack.delete();
    }],
  ];

  it.each(DEPLOYMENTS)('of %s has exactly the fixed keys in every line', async (_what, deploy) => {
    await deploy();
    expect(stack.logLines.length).toBeGreaterThan(0);
    for (const line of stack.logLines) {
      expect(Object.keys(line)).toEqual(KEYS);
      expect(line).toMatchObject({ resourceType: 'Custom::AppRunnerServiceState', logicalId: LOGICAL_ID, requestId: 'request-1' });
      expect(line.reason).not.toBe('');
    }
  });

  test('has one line for each time a function ran and looked', async () => {
    await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    // onEvent pauses; twelve polls wait for a minute, the one after that finds it done.
    expect(decisions()).toEqual(['pause', ...Array<string>(12).fill('wait'), 'done']);
    expect(stack.logLines.at(-1)).toMatchObject({ service: ServiceArn, desired: 'PAUSED', observed: 'PAUSED', elapsedSeconds: 60 });
  });

  test('has one line when onEvent finished and isComplete only says so', async () => {
    await stack.create({ ServiceArn, DesiredState: 'RUNNING' });
    expect(decisions()).toEqual(['done']);
  });

  it.each(DEPLOYMENTS.filter(([what]) => /failed|missing|deadline|bad|malformed/.test(what)))(
    'of %s ends with one line that fails, with the words the user reads', async (_what, deploy) => {
      const response = await deploy();
      expect(decisions().filter((decision) => decision === 'fail')).toHaveLength(1);
      const last = stack.logLines.at(-1);
      expect(last?.decision).toBe('fail');
      expect(response).toMatchObject({ Reason: expect.stringContaining(last?.reason ?? 'a reason') });
    });

  test('and the answers never carry the ResponseURL or a property that is not needed there', async () => {
    const canary = fc.stringMatching(/^[a-z0-9]{12}$/).map((text) => `canary-${text}`);
    const extra = fc.dictionary(fc.constantFrom('Password', 'Schedule', 'Notify', 'ServiceUrl', 'Status'), canary);
    await fc.assert(fc.asyncProperty(canary, extra, fc.constantFrom(...DEPLOYMENTS.keys()), async (secret, properties, index) => {
      const before = stack.logLines.length;
      const event = (type: 'Create' | 'Update' | 'Delete') => ({
        ...stack.event(type, {
          ServiceArn, DesiredState: index % 2 ? 'PAUSED' : 'RUNNING', OnDelete: 'PAUSE', Triggers: { deploy: secret }, SynthesizedAt: secret, ...properties,
        }, ServiceArn),
        ResponseURL: `${RESPONSE_URL}&secret=${secret}`,
      });
      const type = (['Create', 'Update', 'Delete'] as const)[index % 3];
      stack.record(`${type.toUpperCase()}_IN_PROGRESS`);
      if (index > 4) stack.simulator.faults.add({ fault: { kind: 'server-error' } });
      if (index > 6) stack.simulator.faults.add({ operation: 'DescribeService', after: 2, fault: { kind: 'status', status: 'HIBERNATING' } });
      const response = await stack.provider.serve(event(type));
      const written = JSON.stringify([response, stack.logLines.slice(before)]);
      expect(stack.logLines.length).toBeGreaterThan(before);
      expect(written).not.toContain('canary-');
      expect(written).not.toContain('X-Amz-Signature');
    }), { numRuns: 40 });
  });
});

test('A line goes to stdout as one line of JSON, for every content', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const line: LogLine = {
    requestType: 'Create',
    resourceType: 'Custom::AppRunnerServiceState',
    logicalId: LOGICAL_ID,
    requestId: 'request-1',
    service: '',
    desired: '',
    observed: '',
    operationId: '',
    decision: 'wait',
    reason: 'of\ntwo\u2028lines "and" quotes',
    elapsedSeconds: 0,
  };
  logToStdout(line);
  const [written] = write.mock.calls.map(([text]) => String(text));
  write.mockRestore();
  expect(written.match(/\n/g)).toEqual(['\n']);
  expect(JSON.parse(written)).toEqual(line);
});
