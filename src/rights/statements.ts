import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

const START_DEPLOYMENT = 'apprunner:StartDeployment';

export function pauseAndResume(resources: string[], mayDeploy = false): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService',
      ...mayDeploy ? [START_DEPLOYMENT] : [],
    ],
    resources,
  });
}

export function deploy(resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions: [START_DEPLOYMENT], resources });
}

/** A nested stack is at rest only when the stack at the root of its tree is. */
export function describeRootStack(root: Stack): PolicyStatement {
  return new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [root.stackId] });
}

export function describeStack(stack: Stack): PolicyStatement {
  return new PolicyStatement({
    actions: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'],
    resources: [stack.stackId],
  });
}
