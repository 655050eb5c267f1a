import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

export function pauseAndResume(resources: string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService'],
    resources,
  });
}

export function describeStack(stack: Stack): PolicyStatement {
  return new PolicyStatement({
    actions: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'],
    resources: [stack.stackId],
  });
}
