import { loadFramework } from './runtime';
import type { Framework } from './runtime';
import type { CustomResourceEvent } from '../../lambda/deployment/request';

/** The two functions that a Provider is made of. */
export interface Functions {
  readonly onEvent: (event: CustomResourceEvent) => Promise<object>;
  readonly isComplete: (event: CustomResourceEvent) => Promise<object>;
}

export type CloudFormationRequest = CustomResourceEvent & { readonly ResponseURL: string };

/** What the state machine gets, and hands to every poll. */
export type WaitingRequest = CloudFormationRequest & Pick<CloudFormationResponse, 'PhysicalResourceId' | 'Data' | 'NoEcho'>;

/** What the framework PUTs to the ResponseURL in the end. */
export interface CloudFormationResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly PhysicalResourceId: string;
  readonly LogicalResourceId: string;
  readonly NoEcho?: boolean;
  readonly Data?: Readonly<Record<string, string>>;
}

const ON_EVENT = 'arn:aws:lambda:us-east-1:123456789012:function:stack-StateProviderOnEvent';
const ENVIRONMENT = {
  USER_ON_EVENT_FUNCTION_ARN: ON_EVENT,
  USER_IS_COMPLETE_FUNCTION_ARN: 'arn:aws:lambda:us-east-1:123456789012:function:stack-StateProviderIsComplete',
  WAITER_STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:StateProviderWaiter',
};

/** A request of CloudFormation to the real code of the Provider framework. When to poll is left to the caller. */
export class ProviderRequest {
  /** Calls onEvent. */
  static async send(request: CloudFormationRequest, functions: Functions): Promise<ProviderRequest> {
    const sent = new ProviderRequest(functions);
    await sent.framework.onEvent({ ...request });
    return sent;
  }

  response?: CloudFormationResponse;
  private waiterInput?: string;
  private readonly framework: Framework;

  private constructor({ onEvent, isComplete }: Functions) {
    this.framework = loadFramework(ENVIRONMENT, {
      invokeFunction: async ({ FunctionName, Payload }) => invoke(FunctionName === ON_EVENT ? onEvent : isComplete, Payload),
      startExecution: async ({ input }) => {
        this.waiterInput = input;
        return {};
      },
      httpRequest: async (_options, body) => {
        this.response = JSON.parse(body) as CloudFormationResponse;
      },
    });
  }

  /** What every poll gets, until there is a response. */
  get waiting(): WaitingRequest {
    if (this.waiterInput === undefined || this.response) throw new Error('nothing waits for this request');
    return JSON.parse(this.waiterInput) as WaitingRequest;
  }

  /** Calls isComplete. */
  async poll(): Promise<CloudFormationResponse | undefined> {
    const { waiting } = this;
    try {
      await this.framework.isComplete(waiting);
    } catch (error) {
      // The state machine polls again after any error. Every other one would be a mistake in the tests.
      if (!(error instanceof Error) || error.constructor.name !== 'Retry') throw error;
    }
    return this.response;
  }
}

/** What goes into a function and what comes out of it is JSON, an error as well. */
async function invoke(lambda: (event: CustomResourceEvent) => Promise<object>, payload: string): Promise<object> {
  try {
    return { Payload: JSON.stringify(await lambda(JSON.parse(payload) as CustomResourceEvent)) };
  } catch (error) {
    const { name, message, stack = '' } = error as Error;
    return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') }) };
  }
}
