import { Aspects, CfnResource, Fn, PermissionsBoundary, RemovalPolicies, Stack, Tags } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnAutoScalingConfiguration, CfnService } from 'aws-cdk-lib/aws-apprunner';
import { CfnManagedPolicy, CfnPolicy, CfnRole, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { DesiredState, ServiceState } from '../../../src';

/** A large company: everything is tagged, retained, bounded, and named by its rules. */
export function platformRules(app: App): void {
  const stack = new Stack(app, 'Shop', {
    env: { account: '111122223333', region: 'eu-west-1' },
    permissionsBoundary: PermissionsBoundary.fromName('developers'),
  });
  const role = new Role(stack, 'Role', {
    assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AWSXRayDaemonWriteAccess')],
  });
  const token = new Secret(stack, 'Token');
  token.grantRead(role);
  const service = new CfnService(stack, 'Service', {
    serviceName: 'shop',
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: Fn.sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/shop:1'),
        imageRepositoryType: 'ECR',
        imageConfiguration: { runtimeEnvironmentSecrets: [{ name: 'TOKEN', value: token.secretArn }] },
      },
    },
    autoScalingConfigurationArn: new CfnAutoScalingConfiguration(stack, 'Scaling', { maxSize: 5 }).attrAutoScalingConfigurationArn,
    instanceConfiguration: { cpu: '1 vCPU', memory: '2 GB', instanceRoleArn: role.roleArn },
    healthCheckConfiguration: { protocol: 'HTTP', path: '/health' },
  });
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });

  Tags.of(app).add('cost-centre', '4711');
  RemovalPolicies.of(app).retain();
  Aspects.of(app).add({ visit: nameAfterLogicalId });
}

function nameAfterLogicalId(node: IConstruct): void {
  if (!CfnResource.isCfnResource(node)) return;
  const name = `team-shop-${Stack.of(node).getLogicalId(node)}`;
  if (node instanceof CfnRole) node.roleName = name.slice(0, 64);
  if (node instanceof CfnPolicy) node.policyName = name;
  if (node instanceof CfnManagedPolicy) node.managedPolicyName = name;
}
