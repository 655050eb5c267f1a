import { App, Duration, Stack } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ServiceStateProviderProps } from '../../../src';
import { DesiredState, ServiceState, ServiceStateProvider } from '../../../src';
import { importedService } from '../sample-services';
import { idsOf, resourcesOf, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

/** A stack whose provider has the options, and one state that uses it. */
function withOptions(options: (stack: Stack) => ServiceStateProviderProps): SynthesizedTemplate {
  const stack = new Stack(new App(), 'Stack');
  ServiceStateProvider.getOrCreate(stack, options(stack));
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED });
  return synthesized(stack);
}

function ofEveryFunction(template: SynthesizedTemplate, property: string): unknown[] {
  const functions = resourcesOf(template, 'AWS::Lambda::Function').filter(({ Properties }) => !String(Properties.Description).startsWith('Lambda function for'));
  expect(functions).toHaveLength(5);
  return functions.map(({ Properties }) => Properties[property]);
}

test('The framework has the patience to wait for an execution, its SDK makes eight attempts', () => {
  const attempts = ofEveryFunction(withOptions(() => ({})), 'Environment').map(environment => (environment as { Variables?: { AWS_MAX_ATTEMPTS?: string } })?.Variables?.AWS_MAX_ATTEMPTS);
  expect(attempts).toEqual([undefined, undefined, '8', '8', '8']);
});

describe('In a VPC', () => {
  test('every function is in the private subnets, behind one new security group', () => {
    const template = withOptions(stack => ({ vpc: new Vpc(stack, 'Vpc') }));
    const [group] = idsOf(template, 'AWS::EC2::SecurityGroup');
    for (const config of ofEveryFunction(template, 'VpcConfig')) {
      expect(config).toEqual({
        SecurityGroupIds: [{ 'Fn::GetAtt': [group, 'GroupId'] }],
        SubnetIds: [{ Ref: expect.stringMatching('VpcPrivateSubnet1') as string }, { Ref: expect.stringMatching('VpcPrivateSubnet2') as string }],
      });
    }
    const access = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole']] };
    const managed = resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.ManagedPolicyArns);
    expect(managed.filter(arns => arns !== undefined)).toEqual([[access], [access], [access]]);
  });

  test('every function is in the given subnets and security groups', () => {
    const template = withOptions(stack => {
      const vpc = new Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED }] });
      return { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED }, securityGroups: [new SecurityGroup(stack, 'Group', { vpc })] };
    });
    const [group, ...others] = idsOf(template, 'AWS::EC2::SecurityGroup');
    expect(others).toEqual([]);
    for (const config of ofEveryFunction(template, 'VpcConfig')) {
      expect(config).toMatchObject({ SecurityGroupIds: [{ 'Fn::GetAtt': [group, 'GroupId'] }] });
      expect(JSON.stringify(config)).toContain('VpcisolatedSubnet1');
    }
  });

  test('public subnets are refused', () => {
    expect(() => withOptions(stack => ({ vpc: new Vpc(stack, 'Vpc'), vpcSubnets: { subnetType: SubnetType.PUBLIC } })))
      .toThrow('Lambda Functions in a public subnet can NOT access the internet');
  });

  test('only if there is one', () => {
    expect(ofEveryFunction(withOptions(() => ({})), 'VpcConfig')).toEqual(Array(5).fill(undefined));
  });
});

describe('The log group', () => {
  const logGroupOf = (config: unknown): unknown => (config as { LogGroup?: unknown }).LogGroup;

  test('is the same for every function, is deleted with the stack and keeps one month', () => {
    const template = withOptions(() => ({}));
    const [id, ...others] = idsOf(template, 'AWS::Logs::LogGroup');
    expect(others).toEqual([]);
    expect(template.Resources[id]).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(ofEveryFunction(template, 'LoggingConfig').map(logGroupOf)).toEqual(Array(5).fill({ Ref: id }));
  });

  test('has the given retention', () => {
    const [{ Properties }] = resourcesOf(withOptions(() => ({ logRetention: RetentionDays.THREE_DAYS })), 'AWS::Logs::LogGroup');
    expect(Properties.RetentionInDays).toBe(3);
  });

  test('may be a further one, and only that one gets rights', () => {
    const template = withOptions(stack => ({ logGroup: LogGroup.fromLogGroupName(stack, 'Ours', 'ours') }));
    expect(idsOf(template, 'AWS::Logs::LogGroup')).toEqual([]);
    expect(ofEveryFunction(template, 'LoggingConfig').map(logGroupOf)).toEqual(Array(5).fill('ours'));
    const logging = resourcesOf(template, 'AWS::IAM::Policy').filter(policy => JSON.stringify(policy).includes('logs:'));
    expect(logging).toHaveLength(3);
    for (const policy of logging) expect(JSON.stringify(policy)).toContain(':log-group:ours:*');
  });
});

describe('A handler role of the app', () => {
  test('is used as it is', () => {
    const template = withOptions(stack => ({ handlerRole: new Role(stack, 'Ours', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }) }));
    const [id] = idsOf(template, 'AWS::IAM::Role').filter(role => role.startsWith('Ours'));
    const used = ofEveryFunction(template, 'Role').filter(role => JSON.stringify(role).includes(id));
    expect(used).toHaveLength(2);
    const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap(type => resourcesOf(template, type));
    expect(policies.filter(policy => JSON.stringify(policy).includes(id))).toEqual([]);
    expect(template.Resources[id].Properties).not.toHaveProperty('Policies');
    expect(template.Resources[id].Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  test('may be imported, with the options that could have changed it', () => {
    const template = withOptions(stack => ({
      handlerRole: Role.fromRoleArn(stack, 'Ours', 'arn:aws:iam::123456789012:role/ours'),
      vpc: new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }),
      environmentEncryption: new Key(stack, 'Key'),
    }));
    const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap(type => resourcesOf(template, type));
    expect(policies).not.toEqual([]);
    expect(policies.filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('ours'))).toEqual([]);
  });
});

test('the permissions boundary is on every role, also that of the state machine', () => {
  const template = withOptions(stack => ({ permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::123456789012:policy/boundary') }));
  expect(resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties.PermissionsBoundary))
    .toEqual(Array(4).fill('arn:aws:iam::123456789012:policy/boundary'));
});

test('the key encrypts the environment of every function', () => {
  const template = withOptions(stack => ({ environmentEncryption: new Key(stack, 'Key') }));
  const [key] = idsOf(template, 'AWS::KMS::Key');
  expect(ofEveryFunction(template, 'KmsKeyArn')).toEqual(Array(5).fill({ 'Fn::GetAtt': [key, 'Arn'] }));
});

describe('The waiter', () => {
  const waiter = (template: SynthesizedTemplate): string => JSON.stringify(resourcesOf(template, 'AWS::StepFunctions::StateMachine')[0]);

  test.each([
    [Duration.seconds(5), 5, 672], [Duration.seconds(1), 1, 3360], [Duration.seconds(59), 59, 57], [Duration.minutes(1), 60, 56],
  ])('looks every %s, for an hour at most', (pollInterval, seconds, attempts) => {
    const definition = waiter(withOptions(() => ({ pollInterval })));
    expect(definition).toContain(`\\"IntervalSeconds\\":${seconds},\\"MaxAttempts\\":${attempts},\\"BackoffRate\\":1`);
    expect(seconds * attempts).toBeGreaterThan(55 * 60);
    expect(seconds * attempts).toBeLessThan(58 * 60);
  });

  test('logs nothing, because its events hold the presigned response URL', () => {
    expect(waiter(withOptions(() => ({})))).not.toContain('LoggingConfiguration');
  });
});
