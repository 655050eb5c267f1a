import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { helloService } from './hello-service';
import { DesiredState, ServiceState } from '../src';

/** Somebody else has begun to pause the service: that is waited out, and then the service is resumed. */
const app = new App();
const stack = new Stack(app, 'AppRunnerStateResume');
const service = helloService(stack);
const somebody = new AwsCustomResource(stack, 'Somebody', {
  onCreate: {
    service: 'AppRunner',
    action: 'PauseService',
    parameters: { ServiceArn: service.attrServiceArn },
    physicalResourceId: PhysicalResourceId.of('paused-by-somebody'),
  },
  policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [service.attrServiceArn] }),
  installLatestAwsSdk: false,
});
const state = new ServiceState(stack, 'State', { service, desiredState: DesiredState.RUNNING });
state.node.addDependency(somebody);

new IntegTest(app, 'Resume', { testCases: [stack] })
  .assertions.awsApiCall('AppRunner', 'DescribeService', { ServiceArn: state.serviceArn })
  .expect(ExpectedResult.objectLike({ Service: { Status: 'RUNNING' } }));

app.synth();
