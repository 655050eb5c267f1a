import { Annotations, Aspects, CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn, Stack, Tags, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnAutoScalingConfiguration, CfnService, CfnVpcConnector } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DesiredState, ServiceState } from '../../src';

/** One change of an app, made after all of it is defined. */
export type Change = (service: CfnService, stack: Stack, app: App) => void;

const IMAGE = 'SourceConfiguration.ImageRepository';
const ENVIRONMENT = `${IMAGE}.ImageConfiguration.RuntimeEnvironmentVariables`;

/** What a service can be given in place of what it has: CloudFormation updates it. */
export const CHANGES_OF_THE_SERVICE: Record<string, Change> = {
  'another image': service => service.addPropertyOverride(`${IMAGE}.ImageIdentifier`, 'public.ecr.aws/shop/shop:2'),
  'more CPU, set as a property': service => { service.instanceConfiguration = { cpu: '4096' }; },
  'more memory, set by an override': service => service.addPropertyOverride('InstanceConfiguration.Memory', '12288'),
  'another environment': service => service.addPropertyOverride(ENVIRONMENT, [{ Name: 'COLOUR', Value: 'red' }]),
  'the address of a new queue in its environment': (service, stack) =>
    service.addPropertyOverride(ENVIRONMENT, [{ Name: 'QUEUE', Value: new Queue(stack, 'NewQueue').queueUrl }]),
  'a new parameter in its environment': (service, stack) =>
    service.addPropertyOverride(ENVIRONMENT, [{ Name: 'COLOUR', Value: new CfnParameter(stack, 'Colour', { default: 'red' }).valueAsString }]),
  'a parameter of the Systems Manager as its image': (service, stack) =>
    service.addPropertyOverride(`${IMAGE}.ImageIdentifier`, StringParameter.valueForStringParameter(stack, '/shop/image')),
  'a text with Fn::Sub as its image': service => service.addPropertyOverride(`${IMAGE}.ImageIdentifier`, Fn.sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/shop:2')),
  'an imported value in its environment': service => service.addPropertyOverride(ENVIRONMENT, [{ Name: 'HOST', Value: Fn.importValue('new-host') }]),
  'a choice in its environment': (service, stack) => {
    const inIreland = new CfnCondition(stack, 'InIreland', { expression: Fn.conditionEquals({ Ref: 'AWS::Region' }, 'eu-west-1') });
    service.addPropertyOverride(ENVIRONMENT, [{ Name: 'HOST', Value: Fn.conditionIf(inIreland.logicalId, 'near', Fn.importValue('far-host')) }]);
  },
  'another secret': (service, stack) =>
    service.addPropertyOverride(`${IMAGE}.ImageConfiguration.RuntimeEnvironmentSecrets`, [{ Name: 'SECRET', Value: new Secret(stack, 'NewSecret').secretArn }]),
  'a role of the same stack': (service, stack) => service.addPropertyOverride('InstanceConfiguration.InstanceRoleArn', newRole(stack).roleArn),
  'a role of another stack': (service, stack) => service.addPropertyOverride('InstanceConfiguration.InstanceRoleArn', newRole(stackBeside(stack)).roleArn),
  'another scaling': (service, stack) => {
    service.autoScalingConfigurationArn = new CfnAutoScalingConfiguration(stack, 'NewScaling', { maxSize: 7 }).attrAutoScalingConfigurationArn;
  },
  'another health check': service => { service.healthCheckConfiguration = { protocol: 'TCP', interval: 9 }; },
  'another way out': (service, stack) => {
    const connector = new CfnVpcConnector(stack, 'NewConnector', { subnets: ['subnet-0a1b2c3d4e5f60718'] });
    service.networkConfiguration = { egressConfiguration: { egressType: 'VPC', vpcConnectorArn: connector.attrVpcConnectorArn } };
  },
  'a tag': service => Tags.of(service).add('team', 'shop'),
  'a tag on everything in the app': (_, __, app) => Tags.of(app).add('company', 'shop'),
  'an aspect that changes it': (_, __, app) => Aspects.of(app).add({
    visit: node => { if (CfnService.isCfnService(node)) node.healthCheckConfiguration = { protocol: 'TCP', interval: 8 }; },
  }),
  'an aspect that comes after all others': (_, __, app) => Aspects.of(app).add({
    visit: node => { if (CfnService.isCfnService(node)) node.addPropertyOverride('HealthCheckConfiguration.Timeout', 7); },
  }, { priority: 2000 }),
  'a property that is taken out': service => service.addPropertyDeletionOverride(`${IMAGE}.ImageConfiguration`),
  'a property that this CDK does not know': service => {
    service.addOverride('Properties.NewProperty', { Enabled: true });
    // Newer versions of the CDK refuse what they do not know.
    Validations.of(service).acknowledge({ id: 'CloudFormation-Validate::F3002', reason: 'App Runner has it since yesterday' });
  },
};

/** What leaves a service as it is, however much it changes the template around it. */
export const CHANGES_BESIDE_THE_SERVICE: Record<string, Change> = {
  'nothing': () => undefined,
  'a description of the stack': (_, stack) => { stack.templateOptions.description = 'The shop'; },
  'other resources in the stack': (_, stack) => { new Bucket(stack, 'NewBucket'); },
  'another service with a state of its own': (_, stack) => {
    const service = new CfnService(stack, 'Another', {
      sourceConfiguration: { imageRepository: { imageIdentifier: 'public.ecr.aws/shop/another:1', imageRepositoryType: 'ECR_PUBLIC' } },
    });
    new ServiceState(stack, 'AnotherState', { service, desiredState: DesiredState.RUNNING });
  },
  'another stack in the app': (_, stack) => { new Bucket(stackBeside(stack), 'NewBucket'); },
  'another parameter': (_, stack) => { new CfnParameter(stack, 'Unused'); },
  'an output of its URL': (service, stack) => {
    new CfnOutput(stack, 'NewUrl', { value: service.attrServiceUrl, condition: service.cfnOptions.condition });
  },
  'metadata, a policy for its deletion, and a resource that it waits for': (service, stack) => {
    service.addMetadata('Contact', 'shop@example.com');
    service.addOverride('DeletionPolicy', 'Retain');
    service.node.addDependency(new CfnResource(stack, 'Before', { type: 'AWS::CloudFormation::WaitConditionHandle' }));
  },
  'a remark for who synthesizes it': service => Annotations.of(service).addInfo('Ask the platform team.'),
  'everything being resolved before': (service, stack) => { stack.resolve(service._toCloudFormation()); },
  'another order of what is beside it': (_, stack) => {
    const children = stack.node.children.map(({ node }) => node.id);
    const inOtherOrder = stack.node as unknown as { _children: Record<string, unknown> };
    inOtherOrder._children = Object.fromEntries(children.reverse().map(id => [id, inOtherOrder._children[id]]));
  },
};

function newRole(stack: Stack): Role {
  return new Role(stack, 'NewRole', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
}

/** In the same environment, and the same stage. */
function stackBeside(stack: Stack): Stack {
  let root = stack;
  while (root.nestedStackParent) root = root.nestedStackParent;
  return new Stack(root.node.scope!, 'Beside', { env: { account: root.account, region: root.region } });
}
