import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { DesiredState, ServiceState } from '../../../src';

/** Developers may not make roles: the security team reads the report and makes them. */
export function rolesMadeBeforehand(app: App): void {
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  Role.customizeRoles(stack, {
    usePrecreatedRoles: {
      'Shop/Role': 'shop-service',
      'Shop/AppRunnerServiceStateProvider/HandlerRole': 'shop-state-handler',
      'Shop/AppRunnerServiceStateProvider/FrameworkOnEventRole': 'shop-state-framework',
      'Shop/AppRunnerServiceStateProvider/FrameworkWaiterRole': 'shop-state-framework-waiter',
      'Shop/AppRunnerServiceStateProvider/Provider/waiter-state-machine/Role': 'shop-state-waiter',
    },
  });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
  const uploads = new Bucket(stack, 'Uploads');
  uploads.grantReadWrite(role);
  const service = new CfnService(stack, 'Service', {
    serviceName: 'shop',
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: 'public.ecr.aws/shop/shop:1',
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { runtimeEnvironmentVariables: [{ name: 'UPLOADS', value: uploads.bucketName }] },
      },
    },
    instanceConfiguration: { cpu: '256', memory: '512', instanceRoleArn: role.roleArn },
  });
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
}
