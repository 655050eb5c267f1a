import type { CloudFormationRequest, CloudFormationResponse, Functions, WaitingRequest } from './provider-request';

/** The id that keeps the Delete after a failed Create away from the functions. */
const CREATE_FAILED_MARKER = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';
const MISSING_ID_MARKER = 'AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID';

/** What a function threw, of which the framework tells the message alone. Of its own errors it tells the name as well. */
class FunctionFailed extends Error {}

/** The same as ProviderRequest, written by hand: a proof of many thousand scenarios has no time for the real code. Its test compares the two. */
export class ModelledRequest {
  static async send(request: CloudFormationRequest, functions: Functions): Promise<ModelledRequest> {
    const sent = new ModelledRequest(functions);
    await sent.begin(request);
    return sent;
  }

  response?: CloudFormationResponse;
  private waiterInput?: WaitingRequest;

  private constructor(private readonly functions: Functions) {}

  get waiting(): WaitingRequest {
    if (!this.waiterInput || this.response) throw new Error('nothing waits for this request');
    return this.waiterInput;
  }

  async poll(): Promise<CloudFormationResponse | undefined> {
    const event = this.waiting;
    try {
      const answer = await call<Partial<WaitingRequest> & { IsComplete?: boolean }>(this.functions.isComplete, event);
      if (answer.IsComplete) this.response = respond('SUCCESS', { ...event, ...answer, Data: { ...event.Data, ...answer.Data } }, event.NoEcho);
      else if (Object.keys(answer.Data ?? {}).length > 0) throw new Error('"Data" is not allowed if "IsComplete" is "False"');
    } catch (error) {
      this.response = failed(event, error);
    }
    return this.response;
  }

  private async begin(request: CloudFormationRequest): Promise<void> {
    if (request.RequestType === 'Delete' && request.PhysicalResourceId === CREATE_FAILED_MARKER) {
      this.response = respond('SUCCESS', request);
      return;
    }
    try {
      // Every poll gets the same: a function that changed it would be found out.
      this.waiterInput = frozen(asJson(merged(request, await call<Partial<WaitingRequest>>(this.functions.onEvent, asJson(request)))));
    } catch (error) {
      const id = request.PhysicalResourceId || (request.RequestType === 'Create' ? CREATE_FAILED_MARKER : undefined);
      this.response = failed({ ...request, PhysicalResourceId: id }, error);
    }
  }
}

async function call<Answer>(lambda: Functions[keyof Functions], event: CloudFormationRequest): Promise<Answer> {
  let answer: object | undefined;
  try {
    answer = await lambda(event);
  } catch (error) {
    throw new FunctionFailed((error as Error).message);
  }
  return (answer === undefined ? {} : answer) as Answer;
}

function merged(request: CloudFormationRequest, answer: Partial<WaitingRequest> | null): WaitingRequest {
  const id = answer?.PhysicalResourceId || (request.RequestType === 'Create' ? request.RequestId : request.PhysicalResourceId);
  if (request.RequestType === 'Delete' && id !== request.PhysicalResourceId) {
    const change = `from "${request.PhysicalResourceId}" to "${answer?.PhysicalResourceId}"`;
    throw new Error(`DELETE: cannot change the physical resource ID ${change} during deletion`);
  }
  return { ...request, ...answer, PhysicalResourceId: id as string };
}

function failed(event: CloudFormationRequest, error: unknown): CloudFormationResponse {
  const { name, message } = error as Error;
  return { ...respond('FAILED', event), Reason: error instanceof FunctionFailed ? message : `${name}: ${message}` };
}

function respond(Status: 'SUCCESS' | 'FAILED', event: CloudFormationRequest & Partial<WaitingRequest>, NoEcho?: boolean): CloudFormationResponse {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId, Data } = event;
  return { Status, Reason: Status, StackId, RequestId, PhysicalResourceId: PhysicalResourceId || MISSING_ID_MARKER, LogicalResourceId, NoEcho, Data };
}

/** What goes into a function and what the state machine gets is JSON. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
