import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DesiredState, ServiceReference, ServiceState } from '../../../src';

/** Services of other teams are paused by their ARN, wherever it comes from; the own one takes all its values from there. */
export function valuesFromElsewhere(app: App): void {
  const other = new Stack(app, 'Other');
  const backend = new CfnService(other, 'Backend', {
    sourceConfiguration: { imageRepository: { imageIdentifier: 'public.ecr.aws/shop/backend:1', imageRepositoryType: 'ECR_PUBLIC' } },
  });

  const stack = new Stack(app, 'Shop');
  const fromParameter = new CfnParameter(stack, 'ServiceArn');
  const arns = {
    Ssm: StringParameter.valueForStringParameter(stack, '/shop/basket/arn'),
    Import: Fn.importValue('checkout-arn'),
    Parameter: fromParameter.valueAsString,
  };
  for (const [id, arn] of Object.entries(arns)) {
    new ServiceState(stack, `${id}State`, { service: ServiceReference.fromServiceArn(stack, id, arn), desiredState: DesiredState.PAUSED });
  }
  new ServiceState(stack, 'BackendState', { service: backend, desiredState: DesiredState.PAUSED });

  const service = new CfnService(stack, 'Service', {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: `public.ecr.aws/shop/shop:${StringParameter.valueForStringParameter(stack, '/shop/version')}`,
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: {
          runtimeEnvironmentVariables: [
            { name: 'BACKEND', value: `https://${backend.attrServiceUrl}` },
            { name: 'ZONE', value: Fn.select(1, Fn.split('/', Fn.importValue('zone'))) },
            { name: 'FEATURES', value: Fn.join(' ', new CfnParameter(stack, 'Features', { type: 'CommaDelimitedList', default: 'a,b' }).valueAsList) },
          ],
          runtimeEnvironmentSecrets: [{ name: 'API_KEY', value: StringParameter.valueForStringParameter(stack, '/shop/api-key/arn') }],
        },
      },
    },
    instanceConfiguration: { instanceRoleArn: Fn.importValue('shop-role') },
  });
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
}
