import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { helloService } from './hello-service';
import { DesiredState, OnDelete, ServiceReference, ServiceState } from '../src';

/** The service belongs to another stack and is known by its ARN; it is resumed when the declaration goes. */
const app = new App();
const owner = new Stack(app, 'AppRunnerStateImportOwner');
const { attrServiceArn } = helloService(owner);

const stack = new Stack(app, 'AppRunnerStateImport');
const state = new ServiceState(stack, 'State', {
  service: ServiceReference.fromServiceArn(stack, 'Service', attrServiceArn),
  desiredState: DesiredState.PAUSED,
  onDelete: OnDelete.RESUME,
});

new IntegTest(app, 'Import', { testCases: [stack] })
  .assertions.awsApiCall('AppRunner', 'DescribeService', { ServiceArn: state.serviceArn })
  .expect(ExpectedResult.objectLike({ Service: { Status: 'PAUSED' } }));

app.synth();
