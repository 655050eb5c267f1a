import { AppRunnerClient, DescribeServiceCommand, PauseServiceCommand, ResumeServiceCommand } from '@aws-sdk/client-apprunner';
import type { Connections } from '../contender';
import type { Handler } from '../model/lambda-platform';

interface Request {
  readonly RequestType: string;
  readonly ResourceProperties: { readonly ServiceArn: string; readonly DesiredState: string };
}

/** The two handlers that one writes first: start the operation, then look whether the service is there. */
export function pauseAndPoll({ appRunner }: Connections): Record<string, Handler> {
  const client = new AppRunnerClient(appRunner);
  const statusOf = async (ServiceArn: string): Promise<string | undefined> =>
    (await client.send(new DescribeServiceCommand({ ServiceArn }))).Service?.Status;

  return {
    'index.onEvent': async event => {
      const { RequestType, ResourceProperties: { ServiceArn, DesiredState } } = event as Request;
      if (RequestType !== 'Delete' && await statusOf(ServiceArn) !== DesiredState) {
        await client.send(DesiredState === 'PAUSED' ? new PauseServiceCommand({ ServiceArn }) : new ResumeServiceCommand({ ServiceArn }));
      }
      return { PhysicalResourceId: ServiceArn };
    },
    'index.isComplete': async event => {
      const { RequestType, ResourceProperties: { ServiceArn, DesiredState } } = event as Request;
      return { IsComplete: RequestType === 'Delete' || await statusOf(ServiceArn) === DesiredState };
    },
  };
}
