import { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { aws_kms, aws_logs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';

/** Options that shape the functions behind every ServiceState of a stack. */
export interface ServiceStateProviderProps {
  /**
   * The VPC to run the functions in. Its subnets need routes or endpoints for App Runner, CloudFormation, Lambda, Step
   * Functions, and Amazon S3 (where CloudFormation takes the answers).
   *
   * @default - the functions run outside any VPC of yours
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which subnets of the VPC to use. Public subnets give a function no way to the internet and are refused. Needs `vpc`.
   *
   * @default - the private subnets of the VPC
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups of the functions. Need `vpc`.
   *
   * @default - one new security group that allows all outbound traffic, if there is a VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The log group that all functions write to.
   *
   * @default - a new one, deleted with the stack
   */
  readonly logGroup?: aws_logs.ILogGroupRef;

  /**
   * How long the new log group keeps what is logged. Together with `logGroup` it is an error.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Memory of each function, in MiB, from 128 to 10240.
   *
   * @default 128
   */
  readonly memorySize?: number;

  /**
   * Processor architecture of the functions.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: lambda.Architecture;

  /**
   * Node.js runtime of the functions, `nodejs22.x` or newer.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: lambda.Runtime;

  /**
   * Time between two looks at an operation, in whole seconds from 1 to 60. A longer one makes fewer calls, and a
   * deployment waits up to that much longer.
   *
   * @default Duration.seconds(2)
   */
  readonly pollInterval?: Duration;

  /**
   * The role of the two functions that call App Runner. It is used as it is: no policy is attached to it, so it must
   * trust `lambda.amazonaws.com` and allow the rights that docs/rights-and-cost.md lists.
   *
   * @default - a new role with the rights that docs/rights-and-cost.md lists
   */
  readonly handlerRole?: iam.IRole;

  /**
   * Permissions boundary of every role that is created here.
   *
   * @default - none, or what the app sets with `PermissionsBoundary.of`
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Key that encrypts the environment variables of the functions. They hold ARNs of the functions and the poll interval, no secrets.
   *
   * @default - the key that AWS Lambda manages
   */
  readonly environmentEncryption?: aws_kms.IKeyRef;
}

/**
 * The name of the first option whose value differs, in a form in which a difference can be seen from every
 * language: constructs by their place in the tree, everything else by value.
 */
export function firstDifference(asked: ServiceStateProviderProps, existing: ServiceStateProviderProps): keyof ServiceStateProviderProps | undefined {
  const names = [...new Set([...Object.keys(asked), ...Object.keys(existing)])].sort() as (keyof ServiceStateProviderProps)[];
  return names.find(name => comparable(asked[name]) !== comparable(existing[name]));
}

function comparable(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, inner: unknown) {
    const original = this[key]; // before toJSON, which a Duration or a token would have answered to
    if (Construct.isConstruct(original)) return original.node.path;
    if (original instanceof Duration && !original.isUnresolved()) return original.toMilliseconds();
    if (hasToString(original)) return String(original);
    return inner;
  }) ?? 'undefined';
}

/** Runtime, Architecture and a Duration from a token say what they are in toString. */
function hasToString(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.toString !== Object.prototype.toString;
}
