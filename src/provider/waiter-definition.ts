import { Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Provider } from 'aws-cdk-lib/custom-resources';

/** The beginning of the definition of the framework's state machine. */
const FRAMEWORK_START = '{"StartAt":"framework-isComplete-task","States":{';

/** The same with a wait before the first poll. Its length is in the answer of onEvent. */
const OUR_START = '{"StartAt":"wait","States":{"wait":{"Type":"Wait","SecondsPath":"$.WaitSeconds","Next":"framework-isComplete-task"},';

/**
 * Lets the framework's state machine wait before its first poll, because onEvent knows how long the operation takes at
 * least. The rest of the definition is unchanged. If a newer framework writes another definition, it keeps that, and
 * polls from the start.
 */
export function waitBeforeFirstPoll(provider: Provider): void {
  for (const stateMachine of provider.node.findAll()) {
    if (!CfnStateMachine.isCfnStateMachine(stateMachine)) continue;
    const { definitionString } = stateMachine;
    stateMachine.definitionString = Token.asString(Lazy.uncachedAny({ produce: () => withWait(Stack.of(provider).resolve(definitionString)) }));
  }
}

/** @param definition a text with references in it, as the CDK joins it */
function withWait(definition: { 'Fn::Join'?: [string, unknown[]] }): unknown {
  const [, [start, ...rest]] = definition['Fn::Join'] ?? ['', [definition]];
  return Fn.join('', [typeof start === 'string' ? start.replace(FRAMEWORK_START, OUR_START) : start, ...rest] as string[]);
}
