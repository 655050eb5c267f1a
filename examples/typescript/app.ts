import { App, CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DesiredState, OnDelete, ServiceReference, ServiceState, ServiceStateProvider } from 'cdk-apprunner-state';
import type { Construct } from 'constructs';

class ExampleStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // What stands behind every ServiceState of this stack, logging to a group of our own.
    ServiceStateProvider.getOrCreate(this, {
      logGroup: new LogGroup(this, 'StateLogs', {
        retention: RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });

    // Paused by declaration.
    new ServiceState(this, 'PreviewState', {
      service: this.helloService('Preview'),
      desiredState: DesiredState.PAUSED,
    });

    // Toggled by a parameter, without new code.
    const stagingDesiredState = new CfnParameter(this, 'StagingDesiredState', {
      allowedValues: ['RUNNING', 'PAUSED'],
      default: 'RUNNING',
    });
    new ServiceState(this, 'StagingState', {
      service: this.helloService('Staging'),
      desiredState: DesiredState.of(stagingDesiredState.valueAsString),
    });

    // Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
    const legacyServiceArn = new CfnParameter(this, 'LegacyServiceArn');
    new ServiceState(this, 'LegacyState', {
      service: ServiceReference.fromServiceArn(this, 'Legacy', legacyServiceArn.valueAsString),
      desiredState: DesiredState.PAUSED,
      onDelete: OnDelete.RESUME,
    });
  }

  private helloService(id: string): CfnService {
    return new CfnService(this, id, {
      sourceConfiguration: {
        autoDeploymentsEnabled: false,
        imageRepository: {
          imageIdentifier: 'public.ecr.aws/aws-containers/hello-app-runner:latest',
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: { port: '8000' },
        },
      },
    });
  }
}

const app = new App();
new ExampleStack(app, 'AppRunnerStateExample');
app.synth();
