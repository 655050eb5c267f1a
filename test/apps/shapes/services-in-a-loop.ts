import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DesiredState, OnDelete, ServiceState } from '../../../src';

/** One construct for all backends of a platform; each knows where the one before it is. */
export function servicesInALoop(app: App, tag = '1'): void {
  const stack = new Stack(app, 'Platform');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
  let next: Backend | undefined;
  for (const name of ['catalogue', 'basket', 'checkout']) {
    next = new Backend(stack, name, { role, image: `public.ecr.aws/shop/${name}:${tag}`, next });
    new CfnOutput(stack, `${name}Arn`, { value: next.service.attrServiceArn });
  }
}

interface BackendProps {
  readonly role: Role;
  readonly image: string;
  readonly next?: Backend;
}

class Backend extends Construct {
  readonly service: CfnService;

  constructor(scope: Construct, id: string, { role, image, next }: BackendProps) {
    super(scope, id);
    this.service = new CfnService(this, 'Service', {
      serviceName: id,
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: image,
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: { runtimeEnvironmentVariables: next && [{ name: 'NEXT', value: `https://${next.service.attrServiceUrl}` }] },
        },
      },
      instanceConfiguration: { cpu: '256', memory: '512', instanceRoleArn: role.roleArn },
      tags: [{ key: 'backend', value: id }],
    });
    new ServiceState(this, 'State', { service: this.service, desiredState: DesiredState.PAUSED, onDelete: OnDelete.RESUME });
  }
}
