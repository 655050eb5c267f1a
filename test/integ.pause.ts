import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { helloService } from './hello-service';
import { DesiredState, ServiceState } from '../src';

/** A service is created and is paused when the deployment is over. */
const app = new App();
const stack = new Stack(app, 'AppRunnerStatePause');
const state = new ServiceState(stack, 'State', { service: helloService(stack), desiredState: DesiredState.PAUSED });

new IntegTest(app, 'Pause', { testCases: [stack] })
  .assertions.awsApiCall('AppRunner', 'DescribeService', { ServiceArn: state.serviceArn })
  .expect(ExpectedResult.objectLike({ Service: { Status: 'PAUSED' } }));

app.synth();
