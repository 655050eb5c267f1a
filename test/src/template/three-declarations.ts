import { App, CfnResource, Stack } from 'aws-cdk-lib';
import type { IAspect } from 'aws-cdk-lib';
import { DesiredState, OnDelete, ServiceState } from '../../../src';
import { imageService, importedService } from '../sample-services';

export const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** A service that is deployed through a pause, one of the same stack that is not, and an imported one. */
export function declarations(app = new App()): { stack: Stack; shop: CfnResource; states: ServiceState[] } {
  const stack = new Stack(app, 'Stack');
  const shop = imageService(stack, 'Shop');
  const states = [
    new ServiceState(stack, 'State', { service: shop, desiredState: DesiredState.PAUSED }),
    new ServiceState(stack, 'Plain', {
      service: imageService(stack, 'Till'), desiredState: DesiredState.PAUSED, deployThroughPause: false, onDelete: OnDelete.PAUSE, triggers: { build: '7' },
    }),
    new ServiceState(stack, 'Imported', { service: importedService(stack), desiredState: DesiredState.PAUSED }),
  ];
  return { stack, shop, states };
}

/** An aspect that visits the resources only. */
export function everyResource(visit: (resource: CfnResource) => void): IAspect {
  return { visit: node => { if (CfnResource.isCfnResource(node)) visit(node); } };
}
