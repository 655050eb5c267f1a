import { Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Provider } from 'aws-cdk-lib/custom-resources';

/** How the definition of the framework's state machine begins. */
const FRAMEWORK_START = '{"StartAt":"framework-isComplete-task","States":{';

/** The same with a wait before it, as long as onEvent said. */
const OUR_START = '{"StartAt":"wait","States":{"wait":{"Type":"Wait","SecondsPath":"$.WaitSeconds","Next":"framework-isComplete-task"},';

/**
 * Lets the framework's state machine wait before its first poll, since onEvent knows how long the operation takes at
 * least. All else in the definition stays the framework's own. A framework that writes it in another way keeps its
 * definition as it is, and polls from the start.
 */
export function waitBeforeFirstPoll(provider: Provider): void {
  for (const stateMachine of provider.node.findAll()) {
    if (!CfnStateMachine.isCfnStateMachine(stateMachine)) continue;
    const { definitionString } = stateMachine;
    stateMachine.definitionString = Token.asString(Lazy.uncachedAny({ produce: () => withWait(Stack.of(provider).resolve(definitionString)) }));
  }
}

/** @param definition a text with references in it: its parts are joined */
function withWait(definition: { 'Fn::Join'?: [string, unknown[]] }): unknown {
  const [, [start, ...rest]] = definition['Fn::Join'] ?? ['', [definition]];
  return Fn.join('', [typeof start === 'string' ? start.replace(FRAMEWORK_START, OUR_START) : start, ...rest] as string[]);
}
