import { AppRunnerClient, DescribeServiceCommand, PauseServiceCommand, ResumeServiceCommand } from '@aws-sdk/client-apprunner';
import { stateAt } from './hours-keeper';
import type { HoursKeeper } from './hours-keeper';
import { LambdaPlatform } from '../model/lambda-platform';
import type { LambdaFunction } from '../model/lambda-platform';

const EVERY_MINUTES = 5;

/** Looks at the service, and sees to it that it is as it should be at this time. It asks for nothing else. */
export const poll: HoursKeeper = {
  name: 'plain poll',
  description: 'a function for each service that looks every five minutes, and pauses or resumes what is not as it should be',

  schedules(arns, hours, _correct, { appRunner, usage }) {
    const functionOf = (ServiceArn: string): LambdaFunction => ({
      memoryMegabytes: 128,
      timeoutSeconds: 60,
      newContainer: () => {
        const client = new AppRunnerClient(appRunner);
        return async () => {
          const { Service } = await client.send(new DescribeServiceCommand({ ServiceArn }));
          const desired = stateAt(Date.now(), hours);
          if (Service?.Status === 'RUNNING' && desired === 'PAUSED') await client.send(new PauseServiceCommand({ ServiceArn }));
          if (Service?.Status === 'PAUSED' && desired === 'RUNNING') await client.send(new ResumeServiceCommand({ ServiceArn }));
        };
      },
    });
    const lambda = new LambdaPlatform(new Map(arns.map(arn => [arn, functionOf(arn)])), usage);
    return arns.map(arn => ({ isDue: minute => minute % EVERY_MINUTES === 0, run: () => lambda.invoke(arn, '{}') }));
  },
};
