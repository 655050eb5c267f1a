import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { CfnServiceProps } from 'aws-cdk-lib/aws-apprunner';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { DesiredState, ServiceReference, ServiceState } from '../../src';
import type { ServiceStateProps } from '../../src';

/** The ARN of the n-th of many services. */
export function serviceArn(n = 0, region = 'eu-west-1'): string {
  return `arn:aws:apprunner:${region}:123456789012:service/shop-${n}/8fe1e10304f84fd2b0df550fe98a7${String(n).padStart(3, '0')}`;
}

export function importedService(scope: Construct, n = 0): aws_apprunner.IServiceRef {
  return ServiceReference.fromServiceArn(scope, `Imported${n}`, serviceArn(n));
}

/** A service that runs an image, with the environment variables that a test is about. */
export function imageService(
  scope: Construct, id: string, environment: Record<string, string> = {}, props: Partial<CfnServiceProps> = {},
): CfnService {
  return new CfnService(scope, id, {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: 'public.ecr.aws/aws-containers/hello-app-runner:latest',
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { runtimeEnvironmentVariables: Object.entries(environment).map(([name, value]) => ({ name, value })) },
      },
    },
    ...props,
  });
}

/** A ServiceState that declares a service paused. */
export function paused(scope: Construct, id: string, service: ServiceStateProps['service'], props: Partial<ServiceStateProps> = {}): ServiceState {
  return new ServiceState(scope, id, { service, desiredState: DesiredState.PAUSED, ...props });
}
