import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { throughPause } from './cdk-nag-apps';
import { CHECKS } from './cdk-nag-checks';
import type { Build } from './cdk-nag-checks';
import { ServiceStateProvider } from '../../../src';

describe.each(CHECKS)('%s still reports', (_, check) => {
  /** The findings in an app with a declaration and constructs of its own. */
  const reported = (build: Build): string[] => check(stack => {
    throughPause()(stack);
    build(stack);
  });

  test("wildcards in the app's own policies, although they look like ours", () => {
    const findings = reported(stack => {
      const { region, account, partition } = stack;
      new ManagedPolicy(stack, 'Theirs', {
        statements: [
          new PolicyStatement({ actions: ['apprunner:PauseService'], resources: [`arn:${partition}:apprunner:${region}:${account}:service/*`] }),
        ],
      });
    });
    expect(findings).toContain('AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:apprunner:<AWS::Region>:<AWS::AccountId>:service/*] Stack/Theirs/Resource');
  });

  test("what the app adds to the provider's role", () => {
    const findings = reported(stack => {
      const role = ServiceStateProvider.getOrCreate(stack).handlerRole;
      role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
      new LambdaFunction(stack, 'Theirs', { code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_24_X }).grantInvoke(role);
    });
    expect(findings).toEqual(expect.arrayContaining(['Action::s3:*', 'Resource::*', 'Resource::<Theirs1F49785D.Arn>:*']
      .map(what => `AwsSolutions-IAM5[${what}] Stack/AppRunnerServiceStateProvider/HandlerRolePolicy/Resource`)));
  });

  test('what the app adds to the policy with the rights', () => {
    const findings = reported(stack => {
      const [policy] = stack.node.findAll().filter(node => node instanceof ManagedPolicy);
      policy.addStatements(new PolicyStatement({ actions: ['apprunner:TagResource'], resources: ['arn:aws:s3:::theirs/*'] }));
    });
    expect(findings).toContainEqual(expect.stringMatching(/^AwsSolutions-IAM5\[Resource::arn:aws:s3:::theirs\/\*\] Stack\/.*Rights\//));
  });

  test('managed policies and functions of the app, also with the provider in a VPC', () => {
    const findings = check(stack => {
      ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
      new LambdaFunction(stack, 'Theirs', { code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_20_X });
    });
    expect(findings).toEqual(expect.arrayContaining([
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] Stack/Theirs/ServiceRole/Resource',
      'AwsSolutions-L1 Stack/Theirs/Resource',
    ]));
  });
});
