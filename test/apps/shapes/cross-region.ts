import type { App } from 'aws-cdk-lib';
import { Stack, PhysicalName } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DesiredState, ServiceState } from '../../../src';

/** Keys and roles are kept in one Region; the service runs near its users. */
export function crossRegion(app: App): void {
  const account = '111122223333';
  const home = new Stack(app, 'Home', { env: { account, region: 'us-east-1' }, crossRegionReferences: true });
  const key = new Key(home, 'Key');
  const role = new Role(home, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com'), roleName: PhysicalName.GENERATE_IF_NEEDED });

  const europe = new Stack(app, 'Europe', { env: { account, region: 'eu-west-1' }, crossRegionReferences: true });
  const service = new CfnService(europe, 'Service', {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: 'public.ecr.aws/shop/shop:1',
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { runtimeEnvironmentVariables: [{ name: 'KEY', value: key.keyArn }] },
      },
    },
    instanceConfiguration: { instanceRoleArn: role.roleArn },
    encryptionConfiguration: { kmsKey: key.keyArn },
  });
  new ServiceState(europe, 'State', { service, desiredState: DesiredState.PAUSED });
}
