import { NestedStack, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DesiredState, ServiceState } from '../../../src';

/** One nested stack for what a service needs, and one beside it for the service. */
export function nestedSiblings(app: App): void {
  const shop = new Stack(app, 'Shop');
  new Frontend(shop, 'Frontend', new Foundation(shop, 'Foundation'));
}

class Foundation extends NestedStack {
  readonly role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
  readonly orders = new Topic(this, 'Orders');
}

class Frontend extends NestedStack {
  constructor(scope: Construct, id: string, { role, orders }: Foundation) {
    super(scope, id);
    const service = new CfnService(this, 'Service', {
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: 'public.ecr.aws/shop/frontend:1',
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: { runtimeEnvironmentVariables: [{ name: 'ORDERS', value: orders.topicArn }] },
        },
      },
      instanceConfiguration: { instanceRoleArn: role.roleArn },
    });
    new ServiceState(this, 'State', { service, desiredState: DesiredState.PAUSED });
  }
}
