import { NestedStack, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnAutoScalingConfiguration, CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DesiredState, ServiceState, ServiceStateProvider } from '../../../src';

/** Each service has a nested stack of its own; what they share, our functions included, stands in the parent. */
export function nestedUsesParent(app: App): void {
  const shop = new Stack(app, 'Shop');
  const role = new Role(shop, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
  const queue = new Queue(shop, 'Queue');
  const scaling = new CfnAutoScalingConfiguration(shop, 'Scaling', { maxSize: 2 });
  const provider = ServiceStateProvider.getOrCreate(shop);
  for (const name of ['Orders', 'Invoices']) new Backend(shop, name, { role, queue, scaling, provider });
}

interface Shared {
  readonly role: Role;
  readonly queue: Queue;
  readonly scaling: CfnAutoScalingConfiguration;
  readonly provider: ServiceStateProvider;
}

class Backend extends NestedStack {
  constructor(scope: Construct, id: string, { role, queue, scaling, provider }: Shared) {
    super(scope, id);
    const service = new CfnService(this, 'Service', {
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: `public.ecr.aws/shop/${id.toLowerCase()}:1`,
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: { runtimeEnvironmentVariables: [{ name: 'QUEUE', value: queue.queueUrl }] },
        },
      },
      autoScalingConfigurationArn: scaling.attrAutoScalingConfigurationArn,
      instanceConfiguration: { instanceRoleArn: role.roleArn },
    });
    new ServiceState(this, 'State', { service, desiredState: DesiredState.PAUSED, provider });
  }
}
