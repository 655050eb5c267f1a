import type { AppRunnerClientConfig } from '@aws-sdk/client-apprunner';
import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import type { Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Handler } from './model/lambda-platform';

export type DesiredStateName = 'RUNNING' | 'PAUSED';

/** What the functions of a stack reach AWS with. */
export interface Connections {
  readonly appRunner: AppRunnerClientConfig;
  readonly cloudFormation: CloudFormationClientConfig;
}

/** One way to declare that App Runner services are paused or run. */
export interface Contender {
  /** Head of its column. */
  readonly name: string;
  /** In one sentence, for the reader of the tables. */
  readonly description: string;
  /** Declares the state of a service of another stack. */
  declare(stack: Stack, id: string, serviceArn: string, desired: DesiredStateName): void;
  /** Declares the state of a service of this stack and keeps it deployable while it is paused; not everybody can. */
  declareThroughPause?(stack: Stack, id: string, service: CfnService, desired: DesiredStateName): void;
  /** The functions in one container, by the name of their handler in the template. */
  load(connections: Connections): Record<string, Handler>;
}
