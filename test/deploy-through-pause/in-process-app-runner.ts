import { AppRunnerClient } from '@aws-sdk/client-apprunner';
import type { AppRunner } from '../../lambda/aws/app-runner';
import { appRunnerOf } from '../../lambda/aws/app-runner-client';
import { DEFAULT_REGION } from '../simulator';
import type { AppRunnerSimulator } from '../simulator';
import { accessDenied, AwsError, throttling } from '../simulator/aws-error';
import { FaultList } from '../simulator/faults';
import type { FaultOf } from '../simulator/faults';

/** A connection to App Runner that stays within the process. */
export class Connection {
  /**
   * @param onCall is called before a call is answered
   * @param refusals faults of this connection only
   * @param isAllowed whether the caller has the right
   */
  constructor(
    private readonly simulator: AppRunnerSimulator,
    private readonly onCall: (operation: string, input: object) => void,
    private readonly refusals = new FaultList(),
    private readonly isAllowed = (_action: string, _serviceArn: string): boolean => true,
  ) {}

  /** One call, answered or thrown as the SDK throws. */
  call<Answer>(operation: string, input: object): Answer {
    const { status, body } = this.answer(operation, input);
    if (status === 200) return body as Answer;
    const { __type: type, Message, message } = body as { __type: string; Message?: string; message?: string };
    const error = new Error(Message ?? message);
    error.name = type.split('#')[1];
    throw Object.assign(error, { $metadata: { httpStatusCode: status } });
  }

  /** What the SDK calls to have a request sent. */
  async handle({ headers, body }: { headers: Record<string, string>; body: Uint8Array }): Promise<{ response: object }> {
    const [, operation] = headers['x-amz-target'].split('.');
    const answer = this.answer(operation, JSON.parse(new TextDecoder().decode(body)) as object);
    return { response: { statusCode: answer.status, headers: {}, body: new TextEncoder().encode(JSON.stringify(answer.body)) } };
  }

  private answer(operation: string, input: object): { status: number; body: object } {
    this.onCall(operation, input);
    const { ServiceArn: serviceArn } = input as { ServiceArn?: string };
    if (!this.isAllowed(`apprunner:${operation}`, serviceArn ?? '*')) return refusalAnswer({ kind: 'access-denied' }, operation, serviceArn);
    const refusal = this.refusals.take(['throttle', 'access-denied', 'error'], { operation, serviceArn });
    if (refusal) return refusalAnswer(refusal, operation, serviceArn);
    const answer = this.simulator.answer({ region: DEFAULT_REGION, operation, input });
    if (answer === 'connection-dropped') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    return answer;
  }
}

function refusalAnswer(fault: FaultOf<'throttle' | 'access-denied' | 'error'>, operation: string, serviceArn: string = '*'): { status: number; body: object } {
  const { status, body } = fault.kind === 'throttle' ? throttling()
    : fault.kind === 'access-denied' ? accessDenied('123456789012', operation, serviceArn)
      : new AwsError(fault.name, fault.status, fault.message);
  return { status, body };
}

/** The handlers' own adapter over such a connection. */
export function appRunnerOver(connection: Connection): AppRunner {
  return appRunnerOf({
    region: DEFAULT_REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: connection as never,
  });
}

/**
 * Leaves out what the SDK does between a command and the connection, which takes fifteen times as long as all the
 * rest. The proof runs a sample of its scenarios with and without.
 */
export function shortcutThroughTheSdk(): { end(): void } {
  // Not a spy of jest's: that would keep every call of thousands of scenarios.
  const { prototype } = AppRunnerClient;
  const { send } = prototype;
  prototype.send = async function (this: AppRunnerClient, command: { readonly input: object }) {
    const connection = this.config.requestHandler as unknown as Connection;
    return withDates(connection.call(command.constructor.name.replace(/Command$/, ''), command.input));
  } as never;
  return { end: () => { prototype.send = send; } };
}

interface Summaries { readonly OperationSummaryList?: readonly { readonly StartedAt?: number; readonly EndedAt?: number }[] }

function withDates(answer: Summaries): object {
  const date = (seconds?: number): Date | undefined => seconds === undefined ? undefined : new Date(seconds * 1000);
  const summaries = answer.OperationSummaryList?.map(({ StartedAt, EndedAt, ...rest }) =>
    ({ ...rest, StartedAt: date(StartedAt), EndedAt: date(EndedAt) }));
  return { ...answer, OperationSummaryList: summaries };
}
