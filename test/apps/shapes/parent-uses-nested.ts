import { CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Table, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DesiredState, ServiceState } from '../../../src';

/** The service stands in the parent; its table and role in a nested stack. */
export function parentUsesNested(app: App): void {
  const shop = new Stack(app, 'Shop', { env: { region: 'eu-central-1' } });
  const data = new Data(shop, 'Data');
  const service = new CfnService(shop, 'Service', {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: 'public.ecr.aws/shop/shop:1',
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { runtimeEnvironmentVariables: [{ name: 'TABLE', value: data.table.tableName }] },
      },
    },
    instanceConfiguration: { cpu: '256', memory: '512', instanceRoleArn: data.role.roleArn },
  });
  const state = new ServiceState(shop, 'State', { service, desiredState: DesiredState.PAUSED });
  new CfnOutput(shop, 'Status', { value: state.status });
}

class Data extends NestedStack {
  readonly table = new Table(this, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  readonly role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
}
