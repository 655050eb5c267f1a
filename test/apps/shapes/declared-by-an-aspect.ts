import { Aspects, Stack } from 'aws-cdk-lib';
import type { App, IAspect } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { DesiredState, ServiceState } from '../../../src';

/** The app declares nothing. An aspect of the platform team pauses all services of a development account. */
export function declaredByAnAspect(app: App): void {
  const stack = new Stack(app, 'Shop');
  const pictures = new Bucket(stack, 'Pictures');
  for (const id of ['Frontend', 'Backend']) {
    new CfnService(stack, id, {
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: `public.ecr.aws/shop/${id.toLowerCase()}:1`,
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: { runtimeEnvironmentVariables: [{ name: 'PICTURES', value: pictures.bucketRegionalDomainName }] },
        },
      },
      instanceConfiguration: { cpu: '256', memory: '512' },
    });
  }
  Aspects.of(app).add(new PauseEverything());
}

class PauseEverything implements IAspect {
  visit(node: IConstruct): void {
    if (!CfnService.isCfnService(node)) return;
    new ServiceState(node.stack, `${node.node.id}State`, { service: node, desiredState: DesiredState.PAUSED });
  }
}
