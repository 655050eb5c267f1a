import { CfnParameter, Duration, NestedStack, Stack, TimeZone } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Construct } from 'constructs';
import { DesiredState, OnDrift, RunningHours, ServiceState, ServiceStateProvider, SpecialDays } from '../../../src';

/** Services that run when people work: hours in the code and in a parameter, and one in a nested stack. */
export function officeHours(app: App): void {
  const shop = new Stack(app, 'Shop');
  const provider = ServiceStateProvider.getOrCreate(shop, { reconcileInterval: Duration.minutes(10) });
  const office = RunningHours.weekly('Mon-Fri 08:00-18:00; Sat 09:00-13:00', {
    timeZone: TimeZone.EUROPE_BERLIN,
    specialDays: [SpecialDays.paused('2026-12-24', '2027-01-01'), SpecialDays.during('2027-12-31', '08:00-12:00')],
  });
  new ServiceState(shop, 'State', { service: service(shop, 'Service'), desiredState: DesiredState.runningDuring(office), deployAfterResume: true });

  const hours = new CfnParameter(shop, 'PreviewHours', { default: 'Mon-Fri 06:00-22:00' });
  const preview = RunningHours.weekly(hours.valueAsString, { timeZone: TimeZone.of('Europe/Stockholm') });
  new ServiceState(shop, 'PreviewState', { service: service(shop, 'Preview'), desiredState: DesiredState.runningDuring(preview), onDrift: OnDrift.CORRECT });

  const till = new NestedStack(shop, 'Till');
  new ServiceState(till, 'State', { service: service(till, 'Service'), desiredState: DesiredState.PAUSED, onDrift: OnDrift.REPORT, provider });
  provider.metricFailed().createAlarm(shop, 'Failed', { threshold: 1, evaluationPeriods: 1 });
  provider.metricReconcileErrors().createAlarm(shop, 'Errors', { threshold: 1, evaluationPeriods: 1 });
}

function service(scope: Construct, id: string): CfnService {
  return new CfnService(scope, id, {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: `public.ecr.aws/shop/${id.toLowerCase()}:latest`,
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { port: '8080' },
      },
    },
  });
}
