import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Resolves all elements, as an aspect, a test or a log line may do while the app is still being built. */
export function resolveAll(stack: Stack): void {
  const elements = stack.node.findAll().filter((child): child is Construct & CfnElement => '_toCloudFormation' in child);
  for (const element of elements) stack.resolve((element as unknown as { _toCloudFormation(): object })._toCloudFormation());
}
