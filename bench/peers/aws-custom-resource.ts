import { AppRunnerClient, PauseServiceCommand, ResumeServiceCommand } from '@aws-sdk/client-apprunner';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import type { Contender } from '../contender';
import { sleep } from '../model/virtual-time';

/** It cannot look, so it has to wait for the longest operation it reckons with: 5 minutes and a fifth. */
const WAIT_SECONDS = 360;

/** AwsCustomResource makes the one call, and a function sleeps. */
export const awsCustomResource: Contender = {
  name: 'AwsCustomResource',
  description: `one SDK call by AwsCustomResource, then a function that sleeps ${WAIT_SECONDS} s`,

  declare(stack, id, serviceArn, desired) {
    const call = new AwsCustomResource(stack, id, {
      onUpdate: {
        service: 'apprunner',
        action: desired === 'PAUSED' ? 'PauseService' : 'ResumeService',
        parameters: { ServiceArn: serviceArn },
        physicalResourceId: PhysicalResourceId.of(serviceArn),
      },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [serviceArn] }),
      installLatestAwsSdk: false,
    });
    const wait = new CustomResource(stack, `${id}Wait`, {
      serviceToken: sleepOf(stack).serviceToken,
      properties: { ServiceArn: serviceArn, DesiredState: desired },
    });
    wait.node.addDependency(call);
  },

  load({ appRunner }) {
    const client = new AppRunnerClient(appRunner);
    return {
      'index.sleep': async () => {
        await sleep(WAIT_SECONDS);
        return {};
      },
      // The singleton function of AwsCustomResource, reduced to the call that it makes.
      'index.handler': async event => {
        const { ResourceProperties } = event as { ResourceProperties: { Update: string } };
        const { action, parameters } = JSON.parse(ResourceProperties.Update) as { action: string; parameters: { ServiceArn: string } };
        await client.send(action === 'PauseService' ? new PauseServiceCommand(parameters) : new ResumeServiceCommand(parameters));
        return { PhysicalResourceId: parameters.ServiceArn };
      },
    };
  },
};

function sleepOf(stack: Stack): Provider {
  const existing = stack.node.tryFindChild('Wait') as Provider | undefined;
  return existing ?? new Provider(stack, 'Wait', {
    onEventHandler: new LambdaFunction(stack, 'Sleep', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.sleep',
      code: Code.fromInline('// bench/peers/aws-custom-resource.ts'),
      timeout: Duration.minutes(15),
    }),
  });
}
