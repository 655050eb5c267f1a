import {
  AutoScalingConfiguration, ObservabilityConfiguration, Secret as ServiceSecret, Service, Source, TraceConfigurationVendor, VpcConnector,
  VpcIngressConnection,
} from '@aws-cdk/aws-apprunner-alpha';
import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { InterfaceVpcEndpointAwsService, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { DesiredState, ServiceReference, ServiceState } from '../../../src';

/** The construct of the CDK team, with what belongs to it, private inside a VPC. */
export function alphaConstruct(app: App): void {
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
  const service = new Service(stack, 'Service', {
    source: Source.fromEcrPublic({
      imageConfiguration: { port: 8000, environmentVariables: { COLOUR: 'blue' } },
      imageIdentifier: 'public.ecr.aws/aws-containers/hello-app-runner:1',
    }),
    autoScalingConfiguration: new AutoScalingConfiguration(stack, 'Scaling', { maxConcurrency: 20, maxSize: 3 }),
    observabilityConfiguration: new ObservabilityConfiguration(stack, 'Tracing', { traceConfigurationVendor: TraceConfigurationVendor.AWSXRAY }),
    vpcConnector: new VpcConnector(stack, 'Connector', { vpc, vpcSubnets: vpc.selectSubnets() }),
    isPubliclyAccessible: false,
  });
  service.addSecret('API_KEY', ServiceSecret.fromSecretsManager(new Secret(stack, 'ApiKey')));
  service.addEnvironmentVariable('STACK', stack.stackName);
  new VpcIngressConnection(stack, 'Ingress', {
    vpc,
    interfaceVpcEndpoint: vpc.addInterfaceEndpoint('AppRunner', { service: InterfaceVpcEndpointAwsService.APP_RUNNER_REQUESTS }),
    service,
  });
  new ServiceState(stack, 'State', { service: ServiceReference.fromConstruct(service), desiredState: DesiredState.PAUSED });
}
