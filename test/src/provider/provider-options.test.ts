import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ServiceStateProvider } from '../../../src';
import type { ServiceStateProviderProps } from '../../../src';

type Options = (stack: Stack) => ServiceStateProviderProps;

/** The option, a value of it, and another one. */
const DIFFERENCES: [keyof ServiceStateProviderProps, Options, Options][] = [
  ['pollInterval', () => ({ pollInterval: Duration.seconds(5) }), () => ({ pollInterval: Duration.seconds(6) })],
  ['reconcileInterval', () => ({ reconcileInterval: Duration.minutes(5) }), () => ({ reconcileInterval: Duration.minutes(10) })],
  ['memorySize', () => ({ memorySize: 256 }), () => ({ memorySize: 512 })],
  ['runtime', () => ({ runtime: Runtime.NODEJS_24_X }), () => ({ runtime: Runtime.NODEJS_22_X })],
  ['architecture', () => ({ architecture: Architecture.ARM_64 }), () => ({ architecture: Architecture.X86_64 })],
  ['logRetention', () => ({ logRetention: RetentionDays.ONE_DAY }), () => ({ logRetention: RetentionDays.ONE_WEEK })],
  ['logGroup', stack => ({ logGroup: LogGroup.fromLogGroupName(stack, 'A', 'a') }), stack => ({ logGroup: LogGroup.fromLogGroupName(stack, 'B', 'b') })],
  ['vpc', stack => ({ vpc: new Vpc(stack, 'VpcA') }), stack => ({ vpc: new Vpc(stack, 'VpcB') })],
  ['handlerRole', stack => ({ handlerRole: Role.fromRoleName(stack, 'RoleA', 'a') }), stack => ({ handlerRole: Role.fromRoleName(stack, 'RoleB', 'b') })],
  ['permissionsBoundary',
    stack => ({ permissionsBoundary: ManagedPolicy.fromManagedPolicyName(stack, 'BoundaryA', 'a') }),
    stack => ({ permissionsBoundary: ManagedPolicy.fromManagedPolicyName(stack, 'BoundaryB', 'b') })],
  ['environmentEncryption',
    stack => ({ environmentEncryption: new Key(stack, 'KeyA') }),
    stack => ({ environmentEncryption: new Key(stack, 'KeyB') })],
];

const conflict = (option: string): Error => new Error(`The stack 'Stack' has a ServiceStateProvider already, and its option '${option}' is not the one asked for now. `
  + 'Call ServiceStateProvider.getOrCreate with all options once, before the first ServiceState, or make a second ServiceStateProvider.');

describe.each(DIFFERENCES)('A second getOrCreate, as to %s,', (option, given, other) => {
  const stack = new Stack(new App(), 'Stack');
  const props = given(stack);
  const provider = ServiceStateProvider.getOrCreate(stack, props);

  test('may ask for the same again', () => {
    expect(ServiceStateProvider.getOrCreate(stack, { ...props })).toBe(provider);
  });

  test('may have no options', () => {
    expect(ServiceStateProvider.getOrCreate(stack)).toBe(provider);
  });

  test('may not ask for something else', () => {
    expect(() => ServiceStateProvider.getOrCreate(stack, other(stack))).toThrow(conflict(option));
  });

  test('may not ask for it when the first did not', () => {
    const bare = new Stack(new App(), 'Stack');
    ServiceStateProvider.getOrCreate(bare);
    expect(() => ServiceStateProvider.getOrCreate(bare, given(bare))).toThrow(conflict(option));
  });
});

describe('Options are compared by value,', () => {
  const twice = (first: Options, second: Options): (() => unknown) => () => {
    const stack = new Stack(new App(), 'Stack');
    const provider = ServiceStateProvider.getOrCreate(stack, first(stack));
    expect(ServiceStateProvider.getOrCreate(stack, second(stack))).toBe(provider);
  };

  test('durations by their length', () => {
    expect(twice(() => ({ pollInterval: Duration.seconds(60) }), () => ({ pollInterval: Duration.minutes(1) }))).not.toThrow();
  });

  test('runtimes by their name', () => {
    expect(twice(() => ({ runtime: Runtime.NODEJS_22_X }), () => ({ runtime: new Runtime('nodejs22.x') }))).not.toThrow();
  });

  test('lists by their members', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new Vpc(stack, 'Vpc');
    const [one, other] = ['One', 'Other'].map(id => new SecurityGroup(stack, id, { vpc }));
    const vpcSubnets = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
    const provider = ServiceStateProvider.getOrCreate(stack, { vpc, vpcSubnets, securityGroups: [one] });
    expect(ServiceStateProvider.getOrCreate(stack, { securityGroups: [one], vpcSubnets: { ...vpcSubnets }, vpc })).toBe(provider);
    expect(() => ServiceStateProvider.getOrCreate(stack, { vpc, vpcSubnets, securityGroups: [other] })).toThrow(conflict('securityGroups'));
    expect(() => ServiceStateProvider.getOrCreate(stack, { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED }, securityGroups: [one] }))
      .toThrow(conflict('vpcSubnets'));
  });
});

