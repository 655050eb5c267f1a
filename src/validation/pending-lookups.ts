import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Whether an app has asked for values that the CLI has not looked up yet. Until then they are dummies, which must not
 * be judged: an error in the first synthesis keeps the CLI from ever looking them up. Once it has, it synthesizes
 * again, and everything is checked. Ask only when something is wrong, because this walks through the whole app.
 */
export function lookupsAreOpen(scope: IConstruct): boolean {
  return scope.node.root.node.findAll().some(construct => Stack.isStack(construct) && missingContextOf(construct).length > 0);
}

/** Whether a text is, or was made of, what `StringParameter.valueFromLookup` says before it knows. */
export function isDummy(text: string): boolean {
  return /dummy-value-for-/i.test(text);
}

/** The CDK has no way to ask a stack for it before the assembly is written. */
function missingContextOf(stack: Stack): unknown[] {
  return (stack as unknown as { readonly _missingContext: unknown[] })._missingContext;
}
