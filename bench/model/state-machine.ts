import { COST } from './cost-model';
import type { Usage } from './cost-model';
import { TooManyRequestsException } from './lambda-platform';
import type { InvocationResult, LambdaPlatform } from './lambda-platform';
import { sleep } from './virtual-time';

/** The part of the Amazon States Language that waiters are written in. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export type State = TaskState | WaitState | { readonly Type: 'Pass' } & Ending;

export interface TaskState extends Ending {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
}

export interface WaitState extends Ending {
  readonly Type: 'Wait';
  readonly Seconds?: number;
  readonly SecondsPath?: string;
}

interface Ending { readonly Next?: string; readonly End?: boolean }

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

/** Interprets the state machines of synthesized templates, a state per transition and a retry as one more. */
export class StateMachine {
  constructor(
    private readonly definition: Definition,
    private readonly lambda: LambdaPlatform,
    private readonly usage: Usage,
    private readonly random: () => number,
  ) {}

  async run(input: string): Promise<void> {
    let data = input;
    let next: string | undefined = this.definition.StartAt;
    while (next !== undefined) {
      const state: State = this.definition.States[next];
      await this.transition();
      if (state.Type === 'Task') {
        const result = await this.perform(state, data);
        data = result.data;
        next = result.next;
      } else {
        if (state.Type === 'Wait') await sleep(secondsOf(state, data));
        next = state.Next;
      }
    }
  }

  private async perform(state: TaskState, data: string): Promise<{ data: string; next?: string }> {
    for (let retries = 0; ; retries++) {
      const { payload, failed } = await this.invoke(state.Resource, data);
      if (!failed) return { data: payload, next: state.Next };
      const retrier = state.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
      if (!retrier || retries >= (retrier.MaxAttempts ?? 3)) {
        const { errorType } = JSON.parse(payload) as { errorType: string };
        const catcher = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
        return { data: JSON.stringify({ Error: errorType, Cause: payload }), next: catcher?.Next };
      }
      await sleep(this.delay(retrier, retries));
      await this.transition();
    }
  }

  private async invoke(name: string, data: string): Promise<InvocationResult> {
    try {
      return await this.lambda.invoke(name, data);
    } catch (error) {
      if (!(error instanceof TooManyRequestsException)) throw error;
      return { failed: true, payload: JSON.stringify({ errorType: `Lambda.${error.name}` }) };
    }
  }

  private delay({ IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity, JitterStrategy }: Retrier, retries: number): number {
    const seconds = Math.min(IntervalSeconds * BackoffRate ** retries, MaxDelaySeconds);
    return JitterStrategy === 'FULL' ? seconds * this.random() : seconds;
  }

  private async transition(): Promise<void> {
    this.usage.transitions += 1;
    await sleep(COST.transitionSeconds);
  }
}

function secondsOf({ Seconds, SecondsPath }: WaitState, data: string): number {
  if (SecondsPath === undefined) return Seconds ?? 0;
  const value = (JSON.parse(data) as Record<string, unknown>)[SecondsPath.replace('$.', '')];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new Error(`States.Runtime: ${SecondsPath} must be a whole number of seconds, but is ${JSON.stringify(value)}`);
  }
  return value;
}
