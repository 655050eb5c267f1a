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

export interface State {
  readonly Type: 'Task';
  readonly Resource: string;
  /** Paths to the whole input or to the number of retries. */
  readonly Parameters?: Readonly<Record<string, '$' | '$$.State.RetryCount'>>;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Next?: string;
}

interface Catcher {
  readonly ErrorEquals: readonly string[];
  /** Null where the next state gets the input as it was. */
  readonly ResultPath?: null;
  readonly Next: string;
}

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
      await this.transition();
      ({ data, next } = await this.perform(this.definition.States[next], data));
    }
  }

  private async perform(state: State, data: string): Promise<{ data: string; next?: string }> {
    const retries = new Map<Retrier, number>();
    for (let retried = 0; ; retried++) {
      const { payload, failed } = await this.invoke(state.Resource, inputOf(state, data, retried));
      if (!failed) return { data: payload, next: state.Next };
      const { errorType } = JSON.parse(payload) as { errorType: string };
      const matches = ({ ErrorEquals }: Retrier | Catcher): boolean => ErrorEquals.includes(errorType) || ErrorEquals.includes('States.ALL');
      const retrier = state.Retry?.find(matches);
      const times = retrier ? retries.get(retrier) ?? 0 : 0;
      if (!retrier || times >= (retrier.MaxAttempts ?? 3)) {
        const catcher = state.Catch?.find(matches);
        return { data: catcher?.ResultPath === null ? data : JSON.stringify({ Error: errorType, Cause: payload }), next: catcher?.Next };
      }
      retries.set(retrier, times + 1);
      await sleep(this.delay(retrier, times));
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

function inputOf({ Parameters }: State, data: string, retried: number): string {
  if (!Parameters) return data;
  const values = Object.entries(Parameters).map(([key, path]) => [key.replace('.$', ''), path === '$' ? JSON.parse(data) as unknown : retried]);
  return JSON.stringify(Object.fromEntries(values));
}
