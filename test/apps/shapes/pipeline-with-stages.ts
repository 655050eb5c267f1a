import { Stack, Stage } from 'aws-cdk-lib';
import type { App, StageProps } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CodePipeline, CodePipelineSource, ManualApprovalStep, ShellStep } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { DesiredState, ServiceState } from '../../../src';

/** CDK Pipelines deploys the same stacks twice; neither knows its account or Region. Production may differ a little. */
export function pipelineWithStages(app: App, customize?: (service: CfnService) => void): void {
  const delivery = new Stack(app, 'Delivery');
  const pipeline = new CodePipeline(delivery, 'Pipeline', {
    synth: new ShellStep('Synth', {
      input: CodePipelineSource.connection('shop/shop', 'main', {
        connectionArn: 'arn:aws:codestar-connections:eu-west-1:111122223333:connection/1fd3a9f6-73b8-4c0b-b4f7-1f0b2f3c4d5e',
      }),
      commands: ['npm ci', 'npx cdk synth'],
    }),
  });
  pipeline.addStage(new ShopStage(app, 'Staging', { desiredState: DesiredState.PAUSED }));
  pipeline.addStage(new ShopStage(app, 'Production', { desiredState: DesiredState.RUNNING, customize }), { pre: [new ManualApprovalStep('Approve')] });
}

interface ShopStageProps extends StageProps {
  readonly desiredState: DesiredState;
  readonly customize?: (service: CfnService) => void;
}

class ShopStage extends Stage {
  constructor(scope: Construct, id: string, { desiredState, customize, ...props }: ShopStageProps) {
    super(scope, id, props);
    const roles = new Stack(this, 'Roles');
    const role = new Role(roles, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
    const stack = new Stack(this, 'Shop');
    const service = new CfnService(stack, 'Service', {
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: 'public.ecr.aws/shop/shop:1',
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: { runtimeEnvironmentVariables: [{ name: 'STAGE', value: id }, { name: 'REGION', value: stack.region }] },
        },
      },
      instanceConfiguration: { cpu: '1024', memory: '2048', instanceRoleArn: role.roleArn },
    });
    new ServiceState(stack, 'State', { service, desiredState });
    customize?.(service);
  }
}
