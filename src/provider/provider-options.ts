import { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { aws_kms, aws_logs } from 'aws-cdk-lib/interfaces';

/** The documented defaults below. */
export const DEFAULT_OPTIONS = {
  logRetention: logs.RetentionDays.ONE_MONTH,
  memorySize: 128,
  architecture: lambda.Architecture.ARM_64,
  runtime: lambda.Runtime.NODEJS_24_X,
  pollInterval: Duration.seconds(2),
  reconcileInterval: Duration.minutes(5),
} satisfies ServiceStateProviderProps;

/** Options that shape the functions behind every ServiceState of a stack. */
export interface ServiceStateProviderProps {
  /**
   * The VPC to run the functions in. Its subnets need routes or endpoints for App Runner, CloudFormation, Lambda, Step
   * Functions, and Amazon S3, which takes the answers to CloudFormation.
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
   * How long the new log group keeps its events. An error together with `logGroup`.
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
   * Time between two checks of an operation, in whole seconds from 1 to 60. With a longer interval there are fewer calls,
   * and a deployment waits up to that much longer.
   *
   * @default Duration.seconds(2)
   */
  readonly pollInterval?: Duration;

  /**
   * Time between two looks at the declared services between deployments, in whole minutes from 1 to 60 that divide the
   * hour. They are on the clock: with 5 minutes at :00, :05 and so on, within the minute. Only for declarations with
   * running hours, or with `onDrift` other than `TOLERATE`; without any, nothing runs between deployments.
   *
   * @default Duration.minutes(5)
   */
  readonly reconcileInterval?: Duration;

  /**
   * The role of the functions that call App Runner. No policy is attached to it. It must trust
   * `lambda.amazonaws.com` and allow the rights that docs/rights-and-cost.md lists.
   *
   * @default - a new role with the rights that docs/rights-and-cost.md lists
   */
  readonly handlerRole?: iam.IRole;

  /**
   * Permissions boundary of every role that the provider creates.
   *
   * @default - none, or what the app sets with `PermissionsBoundary.of`
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Key that encrypts the environment variables of the functions. These are ARNs of functions and the poll interval, no secrets.
   *
   * @default - the key that AWS Lambda manages
   */
  readonly environmentEncryption?: aws_kms.IKeyRef;
}
