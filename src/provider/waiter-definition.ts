import { Lazy, Stack, Token } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import { LONGEST_SECONDS_TO_LOOK, LOOK, REPEATED, errorNameOfLookIn } from '../contract/looks';

/** What the Amazon States Language says about every state machine. */
interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, object>>;
}

/** A text with references in it, as the CDK joins it. */
interface Joined { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] }

/** More than a request may last. */
const UNLIMITED = 99_999;

/**
 * Puts a state before those of the framework's state machine. It calls isComplete itself, which says when it wants to be called
 * again, and costs one transition and one invocation each time. What it returns in the end goes to the framework's own
 * states, which answer CloudFormation. If the call fails in another way, they get the request as it came, and poll as they would without us.
 */
export function lookBeforePolling(provider: Provider, isComplete: IFunction, pollInterval: Duration): void {
  for (const stateMachine of provider.node.findAll()) {
    if (!CfnStateMachine.isCfnStateMachine(stateMachine)) continue;
    const role = stateMachine.node.scope?.node.findAll().find(each => Role.isRole(each));
    if (!role) continue;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [isComplete.functionArn] }));
    const { definitionString } = stateMachine;
    stateMachine.definitionString = Token.asString(Lazy.uncachedAny({
      produce: () => {
        const stack = Stack.of(provider);
        const framework = parsed(stack.resolve(definitionString) as Joined);
        const look = lookState(isComplete.functionArn, pollInterval.toSeconds(), framework.StartAt);
        return stack.toJsonString({ StartAt: 'look', States: { look, ...framework.States } });
      },
    }));
  }
}

function lookState(functionArn: string, pollSeconds: number, next: string): object {
  const again = (seconds: number): object => ({
    ErrorEquals: [errorNameOfLookIn(seconds)],
    IntervalSeconds: Math.max(seconds, pollSeconds),
    MaxAttempts: UNLIMITED,
    BackoffRate: 1,
  });
  return {
    Type: 'Task',
    Resource: functionArn,
    Parameters: { [`${LOOK}.$`]: '$', [`${REPEATED}.$`]: '$$.State.RetryCount' },
    Retry: [
      ...Array.from({ length: LONGEST_SECONDS_TO_LOOK }, (_, index) => again(index + 1)),
      // Such as the account's limit of functions that run at once.
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 20, BackoffRate: 1.5, MaxDelaySeconds: 15, JitterStrategy: 'FULL' },
    ],
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: next }],
    Next: next,
  };
}

/** The definition as an object. What the text refers to is in it again. */
function parsed(text: Joined): Definition {
  const parts = text['Fn::Join']?.[1] ?? [text];
  const placeholder = (index: number): string => `<part ${index}>`;
  const json = parts.map((part, index) => (typeof part === 'string' ? part : placeholder(index))).join('');
  const references = new Map(parts.map((part, index) => [placeholder(index), Token.asString(part)]));
  return JSON.parse(json, (_, value: unknown) => references.get(value as string) ?? value) as Definition;
}
