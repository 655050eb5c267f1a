import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { DesiredState, ServiceState } from '../../../src';

/** A template that was written by hand before there was a CDK app, taken over as it is. */
export function includedTemplate(app: App): void {
  const stack = new Stack(app, 'Shop');
  const included = new CfnInclude(stack, 'Template', { templateFile: path.join(__dirname, '..', 'shop.template.json') });
  const service = included.getResource('Shop') as CfnService;
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
}
