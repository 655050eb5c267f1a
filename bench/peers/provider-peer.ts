import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { pauseAndPoll } from './pause-and-poll';
import type { Contender } from '../contender';

/** A Provider with an onEvent and an isComplete handler, as the CDK documentation shows it. */
export function providerPeer(name: string, description: string, queryInterval?: Duration): Contender {
  return {
    name,
    description,

    declare(stack, id, serviceArn, desired) {
      new CustomResource(stack, id, {
        serviceToken: providerOf(stack, queryInterval).serviceToken,
        properties: { ServiceArn: serviceArn, DesiredState: desired },
      });
    },

    load: pauseAndPoll,
  };
}

/** One for the whole stack. */
function providerOf(stack: Stack, queryInterval: Duration | undefined): Provider {
  const existing = stack.node.tryFindChild('Provider') as Provider | undefined;
  return existing ?? new Provider(stack, 'Provider', {
    onEventHandler: handler(stack, 'onEvent', ['apprunner:DescribeService', 'apprunner:PauseService', 'apprunner:ResumeService']),
    isCompleteHandler: handler(stack, 'isComplete', ['apprunner:DescribeService']),
    queryInterval,
  });
}

function handler(stack: Stack, name: string, actions: string[]): LambdaFunction {
  const lambda = new LambdaFunction(stack, name, {
    runtime: Runtime.NODEJS_24_X,
    handler: `index.${name}`,
    code: Code.fromInline('// bench/peers/pause-and-poll.ts'),
    timeout: Duration.minutes(1), // the default of 3 s would not outlast one retry of the SDK
  });
  lambda.addToRolePolicy(new PolicyStatement({ actions, resources: ['*'] }));
  return lambda;
}
