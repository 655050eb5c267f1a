import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService, CfnVpcConnector } from 'aws-cdk-lib/aws-apprunner';
import { Port, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { DesiredState, ServiceState } from '../../../src';

/** A service with its database, the secret of that and the way to it: all in one stack. */
export function databaseAndSecret(app: App): void {
  const stack = new Stack(app, 'Shop');
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 });
  const database = new DatabaseInstance(stack, 'Database', {
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 }),
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
  });
  const securityGroup = new SecurityGroup(stack, 'ServiceSecurityGroup', { vpc });
  database.connections.allowFrom(securityGroup, Port.tcp(5432));
  const connector = new CfnVpcConnector(stack, 'Connector', {
    subnets: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
    securityGroups: [securityGroup.securityGroupId],
  });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
  database.secret!.grantRead(role);

  const service = new CfnService(stack, 'Service', {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: 'public.ecr.aws/shop/shop:1',
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: {
          port: '8080',
          runtimeEnvironmentVariables: [
            { name: 'DATABASE_HOST', value: database.dbInstanceEndpointAddress },
            { name: 'DATABASE_PORT', value: database.dbInstanceEndpointPort },
          ],
          runtimeEnvironmentSecrets: [{ name: 'DATABASE_PASSWORD', value: `${database.secret!.secretArn}:password::` }],
        },
      },
    },
    instanceConfiguration: { cpu: '1024', memory: '2048', instanceRoleArn: role.roleArn },
    networkConfiguration: { egressConfiguration: { egressType: 'VPC', vpcConnectorArn: connector.attrVpcConnectorArn } },
    healthCheckConfiguration: { protocol: 'HTTP', path: '/health' },
  });
  service.node.addDependency(database);
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
}
