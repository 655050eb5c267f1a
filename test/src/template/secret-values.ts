import type { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import { DesiredState, ServiceState } from '../../../src';
import { imageService } from '../sample-services';
import { ourResources, synthesized } from '../synthesized';

/**
 * The JSON of our three resources for a service with a value in its properties. Called once a stack, because references
 * to other stacks are resolved in the synthesis.
 */
export function resourcesFor(stack: Stack, value: unknown): string {
  const service = imageService(stack, 'Shop');
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
  service.addPropertyOverride('ServiceName', value);
  const ours = ourResources(synthesized(stack));
  expect(ours).toHaveLength(3);
  return JSON.stringify(ours);
}

export const password = (stack: Stack): CfnParameter => new CfnParameter(stack, 'Password', { noEcho: true });
