import { CfnOutput, CfnParameter, Stack, TimeZone } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { newApp } from './new-app';
import { closedHours } from '../../demo/closed-hours';
import { DesiredState, RunningHours, ServiceReference, ServiceState, type ServiceStateProps } from '../../src';

export interface DeclaredStackProps extends Partial<Omit<ServiceStateProps, 'service'>> {
  /** A service that is there already. @default - the stack has one of its own */
  readonly serviceArn?: string;
  /** Tag of the image of the stack's own service. @default '1' */
  readonly image?: string;
  /** Whether the own service's state is declared. @default true */
  readonly declared?: boolean;
}

/** Running hours that are over now. */
export const CLOSED = DesiredState.runningDuring(RunningHours.weekly(closedHours(), { timeZone: TimeZone.ETC_UTC }));

/** One App Runner service whose state is declared, as small as such a stack can be. */
export class DeclaredStack extends Stack {
  constructor(id: string, props: DeclaredStackProps = {}) {
    super(newApp(), id);
    const { serviceArn, image, declared = true, ...declaration } = props;
    const service = serviceArn === undefined ? serviceWith(this, image) : ServiceReference.fromServiceArn(this, 'Imported', serviceArn);
    new CfnOutput(this, 'Arn', { value: service.serviceRef.serviceArn });
    if (declared) declare(this, service, declaration);
  }
}

export function serviceWith(scope: Construct, image: string = '1', id: string = 'Service'): CfnService {
  return new CfnService(scope, id, {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: `public.ecr.aws/shop/shop:${image}`,
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { port: '8080' },
      },
    },
  });
}

/** With an output for each attribute of the declaration. */
export function declare(scope: Stack, service: aws_apprunner.IServiceRef, props: Partial<ServiceStateProps> = {}): ServiceState {
  const state = new ServiceState(scope, 'State', { service, desiredState: DesiredState.PAUSED, ...props });
  for (const name of ['status', 'serviceUrl', 'operationId'] as const) {
    new CfnOutput(scope, `${name}Output`, { value: state[name] }).overrideLogicalId(name);
  }
  return state;
}

/** A declaration that a CloudFormation parameter makes, RUNNING unless a value is given. */
export class ParameterStack extends Stack {
  constructor(id: string, serviceArn: string) {
    super(newApp(), id);
    const parameter = new CfnParameter(this, 'DesiredState', { default: 'RUNNING' });
    declare(this, ServiceReference.fromServiceArn(this, 'Imported', serviceArn), { desiredState: DesiredState.of(parameter.valueAsString) });
  }
}
