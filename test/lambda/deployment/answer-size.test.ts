import * as fc from 'fast-check';
import { UserError } from '../../../lambda/deployment/user-error';
import type { CloudFormationResponse } from '../../provider-framework/provider-request';
import { Deployment, Properties } from '../one-resource-stack';

/** CloudFormation's limit for the whole answer. */
const LIMIT_BYTES = 4096;

const bytesOf = (response: CloudFormationResponse): number => Buffer.byteLength(JSON.stringify(response));

/** Long AWS texts: plain, of several bytes a character, such that JSON escapes every character, and of many lines. */
const HUGE: readonly [string, string][] = [
  ['plain', 'Something is wrong here. '.repeat(400)],
  ['three bytes a character', '\u30A8\u30E9\u30FC'.repeat(3000)],
  ['two surrogates a character', '\u{1F6D1}'.repeat(3000)],
  ['escaped in JSON', '"\\'.repeat(4000)],
  ['control characters', '\u0001'.repeat(4000)],
  ['many lines', 'Exception\n    at something (somewhere.ts:1:1)\n'.repeat(300)],
];

describe.each(HUGE)('An answer with a huge text (%s) in it', (_what, text) => {
  let stack: Deployment;
  let arn: string;
  beforeEach(async () => {
    stack = await Deployment.open();
    arn = stack.simulator.addService({ name: 'a'.repeat(40) });
  });
  afterEach(async () => stack.close());

  it.each<[string, (stack: Deployment) => void, Properties]>([
    ['an error', ({ simulator }) => simulator.faults.add({ operation: 'DescribeService', fault: { kind: 'error', name: 'SignatureDoesNotMatch', status: 403, message: text } }), {}],
    ['a request that is not valid', ({ simulator }) => simulator.faults.add(
      { operation: 'PauseService', times: Infinity, fault: { kind: 'error', name: 'InvalidRequestException', status: 400, message: text } }), {}],
    ['a missing right', ({ simulator }) => simulator.faults.add(
      { operation: 'PauseService', times: Infinity, fault: { kind: 'error', name: 'AccessDeniedException', status: 403, message: text } }), {}],
    ['the last error at the deadline', ({ simulator }) => simulator.faults.add(
      { operation: 'DescribeService', times: Infinity, fault: { kind: 'error', name: 'ThrottlingException', status: 400, message: text } }), { TimeoutSeconds: '30' }],
    ['the desired state', () => undefined, { DesiredState: text }],
    ['the ARN', () => undefined, { ServiceArn: text }],
  ])('as %s fits into CloudFormation, and says what to do after it', async (_where, hurt, properties) => {
    hurt(stack);
    const response = await stack.create({ ServiceArn: arn, DesiredState: 'PAUSED', ...properties });
    const [message, ...rest] = response.Reason.split('\n');
    expect(response.Status).toBe('FAILED');
    expect(bytesOf(response)).toBeLessThan(LIMIT_BYTES);
    expect(message).toContain(' [cut]');
    expect(message).toMatch(/deploy again\.$|the console shows\.$/);
    expect(Buffer.from(message).toString()).toBe(message); // no half characters
    expect(rest).toEqual(['', expect.stringMatching(/^Logs: \/aws\/lambda\/stack-StateProvider\w+$/), '']);
  });
});

test('Any message at all is one line, whole characters, and at most 2,000 bytes of JSON', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 500, maxLength: 3000, size: 'max' }), (text) => {
    const { message, stack = '' } = new UserError(text);
    expect(Buffer.byteLength(JSON.stringify(message)) - 2).toBeLessThanOrEqual(2000);
    expect(Buffer.from(message).toString()).toBe(message); // no half characters
    expect(stack).toBe(`UserError: ${message}`);
    expect(stack).not.toMatch(/[\r\n]/);
  }), { numRuns: 30 });
});
