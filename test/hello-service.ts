import type { Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';

/** The smallest service there is, from a public image. */
export function helloService(stack: Stack): CfnService {
  return new CfnService(stack, 'Service', {
    sourceConfiguration: {
      autoDeploymentsEnabled: false,
      imageRepository: {
        imageIdentifier: 'public.ecr.aws/aws-containers/hello-app-runner:latest',
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { port: '8000' },
      },
    },
    instanceConfiguration: { cpu: '256', memory: '512' },
  });
}
