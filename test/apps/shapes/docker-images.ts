import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DesiredState, ServiceState } from '../../../src';

/** The shop is built by the CDK from a folder; what stands beside it was built elsewhere, and is run by its digest, and is paused by people. */
export function dockerImages(app: App, { directory = path.join(__dirname, '..', 'shop-image'), digest = 'a'.repeat(64) } = {}): void {
  const stack = new Stack(app, 'Shop');
  const pull = new Role(stack, 'Pull', { assumedBy: new ServicePrincipal('build.apprunner.amazonaws.com') });

  const image = new DockerImageAsset(stack, 'Image', { directory });
  image.repository.grantPull(pull);
  const mails = new Repository(stack, 'Mails');
  mails.grantPull(pull);
  const services: [string, string, DesiredState][] = [
    ['Shop', image.imageUri, DesiredState.PAUSED],
    ['Mailer', mails.repositoryUriForDigest(`sha256:${digest}`), DesiredState.AS_FOUND],
  ];

  for (const [id, imageIdentifier, desiredState] of services) {
    const service = new CfnService(stack, id, {
      sourceConfiguration: {
        authenticationConfiguration: { accessRoleArn: pull.roleArn },
        imageRepository: { imageIdentifier, imageRepositoryType: 'ECR', imageConfiguration: { port: '80' } },
      },
    });
    new ServiceState(stack, `${id}State`, { service, desiredState });
  }
}