describe('Refused is', () => {
  const making = (options: Options): (() => unknown) => () => {
    const stack = new Stack(new App(), 'Stack');
    return new ServiceStateProvider(stack, 'Own', options(stack));
  };
  const refused: [string, Options, string][] = [
    ['a poll interval of nothing', () => ({ pollInterval: Duration.seconds(0) }), "'pollInterval' must be a whole number of seconds from 1 to 60, but is 0"],
    ['a long one', () => ({ pollInterval: Duration.seconds(61) }), "'pollInterval' must be a whole number of seconds from 1 to 60, but is 61"],
    ['half a second', () => ({ pollInterval: Duration.millis(1500) }), "'pollInterval' must be a whole number of seconds from 1 to 60, but is 1.5"],
    ['an unknown one', () => ({ pollInterval: Duration.seconds(Lazy.number({ produce: () => 5 })) }), "'pollInterval' must be known at synthesis, but is a token"],
    ...[[Duration.minutes(0), '0 minutes'], [Duration.minutes(7), '7 minutes'], [Duration.seconds(90), '1 minute 30 seconds'], [Duration.hours(2), '2 hours']]
      .map(([reconcileInterval, written]): [string, Options, string] => [`a look every ${String(written)}`, () => ({ reconcileInterval } as ServiceStateProviderProps),
        `'reconcileInterval' must be 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60 minutes, which divide the hour, but is ${String(written)}`]),
    ['a look at an unknown time', () => ({ reconcileInterval: Duration.minutes(Lazy.number({ produce: () => 5 })) }), "'reconcileInterval' must be known at synthesis, but is a token"],
    ['too little memory', () => ({ memorySize: 127 }), "'memorySize' must be from 128 to 10240 MiB, but is 127"],
    ['too much memory', () => ({ memorySize: 10_241 }), "'memorySize' must be from 128 to 10240 MiB, but is 10241"],
    ['an old runtime', () => ({ runtime: Runtime.NODEJS_20_X }), "'runtime' must be nodejs22.x or newer, but is nodejs20.x"],
    ['another language', () => ({ runtime: Runtime.PYTHON_3_13 }), "'runtime' must be nodejs22.x or newer, but is python3.13"],
    ['a retention for a log group of yours', stack => ({ logGroup: new LogGroup(stack, 'Logs'), logRetention: RetentionDays.ONE_DAY }),
      "'logRetention' is for the log group made here, so it cannot be used together with 'logGroup'"],
    ['subnets without a VPC', () => ({ vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } }), "'vpcSubnets' and 'securityGroups' need 'vpc'"],
    ...([
      ['pollInterval', 5, 'a Duration, such as Duration.seconds(5)', '5'],
      ['reconcileInterval', 5, 'a Duration, such as Duration.minutes(5)', '5'],
      ['memorySize', '128', 'a number of MiB', "'128'"],
      ['runtime', 'nodejs24.x', 'a Runtime', "'nodejs24.x'"],
      ['architecture', 'arm64', 'an Architecture', "'arm64'"],
      ['logRetention', 'ONE_DAY', 'one of RetentionDays', "'ONE_DAY'"],
      ['logGroup', 'logs', 'a LogGroup', "'logs'"],
      ['vpc', 'vpc-1', 'a Vpc', "'vpc-1'"],
      ['vpcSubnets', 'private', 'a selection of subnets, such as { subnets: [subnet] }', "'private'"],
      ['securityGroups', 'sg-1', 'a list of security groups', "'sg-1'"],
      ['handlerRole', {}, 'a Role', 'another object'],
      ['permissionsBoundary', 'boundary', 'a ManagedPolicy', "'boundary'"],
      ['environmentEncryption', null, 'a Key', 'null'],
    ] as const).map(([name, value, mustBe, is]): [string, Options, string] =>
      [`${name} of a wrong type`, () => ({ [name]: value }), `'${name}' must be ${mustBe}, but is ${is}`]),
    ['a text among security groups', () => ({ securityGroups: ['sg-1'] as never }), "'securityGroups' must be a list of security groups, but 'sg-1' is in it"],
    ['security groups without a VPC', () => ({ securityGroups: [] }), "'vpcSubnets' and 'securityGroups' need 'vpc'"],
  ];
  test.each(refused)('%s', (_, options, message) => {
    expect(making(options)).toThrow(new Error(`ServiceStateProvider 'Stack/Own': ${message}`));
  });

  test.each([1, 60])('not a poll interval of %d s', seconds => {
    expect(making(() => ({ pollInterval: Duration.seconds(seconds) }))).not.toThrow();
  });

  test.each([128, 10_240])('not %d MiB of memory', memorySize => {
    expect(making(() => ({ memorySize }))).not.toThrow();
  });
});
