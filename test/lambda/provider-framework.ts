import type { IsCompleteAnswer, OnEventAnswer } from '../../lambda/deployment/answer';
import type { CustomResourceEvent } from '../../lambda/deployment/request';
import type { VirtualClock } from '../simulator';

/** The two functions that a Provider is made of. */
export interface Handlers {
  onEvent(event: CustomResourceEvent): Promise<OnEventAnswer>;
  isComplete(event: CustomResourceEvent): Promise<IsCompleteAnswer>;
}

export type CloudFormationRequest = CustomResourceEvent & { readonly ResponseURL: string };
type MergedRequest = CloudFormationRequest & Pick<CloudFormationResponse, 'Data'>;

/** What the framework PUTs to the ResponseURL. */
export interface CloudFormationResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly PhysicalResourceId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

export interface WaiterOptions {
  /** @default 5 */
  readonly pollSeconds?: number;
  /** @default - as many as fit into 56 minutes */
  readonly maxAttempts?: number;
}

/** The id that keeps the Delete after a failed Create away from the handlers. */
export const CREATE_FAILED_MARKER = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';

const FUNCTION_NAME = 'stack-StateProvider';

/** The CDK's Provider framework, function for function, on a virtual clock. */
export class ProviderFramework {
  /** Is called before each poll. */
  beforePoll?: (secondsSinceRequest: number) => void;
  private readonly pollSeconds: number;
  private readonly maxAttempts: number;

  constructor(private readonly handlers: Handlers, private readonly clock: VirtualClock, options: WaiterOptions = {}) {
    this.pollSeconds = options.pollSeconds ?? 5;
    this.maxAttempts = options.maxAttempts ?? Math.ceil(56 * 60 / this.pollSeconds);
  }

  async serve(request: CloudFormationRequest): Promise<CloudFormationResponse> {
    if (request.RequestType === 'Delete' && request.PhysicalResourceId === CREATE_FAILED_MARKER) return respond('SUCCESS', request);
    let event: MergedRequest;
    try {
      event = merged(request, await invoke(this.handlers.onEvent, request));
    } catch (error) {
      return respond('FAILED', request, reasonOf(error));
    }
    return this.wait(event);
  }

  /** The first attempt comes at once; a retry is an attempt more. Nothing is kept between attempts. */
  private async wait(event: MergedRequest): Promise<CloudFormationResponse> {
    const start = this.clock.now();
    for (let attempt = 0; attempt <= this.maxAttempts; attempt += 1) {
      if (attempt > 0) this.clock.advance(this.pollSeconds);
      this.beforePoll?.((this.clock.now() - start) / 1000);
      try {
        const answer = await invoke(this.handlers.isComplete, event);
        if (answer.IsComplete) return respond('SUCCESS', { ...event, ...answer, Data: { ...event.Data, ...answer.Data } });
        if (Object.keys(answer.Data ?? {}).length > 0) throw new Error('"Data" is not allowed if "IsComplete" is "False"');
      } catch (error) {
        return respond('FAILED', event, reasonOf(error));
      }
    }
    return respond('FAILED', event, 'Operation timed out');
  }
}

/** Input and output of a function are JSON. */
async function invoke<Answer>(handler: (event: CustomResourceEvent) => Promise<Answer>, event: CloudFormationRequest): Promise<Answer> {
  return JSON.parse(JSON.stringify(await handler(JSON.parse(JSON.stringify(event)) as CustomResourceEvent))) as Answer;
}

function merged(request: CloudFormationRequest, answer: OnEventAnswer): MergedRequest {
  const id = answer.PhysicalResourceId || (request.RequestType === 'Create' ? request.RequestId : request.PhysicalResourceId);
  if (request.RequestType === 'Delete' && id !== request.PhysicalResourceId) {
    throw new Error(`DELETE: cannot change the physical resource ID from "${request.PhysicalResourceId}" to "${answer.PhysicalResourceId}" during deletion`);
  }
  return { ...request, ...answer, PhysicalResourceId: id };
}

function respond(Status: 'SUCCESS' | 'FAILED', event: MergedRequest, reason: string = Status): CloudFormationResponse {
  const { StackId, RequestId, LogicalResourceId, RequestType } = event;
  const PhysicalResourceId = event.PhysicalResourceId || (RequestType === 'Create' ? CREATE_FAILED_MARKER : '');
  return { Status, Reason: reason, StackId, RequestId, PhysicalResourceId, LogicalResourceId, Data: event.Data };
}

/** The message, where the framework thinks the logs are, and the stack trace that Lambda reports, without its first line. */
function reasonOf(error: unknown): string {
  const { message, stack = '' } = error as Error;
  return [message, '', `Logs: /aws/lambda/${FUNCTION_NAME}`, '', ...stack.split('\n').slice(1)].join('\n');
}
