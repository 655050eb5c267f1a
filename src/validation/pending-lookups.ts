import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Whether the app waits for values that the CLI has not looked up yet. The first synthesis has dummies instead. It must
 * not fail because of them, or the CLI would never look them up. The CLI then synthesizes again, and everything is
 * checked. Call this only when something is wrong, because it searches the whole app.
 */
export function hasPendingLookups(scope: IConstruct): boolean {
  return scope.node.root.node.findAll().some(construct => Stack.isStack(construct) && missingContextOf(construct).length > 0);
}

/** Whether a text is, or contains, the dummy of `StringParameter.valueFromLookup`. */
export function isDummy(text: string): boolean {
  return /dummy-value-for-/i.test(text);
}

/** Whether texts are the ones that the deployment will have: not tokens, and nothing that is still to be looked up. */
export function isKnown(...texts: (string | undefined)[]): boolean {
  return texts.every(text => text === undefined || !(Token.isUnresolved(text) || isDummy(text)));
}

/** The CDK has no public member for it before the assembly is written. */
function missingContextOf(stack: Stack): unknown[] {
  return (stack as unknown as { readonly _missingContext: unknown[] })._missingContext;
}
