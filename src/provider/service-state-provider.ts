import * as path from 'path';
import { CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { aws_logs } from 'aws-cdk-lib/interfaces';
import { Construct, DependencyGroup } from 'constructs';
import type { IConstruct, IDependable } from 'constructs';
import { acknowledgeProviderFindings } from './cdk-nag-findings';
import { FunctionRole, isCustomized } from './function-role';
import { checkedPollInterval } from './option-checks';
import { firstDifference } from './provider-options';
import type { ServiceStateProviderProps } from './provider-options';
import { waitBeforeFirstPoll } from './waiter-definition';
import { conditionOf } from '../template/condition';
import { hasLastWord, haveLastWord, keepDeletable } from '../template/post-processing';
import { earlierOne } from '../validation/construct-ids';
import { method, prop } from '../validation/names-by-language';

const HANDLERS = path.join(__dirname, '..', '..', 'assets', 'handlers');

/** Where getOrCreate puts the provider of a stack. CloudFormation refuses a changed ServiceToken: never change it. */
const PROVIDER_ID = 'AppRunnerServiceStateProvider';

/** A custom resource has an hour in CloudFormation. Every request ends itself within 55 minutes; this is the net below. */
const WAITER_LIMIT = Duration.minutes(56);

/** By name, because an app may hold two copies of this library. */
const MARK = Symbol.for('cdk-apprunner-state.ServiceStateProvider');

/** More than lambda/patience.ts may take. */
const HANDLER_TIMEOUT = Duration.minutes(5);

/** All that Lambda gives, as the CDK has it: these functions wait for ours. */
const FRAMEWORK_TIMEOUT = Duration.minutes(15);

/** Of the 10,240 characters that the inline policies of a role may have together, one for a service takes 330 at most. */
const OWN_RIGHTS = 25;

/** By name, because an aspect may be of another copy of the CDK. */
const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/**
 * What stands behind the ServiceStates of a stack: the functions that pause and resume services, the state machine
 * that waits, and their log group. A stack needs one; a ServiceState makes it if there is none.
 *
 * @example
 * declare const vpc: ec2.IVpc;
 *
 * ServiceStateProvider.getOrCreate(this, {
 *   vpc,
 *   logRetention: logs.RetentionDays.THREE_MONTHS,
 *   pollInterval: Duration.seconds(10),
 * });
 */
export class ServiceStateProvider extends Construct {
  /**
   * The provider of the stack, made on first use.
   *
   * @param scope any construct of the stack
   * @param props how to make it. Give them before the first ServiceState of the stack; options that differ from
   * those it was made with are an error. Without them any provider of the stack will do.
   */
  public static getOrCreate(scope: Construct, props?: ServiceStateProviderProps): ServiceStateProvider {
    const stack = Stack.of(scope);
    const existing = earlierOne<ServiceStateProvider>(stack, PROVIDER_ID, MARK);
    if (!existing) return new ServiceStateProvider(stack, PROVIDER_ID, props);
    const difference = props && firstDifference(props, existing.props);
    if (difference) {
      throw new Error(`The stack '${stack.node.path}' has a ServiceStateProvider already, and its option ${prop(difference)} is not the one asked for now. `
        + `Call ${method('ServiceStateProvider', 'getOrCreate')} with all options once, before the first ServiceState, or make a second ServiceStateProvider.`);
    }
    return existing;
  }

  /** The role of the two functions that call App Runner: `handlerRole` of the options, or the new one. */
  public readonly handlerRole: iam.IRole;

  /** The log group that all functions write to: `logGroup` of the options, or the new one. */
  public readonly logGroup: aws_logs.ILogGroupRef;

  /** @internal the ServiceToken of the custom resources */
  public readonly _serviceToken: string;

  /** @internal what must exist before the first request, beside the function that the ServiceToken names */
  public readonly _grants: IDependable;

  /** @internal where the rights of the role go */
  public readonly _rights: 'attached' | 'reported' | 'left to the app';

  private readonly props: ServiceStateProviderProps;

  private ownRights = 0;

  /**
   * A further provider. Hand it to each ServiceState that is to use it; the others use that of `getOrCreate`. What
   * CloudFormation knows it by follows from its place in the tree: keep scope and id once it is deployed.
   *
   * @param scope the construct to define it in
   * @param id its id there
   * @param props how to make it
   */
  constructor(scope: Construct, id: string, props: ServiceStateProviderProps = {}) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    // Recommended for new apps, this flag would put each grant of the framework into a policy of its own, which
    // no custom resource waits for.
    this.node.setContext('@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy', false);
    const pollInterval = checkedPollInterval(this, props);

    this.props = props;
    this.logGroup = props.logGroup ?? new logs.LogGroup(this, 'Logs', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // The ARN of a log group ends with the wildcard for its streams.
    const streams = this.logGroup.logGroupRef.logGroupArn;
    const logging = new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streams] });
    const managedPolicies = props.vpc ? [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole')] : [];
    const functionRole = (roleId: string, description?: string): FunctionRole =>
      new FunctionRole(this, roleId, { description, logging, managedPolicies });
    this.handlerRole = props.handlerRole ?? functionRole('HandlerRole', 'Pauses and resumes the App Runner services whose state this stack declares');
    this._rights = props.handlerRole ? 'left to the app' : isCustomized(this.handlerRole) ? 'reported' : 'attached';
    const frameworkOnEventRole = functionRole('FrameworkOnEventRole');
    const frameworkCompleteAndTimeoutRole = functionRole('FrameworkWaiterRole');
    // As it names the state machine, its policy comes last anyway: to wait for it is to wait for all.
    const [last, ...others] = [frameworkOnEventRole, frameworkCompleteAndTimeoutRole, this.handlerRole]
      .flatMap(role => (role instanceof FunctionRole && role.policy ? [role.policy] : []));
    last?.node.addDependency(...others);
    this._grants = last ?? new DependencyGroup();

    const network = {
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.vpc && (props.securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', {
        vpc: props.vpc,
        description: 'Functions that pause and resume App Runner services',
      })]),
    };
    const provider = new Provider(this, 'Provider', {
      onEventHandler: this.handler('OnEvent', 'onEvent', 'decides and starts to pause or resume', network),
      isCompleteHandler: this.handler('IsComplete', 'isComplete', 'waits until it is paused or resumed', network),
      queryInterval: pollInterval,
      totalTimeout: Duration.seconds(Math.ceil(WAITER_LIMIT.toSeconds() / pollInterval.toSeconds()) * pollInterval.toSeconds()),
      logGroup: this.logGroup,
      frameworkOnEventRole,
      frameworkCompleteAndTimeoutRole,
      providerFunctionEnvEncryption: props.environmentEncryption,
      ...network,
    });
    this._serviceToken = provider.serviceToken;
    waitBeforeFirstPoll(provider);

    this.shapeFunctions();
    this._keepPolicies(this);
    if (props.permissionsBoundary) iam.PermissionsBoundary.of(this).apply(props.permissionsBoundary);
    acknowledgeProviderFindings(this, streams, props.vpc !== undefined);
  }

  /** @internal takes the room for one more inline policy with rights on one service, if the role has it */
  public _reserveOwnRights(): boolean {
    return this._rights === 'attached' && this.ownRights++ < OWN_RIGHTS;
  }

  /** @internal the name of the condition under which the role exists, for what is attached to it in that stack; asked late */
  public _roleCondition(stack: Stack): string | undefined {
    const role = this.handlerRole.node.defaultChild;
    return iam.CfnRole.isCfnRole(role) && role.stack === stack ? conditionOf(role) : undefined;
  }

  /**
   * @internal has the policies below a construct deleted when they go, also those that an aspect has put in the place of
   * others: the deletion of the custom resources needs them, and one that is retained would keep its role from being deleted
   */
  public _keepPolicies(construct: IConstruct): void {
    for (const policy of construct.node.findAll()) {
      if (!CfnResource.isCfnResource(policy) || !POLICIES.includes(policy.cfnResourceType) || hasLastWord(policy)) continue;
      haveLastWord(policy, definition => {
        keepDeletable(definition);
        definition.Condition = this._roleCondition(policy.stack);
      });
    }
  }

  private handler(id: string, entryPoint: string, purpose: string, network: lambda.FunctionOptions): lambda.Function {
    return new lambda.Function(this, id, {
      description: `App Runner service state: ${purpose}`,
      code: lambda.Code.fromAsset(HANDLERS),
      handler: `index.${entryPoint}`,
      runtime: this.props.runtime ?? lambda.Runtime.NODEJS_24_X,
      timeout: HANDLER_TIMEOUT,
      role: this.handlerRole,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      environmentEncryption: this.props.environmentEncryption,
      ...network,
    });
  }

  /**
   * The framework has no props for these; they hold for its functions as they do for ours, and a property injector of
   * the app may have put others in their place. The time that they need is theirs whatever an aspect says.
   */
  private shapeFunctions(): void {
    for (const child of this.node.findAll()) {
      if (!lambda.CfnFunction.isCfnFunction(child)) continue;
      child.runtime = (this.props.runtime ?? lambda.Runtime.NODEJS_24_X).name;
      child.memorySize = this.props.memorySize ?? 128;
      child.architectures = [(this.props.architecture ?? lambda.Architecture.ARM_64).name];
      const isOurs = child.node.scope?.node.scope === this;
      const timeout = isOurs ? HANDLER_TIMEOUT : FRAMEWORK_TIMEOUT;
      haveLastWord(child, definition => { definition.Properties!.Timeout = timeout.toSeconds(); });
    }
  }
}
