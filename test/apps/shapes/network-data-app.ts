import { Stack } from 'aws-cdk-lib';
import type { App, StackProps } from 'aws-cdk-lib';
import { CfnService, CfnVpcConnector } from 'aws-cdk-lib/aws-apprunner';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AuroraPostgresEngineVersion, ClusterInstance, DatabaseCluster, DatabaseClusterEngine } from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { DesiredState, ServiceState } from '../../../src';

/** Three stacks, as most teams cut them: what changes seldom, what holds data, what is deployed every day. */
export function networkDataApp(app: App): void {
  const env = { account: '111122223333', region: 'eu-west-1' };
  const network = new NetworkStack(app, 'Network', { env });
  const data = new DataStack(app, 'Data', network, { env });
  new AppStack(app, 'App', network, data, { env });
}

class NetworkStack extends Stack {
  readonly vpc = new Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 0 });
  readonly securityGroup = new SecurityGroup(this, 'ServiceSecurityGroup', { vpc: this.vpc });
}

class DataStack extends Stack {
  readonly database: DatabaseCluster;
  readonly apiKey = new Secret(this, 'ApiKey');
  readonly role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });

  constructor(scope: Construct, id: string, { vpc, securityGroup }: NetworkStack, props: StackProps) {
    super(scope, id, props);
    this.database = new DatabaseCluster(this, 'Database', {
      engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_4 }),
      writer: ClusterInstance.serverlessV2('Writer'),
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    });
    this.database.connections.allowDefaultPortFrom(securityGroup);
    this.apiKey.grantRead(this.role);
  }
}

class AppStack extends Stack {
  constructor(scope: Construct, id: string, { vpc, securityGroup }: NetworkStack, { database, apiKey, role }: DataStack, props: StackProps) {
    super(scope, id, props);
    const connector = new CfnVpcConnector(this, 'Connector', {
      subnets: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
      securityGroups: [securityGroup.securityGroupId],
    });
    const service = new CfnService(this, 'Service', {
      serviceName: 'shop',
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: 'public.ecr.aws/shop/shop:1',
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: {
            runtimeEnvironmentVariables: [{ name: 'DATABASE', value: `postgres://${database.clusterEndpoint.socketAddress}/shop` }],
            runtimeEnvironmentSecrets: [{ name: 'API_KEY', value: apiKey.secretArn }, { name: 'PASSWORD', value: database.secret!.secretArn }],
          },
        },
      },
      instanceConfiguration: { cpu: '1024', memory: '2048', instanceRoleArn: role.roleArn },
      networkConfiguration: { egressConfiguration: { egressType: 'VPC', vpcConnectorArn: connector.ref } },
    });
    new ServiceState(this, 'State', { service, desiredState: DesiredState.PAUSED });
  }
}
