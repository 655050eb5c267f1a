import { AppRunnerClient, ListServicesCommand } from '@aws-sdk/client-apprunner';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { appRunnerConnection } from './app-runner-connection';
import { cloudFormationConnection } from './cloud-formation-connection';
import { AppRunnerSimulator } from '../../test/simulator';

let warm: Promise<unknown> | undefined;

/**
 * The SDK's first call reads configuration files, which takes real time while the virtual clock would run on. What
 * it read it keeps.
 */
export function warmUp(): Promise<unknown> {
  warm ??= Promise.all([
    new AppRunnerClient(appRunnerConnection(new AppRunnerSimulator())).send(new ListServicesCommand({})),
    new CloudFormationClient(cloudFormationConnection({ stackStatus: 'CREATE_COMPLETE', record: () => undefined }, () => undefined)).send(new DescribeStacksCommand({})),
  ]);
  return warm;
}
