import {
  AppRunnerClient, DescribeServiceCommand, ListOperationsCommand, PauseServiceCommand, ResumeServiceCommand, StartDeploymentCommand,
} from '@aws-sdk/client-apprunner';
import type { AppRunnerClientConfig, ListOperationsCommandOutput, OperationSummary } from '@aws-sdk/client-apprunner';
import type { AppRunner, Operation } from './app-runner';
import { awsCall } from './aws-call';
import { AwsCallError } from './aws-call-error';

/**
 * Twenty operations a page. A request never asks further back than an hour, or than the deployment it belongs to; a tick asks
 * back to the last boundary, and can decide with less.
 */
const MOST_PAGES = 5;

export function appRunnerOf(config: AppRunnerClientConfig): AppRunner {
  const client = new AppRunnerClient({ maxAttempts: 1, ...config }); // core/retry.ts makes the others
  return {
    async describe(ServiceArn) {
      try {
        const { Service } = await awsCall('apprunner:DescribeService', ServiceArn, () => client.send(new DescribeServiceCommand({ ServiceArn })));
        // Other App Runner resource types have answered in lower case: fold rather than fail.
        return { status: String(Service?.Status ?? '').toUpperCase(), url: Service?.ServiceUrl ?? '' };
      } catch (error) {
        if (error instanceof AwsCallError && error.reason.name === 'ResourceNotFoundException') return { status: 'NOT_FOUND', url: '' };
        throw error;
      }
    },
    async pause(ServiceArn) {
      return (await awsCall('apprunner:PauseService', ServiceArn, () => client.send(new PauseServiceCommand({ ServiceArn })))).OperationId;
    },
    async resume(ServiceArn) {
      return (await awsCall('apprunner:ResumeService', ServiceArn, () => client.send(new ResumeServiceCommand({ ServiceArn })))).OperationId;
    },
    async deploy(ServiceArn) {
      return (await awsCall('apprunner:StartDeployment', ServiceArn, () => client.send(new StartDeploymentCommand({ ServiceArn })))).OperationId;
    },
    async operations(ServiceArn, areEnough = () => true) {
      const found: Operation[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer: ListOperationsCommandOutput = await awsCall('apprunner:ListOperations', ServiceArn,
          () => client.send(new ListOperationsCommand({ ServiceArn, MaxResults: 20, NextToken })));
        found.push(...(answer.OperationSummaryList ?? []).map(operationOf));
        NextToken = answer.NextToken;
        if (!NextToken || areEnough(found)) break;
      }
      return found;
    },
  };
}

function operationOf(summary: OperationSummary): Operation {
  return {
    id: summary.Id ?? '',
    type: summary.Type ?? '',
    status: summary.Status,
    startedAt: summary.StartedAt?.getTime() ?? NaN,
    endedAt: summary.EndedAt?.getTime(),
  };
}
