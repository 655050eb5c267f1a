import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { helloService } from './hello-service';
import { DesiredState, ServiceState } from '../src';

const NAME = 'AppRunnerStateToggle';

/** A parameter pauses the service, and resumes it without a new template. */
const app = new App();
const stack = new Stack(app, NAME);
const desiredState = new CfnParameter(stack, 'DesiredState', { default: 'PAUSED', allowedValues: ['RUNNING', 'PAUSED'] });
const state = new ServiceState(stack, 'State', { service: helloService(stack), desiredState: DesiredState.of(desiredState.valueAsString) });
new CfnOutput(stack, 'Status', { value: state.status });

new IntegTest(app, 'Toggle', {
  testCases: [stack],
  hooks: {
    postDeploy: [
      `aws cloudformation update-stack --stack-name ${NAME} --use-previous-template --capabilities CAPABILITY_IAM`
      + ' --parameters ParameterKey=DesiredState,ParameterValue=RUNNING',
      `aws cloudformation wait stack-update-complete --stack-name ${NAME}`,
      `aws cloudformation describe-stacks --stack-name ${NAME} --output text --query "Stacks[0].Outputs[?OutputKey=='Status'].OutputValue" | grep RUNNING`,
    ],
  },
}).assertions.awsApiCall('AppRunner', 'DescribeService', { ServiceArn: state.serviceArn })
  .expect(ExpectedResult.objectLike({ Service: { Status: 'PAUSED' } }));

app.synth();
