import { ModelledRequest } from './modelled-request';
import { ProviderRequest } from './provider-request';
import type { CloudFormationRequest, Functions } from './provider-request';

const MOST_POLLS = 4;

interface Answers {
  readonly onEvent?: () => unknown;
  readonly isComplete?: (poll: number) => unknown;
}

const request = (RequestType: 'Create' | 'Update' | 'Delete', PhysicalResourceId?: string): CloudFormationRequest => ({
  RequestType,
  ResponseURL: 'https://example.com/response',
  StackId: 'stack',
  RequestId: 'request-1',
  LogicalResourceId: 'State',
  ResourceType: 'Custom::AppRunnerServiceState',
  ResourceProperties: { ServiceToken: 'token', List: ['1', '2'] },
  PhysicalResourceId,
});

const thrower = (message: string) => (): never => {
  throw new TypeError(message);
};
const created = (): object => ({ PhysicalResourceId: 'id', Data: { A: '1', B: '1' } });

/** What the functions got and what CloudFormation or the state machine has in the end. */
async function courseOf(
  kind: typeof ProviderRequest | typeof ModelledRequest,
  event: CloudFormationRequest,
  { onEvent = created, isComplete = () => ({ IsComplete: true }) }: Answers,
): Promise<unknown> {
  const received: object[] = [];
  let polls = 0;
  const functions: Functions = {
    onEvent: async (got) => {
      received.push(got);
      return onEvent() as object;
    },
    isComplete: async (got) => {
      received.push(got);
      return isComplete(polls += 1) as object;
    },
  };
  const sent = await kind.send(event, functions);
  while (!sent.response && polls < MOST_POLLS) await sent.poll();
  const { response } = sent;
  // Below the message the framework names a log group and the lines of code.
  const end = response ? { ...response, Reason: response.Reason.split('\n')[0] } : { waiting: sent.waiting };
  return JSON.parse(JSON.stringify({ received, end }));
}

/** The id after a create that failed. */
const NEVER_CREATED = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

describe('The model of a request answers as the framework of the CDK does:', () => {
  it.each<[string, CloudFormationRequest, Answers]>([
    ['a create', request('Create'), {}],
    ['a create without an id', request('Create'), { onEvent: () => ({}) }],
    ['a create that is answered with nothing', request('Create'), { onEvent: () => undefined }],
    ['a create that is answered with null', request('Create'), { onEvent: () => null }],
    ['an answer with more in it', request('Create'), { onEvent: () => ({ RequestType: 'Update', Checkpoint: { at: 1, done: undefined } }) }],
    ['data merged', request('Create'), { isComplete: () => ({ IsComplete: true, Data: { B: '2', C: '2' } }) }],
    ['a secret of onEvent', request('Create'), { onEvent: () => ({ Data: { A: '1' }, NoEcho: true }) }],
    ['a secret of isComplete', request('Create'), { isComplete: () => ({ IsComplete: true, NoEcho: true }) }],
    ['an id in the last answer', request('Create'), { isComplete: () => ({ IsComplete: true, PhysicalResourceId: 'other' }) }],
    ['an update that replaces', request('Update', 'id'), { onEvent: () => ({ PhysicalResourceId: 'new' }) }],
    ['an update without an id', request('Update', 'id'), { onEvent: () => ({}) }],
    ['an update of what has no id', request('Update', ''), { onEvent: () => ({}) }],
    ['a delete', request('Delete', 'id'), {}],
    ['a delete that answers another id', request('Delete', 'id'), { onEvent: () => ({ PhysicalResourceId: 'other' }) }],
    ['a delete of what was never created', request('Delete', NEVER_CREATED), { onEvent: thrower('not asked') }],
    ['onEvent that fails a create', request('Create'), { onEvent: thrower('no') }],
    ['onEvent that fails an update', request('Update', 'id'), { onEvent: thrower('no') }],
    ['onEvent that fails a delete', request('Delete', 'id'), { onEvent: thrower('no') }],
    ['onEvent that fails what has no id', request('Update', ''), { onEvent: thrower('no') }],
    ['isComplete that fails', request('Create'), { isComplete: thrower('no') }],
    ['isComplete that fails a delete', request('Delete', 'id'), { isComplete: thrower('no') }],
    ['the third poll that completes', request('Create'), { isComplete: poll => ({ IsComplete: poll === 3, Data: {} }) }],
    ['polls that never complete', request('Create'), { isComplete: () => ({ IsComplete: false }) }],
    ['polls that are answered with nothing', request('Create'), { isComplete: () => undefined }],
    ['a poll that is answered with null', request('Create'), { isComplete: () => null }],
    ['data before it is complete', request('Create'), { isComplete: () => ({ IsComplete: false, Data: { A: '1' } }) }],
    ['a text for true', request('Create'), { isComplete: () => ({ IsComplete: 'false' }) }],
  ])('%s', async (_what, event, answers) => {
    expect(await courseOf(ModelledRequest, event, answers)).toEqual(await courseOf(ProviderRequest, event, answers));
  });
});
