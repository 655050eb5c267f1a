import { App, CfnParameter, Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  DesiredState, OnDelete, OnDrift, RunningHours, ServiceReference, ServiceState, ServiceStateProvider, SpecialDays,
} from 'cdk-apprunner-state';
import type { Construct } from 'constructs';

class ExampleStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // What stands behind every ServiceState of this stack, logging to a group of our own.
    const provider = ServiceStateProvider.getOrCreate(this, {
      logGroup: new LogGroup(this, 'StateLogs', {
        retention: RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });

    // Paused by declaration, and again if somebody resumes it by hand.
    new ServiceState(this, 'PreviewState', {
      service: this.helloService('Preview'),
      desiredState: DesiredState.PAUSED,
      onDrift: OnDrift.CORRECT,
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

    // Paused and resumed by people or other tools. A deployment leaves it as it was.
    new ServiceState(this, 'SandboxState', {
      service: this.helloService('Sandbox'),
      desiredState: DesiredState.AS_FOUND,
    });

    // Defined elsewhere, known by its ARN; it runs again when this stack is deleted.
    const legacyServiceArn = new CfnParameter(this, 'LegacyServiceArn');
    new ServiceState(this, 'LegacyState', {
      service: ServiceReference.fromServiceArn(this, 'Legacy', legacyServiceArn.valueAsString),
      desiredState: DesiredState.PAUSED,
      onDelete: OnDelete.RESUME,
    });

    // Running in office hours, which a parameter changes. A deployment follows each resume.
    const intranetHours = new CfnParameter(this, 'IntranetHours', { default: 'Mon-Fri 08:00-18:00' });
    const office = RunningHours.weekly(intranetHours.valueAsString, {
      timeZone: TimeZone.EUROPE_BERLIN,
      specialDays: [SpecialDays.paused('2026-12-24', '2027-01-01')],
    });
    const intranetState = new ServiceState(this, 'IntranetState', {
      service: this.helloService('Intranet'),
      desiredState: DesiredState.runningDuring(office),
      deployAfterResume: true,
    });

    this.addAlarms(provider, intranetState);
  }

  private addAlarms(provider: ServiceStateProvider, state: ServiceState): void {
    const alarms = [
      // A pause, resume or deployment does not work, or a right is missing.
      provider.metricFailed({ period: Duration.minutes(15) }).createAlarm(this, 'Failed', {
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),

      // The function itself fails.
      provider.metricReconcileErrors({ period: Duration.minutes(15) }).createAlarm(this, 'Errors', {
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),

      // The heartbeat: nothing has looked for fifteen minutes.
      provider.metricReconcileInvocations({ period: Duration.minutes(15) }).createAlarm(this, 'Heartbeat', {
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      }),

      // Somebody changed the service by hand twelve hours ago, and may have forgotten it.
      state.metricHeld({ period: Duration.hours(1) }).createAlarm(this, 'HeldTooLong', {
        threshold: 1,
        evaluationPeriods: 12,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    ];
    const topic = new Topic(this, 'Alarms');
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
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
