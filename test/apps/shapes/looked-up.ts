import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DesiredState, ServiceReference, ServiceState } from '../../../src';

/** What exists already is looked up by the CLI; on the first synthesis nothing of it is known. */
export function lookedUp(app: App): void {
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const service = new CfnService(stack, 'Service', {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: `public.ecr.aws/shop/shop:${StringParameter.valueFromLookup(stack, '/shop/version')}`,
        imageRepositoryType: 'ECR_PUBLIC',
      },
    },
  });
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.of(StringParameter.valueFromLookup(stack, '/shop/state')) });

  const backend = ServiceReference.fromServiceArn(stack, 'Backend', StringParameter.valueFromLookup(stack, '/backend/arn'));
  new ServiceState(stack, 'BackendState', { service: backend, desiredState: DesiredState.PAUSED });
}
