import { CfnCondition, CfnOutput, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { DesiredState, ServiceState } from '../../../src';

/** One template for every customer: parameters say whether there is a service at all, and how it looks. */
export function conditionsAndNoEcho(app: App, tag = '1'): void {
  const stack = new Stack(app, 'Shop');
  const wanted = new CfnParameter(stack, 'Wanted', { default: 'yes', allowedValues: ['yes', 'no'] });
  const edition = new CfnParameter(stack, 'Edition', { default: 'basic', allowedValues: ['basic', 'premium'] });
  const customer = new CfnParameter(stack, 'Customer', { default: 'acme' });
  const password = new CfnParameter(stack, 'Password', { noEcho: true, default: 'only-for-trying' });
  const state = new CfnParameter(stack, 'ShopState', { default: 'PAUSED' });
  const isWanted = new CfnCondition(stack, 'IsWanted', { expression: Fn.conditionEquals(wanted, 'yes') });
  const isPremium = new CfnCondition(stack, 'IsPremium', { expression: Fn.conditionEquals(edition, 'premium') });

  const service = new CfnService(stack, 'Service', {
    serviceName: `shop-${customer.valueAsString}`,
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: `public.ecr.aws/shop/shop:${tag}`,
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: {
          runtimeEnvironmentVariables: [
            { name: 'CUSTOMER', value: customer.valueAsString },
            { name: 'PASSWORD', value: password.valueAsString },
            { name: 'SUPPORT', value: Fn.conditionIf('IsPremium', 'phone', 'mail').toString() },
          ],
        },
      },
    },
    instanceConfiguration: {
      cpu: Fn.conditionIf(isPremium.logicalId, '2048', '256').toString(),
      memory: Fn.conditionIf(isPremium.logicalId, '4096', '512').toString(),
    },
  });
  service.cfnOptions.condition = isWanted;
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.of(state.valueAsString), revision: '1' });
  new CfnOutput(stack, 'Arn', { value: service.attrServiceArn, condition: isWanted });
}
