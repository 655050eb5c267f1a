import { dirname, join } from 'node:path';
import type { IsCompleteAnswer, OnEventAnswer } from '../../lambda/deployment/answer';
import { VirtualClock } from '../simulator';
import { CREATE_FAILED_MARKER, CloudFormationRequest, CloudFormationResponse, Handlers, ProviderFramework } from './provider-framework';

/** The CDK's own code of the Provider framework; only its calls of AWS are replaced. */
const RUNTIME = join(dirname(require.resolve('aws-cdk-lib/package.json')), 'custom-resources/lib/provider-framework/runtime');
const MOST_POLLS = 4;

type Runtime = Readonly<Record<'onEvent' | 'isComplete' | 'onTimeout', (event: object) => Promise<void>>>;
type Stubs = { readonly onEvent: () => object; readonly isComplete: (poll: number) => object };

async function answerOfTheCdk(request: CloudFormationRequest, handlers: Handlers): Promise<CloudFormationResponse> {
  let put = '';
  let waiter: string | undefined;
  jest.doMock(join(RUNTIME, 'outbound'), () => ({
    startExecution: async ({ input }: { input: string }) => { waiter = input; },
    httpRequest: async (_options: object, body: string) => { put = body; },
    invokeFunction: async ({ FunctionName, Payload }: { FunctionName: keyof Handlers; Payload: string }) => {
      try {
        return { Payload: JSON.stringify(await handlers[FunctionName](JSON.parse(Payload) as CloudFormationRequest)) };
      } catch (error) {
        const { message, stack = '' } = error as Error;
        return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorMessage: message, trace: stack.split('\n') }) };
      }
    },
  }));
  const silent = jest.spyOn(console, 'log').mockImplementation();
  Object.assign(process.env, { USER_ON_EVENT_FUNCTION_ARN: 'onEvent', USER_IS_COMPLETE_FUNCTION_ARN: 'isComplete', WAITER_STATE_MACHINE_ARN: 'waiter' });
  const runtime = jest.requireActual<Runtime>(join(RUNTIME, 'framework'));
  await runtime.onEvent(structuredClone(request));
  for (let attempt = 0; waiter !== undefined && put === ''; attempt += 1) {
    const retry: unknown = await runtime.isComplete(JSON.parse(waiter) as object).catch((error: unknown) => error);
    if (attempt === MOST_POLLS && put === '') await runtime.onTimeout({ Cause: JSON.stringify({ errorMessage: (retry as Error).message }) });
  }
  silent.mockRestore();
  jest.resetModules();
  return JSON.parse(put) as CloudFormationResponse;
}

const request = (RequestType: 'Create' | 'Update' | 'Delete', PhysicalResourceId?: string): CloudFormationRequest => ({
  RequestType,
  ResponseURL: 'https://example.com/response',
  StackId: 'stack',
  RequestId: 'request-1',
  LogicalResourceId: 'State',
  ResourceType: 'Custom::AppRunnerServiceState',
  ResourceProperties: {},
  ...(PhysicalResourceId !== undefined && { PhysicalResourceId }),
});

const thrower = (message: string) => (): never => {
  throw Object.assign(new Error(message), { stack: `UserError: ${message}` });
};
const complete = (): object => ({ IsComplete: true });

describe('The driver of these tests answers as the CDK does:', () => {
  it.each<[string, CloudFormationRequest, Stubs]>([
    ['a create', request('Create'), { onEvent: () => ({ PhysicalResourceId: 'id', Data: {} }), isComplete: complete }],
    ['a create without an id', request('Create'), { onEvent: () => ({}), isComplete: complete }],
    ['data merged', request('Create'), {
      onEvent: () => ({ PhysicalResourceId: 'id', Data: { A: '1', B: '1' } }), isComplete: () => ({ IsComplete: true, Data: { B: '2', C: '2' } }),
    }],
    ['an id in the last answer', request('Create'), { onEvent: () => ({ PhysicalResourceId: 'id' }), isComplete: () => ({ IsComplete: true, PhysicalResourceId: 'other' }) }],
    ['an update that replaces', request('Update', 'id'), { onEvent: () => ({ PhysicalResourceId: 'new' }), isComplete: complete }],
    ['an update without an id', request('Update', 'id'), { onEvent: () => ({}), isComplete: complete }],
    ['a delete', request('Delete', 'id'), { onEvent: () => ({ PhysicalResourceId: 'id' }), isComplete: complete }],
    ['a delete of what was never created', request('Delete', CREATE_FAILED_MARKER), { onEvent: thrower('not asked'), isComplete: thrower('not asked') }],
    ['onEvent that fails a create', request('Create'), { onEvent: thrower('no'), isComplete: complete }],
    ['onEvent that fails an update', request('Update', 'id'), { onEvent: thrower('no'), isComplete: complete }],
    ['isComplete that fails', request('Create'), { onEvent: () => ({ PhysicalResourceId: 'id' }), isComplete: thrower('no') }],
    ['the third poll that completes', request('Create'), { onEvent: () => ({ PhysicalResourceId: 'id' }), isComplete: (poll) => ({ IsComplete: poll === 3 }) }],
    ['polls that never complete', request('Create'), { onEvent: () => ({ PhysicalResourceId: 'id' }), isComplete: () => ({ IsComplete: false }) }],
    ['the last poll that completes', request('Create'), { onEvent: () => ({ PhysicalResourceId: 'id' }), isComplete: (poll) => ({ IsComplete: poll === MOST_POLLS + 1 }) }],
  ])('%s', async (_what, event, stubs) => {
    // Loosely typed on purpose: our own handlers would never answer some of this.
    const handlers = (): Handlers => {
      let polls = 0;
      return {
        onEvent: async () => stubs.onEvent() as OnEventAnswer,
        isComplete: async () => stubs.isComplete(polls += 1) as IsCompleteAnswer,
      };
    };
    const ours = await new ProviderFramework(handlers(), new VirtualClock(), { maxAttempts: MOST_POLLS }).serve(event);
    const theirs = await answerOfTheCdk(event, handlers());
    const named = (reason: string) => reason.replace(/Logs: .*/, 'Logs:');
    expect({ ...JSON.parse(JSON.stringify(ours)) as object, Reason: named(ours.Reason) }).toEqual({ ...theirs, Reason: named(theirs.Reason) });
  });
});
