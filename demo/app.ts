/**
 * The CDK app that the demo deploys, as yours could be: one App Runner service, and a declaration whether it runs or
 * is paused. In your app you would edit the code between two deployments; here each step of the demo passes what it
 * changes with `-c`.
 */
import { App, CfnOutput, CfnParameter, Stack, TimeZone } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Construct } from 'constructs';
import { DesiredState, OnDrift, RunningHours, ServiceState } from '../src'; // in your app: from 'cdk-apprunner-state'

interface ShopProps {
  readonly image: string;
  /** `RUNNING` or `PAUSED`. @default - a CloudFormation parameter says it */
  readonly desiredState?: string;
  /** Such as `Mon-Fri 08:00-18:00`. @default - `desiredState` holds at all times */
  readonly hours?: string;
}

class Shop extends Stack {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, { description: 'A shop that is paused when nobody shops' });

    const service = new CfnService(this, 'Service', {
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: props.image,
          imageRepositoryType: 'ECR_PUBLIC',
          imageConfiguration: { port: '8080' },
        },
      },
    });

    const state = new ServiceState(this, 'State', {
      service,
      desiredState: props.hours === undefined
        ? DesiredState.of(props.desiredState ?? this.parameter().valueAsString)
        : DesiredState.runningDuring(RunningHours.weekly(props.hours, { timeZone: TimeZone.ETC_UTC })),
      onDrift: props.hours === undefined ? OnDrift.TOLERATE : OnDrift.CORRECT,
    });

    new CfnOutput(this, 'Status', { value: state.status });
    new CfnOutput(this, 'Url', { value: `https://${state.serviceUrl}` });
  }

  /** Lets a pipeline toggle the service without new code: `cdk deploy --parameters DesiredState=RUNNING`. */
  private parameter(): CfnParameter {
    return new CfnParameter(this, 'DesiredState', { default: 'RUNNING', description: 'RUNNING or PAUSED' });
  }
}

const app = new App();
new Shop(app, 'Shop', {
  image: app.node.tryGetContext('image') as string | undefined ?? 'public.ecr.aws/shop/shop:1',
  desiredState: app.node.tryGetContext('desiredState') as string | undefined,
  hours: app.node.tryGetContext('hours') as string | undefined,
});
