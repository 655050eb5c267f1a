import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { aws_logs } from 'aws-cdk-lib/interfaces';
import { DependencyGroup } from 'constructs';
import type { Construct, IDependable } from 'constructs';
import { acknowledgeProviderFindings } from './cdk-nag-findings';
import { FunctionRole, isCustomized } from './function-role';
import { applyOptionsToFramework, handlerFunction, networkOf } from './functions';
import { checkedIntervals } from './option-checks';
import { firstDifference } from './option-difference';
import { PROVIDER_ID } from './provider-id';
import { DEFAULT_OPTIONS } from './provider-options';
import type { ServiceStateProviderProps } from './provider-options';
import { ReconcileFunction } from './reconcile-function';
import { lookBeforePolling } from './waiter-definition';
import { STACK_DIMENSION } from '../contract/metrics';
import { ReconciledConstruct } from '../metrics/reconciled-construct';
import { neverRetainPolicies } from '../template/never-retained-policies';
import { existingConstruct } from '../validation/construct-ids';
import { method, prop } from '../validation/names-by-language';

/** Every request ends within 55 minutes. This is a safety net, below CloudFormation's one hour for a custom resource. */
const WAITER_LIMIT = Duration.minutes(56);

/** By name, because an app may hold two copies of this library. */
const MARK = Symbol.for('cdk-apprunner-state.ServiceStateProvider');

/** The inline policies of a role have 10,240 characters together. One for a service takes 360 at most. */
const INLINE_POLICIES = 25;

/**
 * The functions that pause and resume services for the ServiceStates of a stack, the state machine that waits, and their
 * log group. A stack needs one provider. A ServiceState makes it if there is none.
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
export class ServiceStateProvider extends ReconciledConstruct {
  /**
   * The provider of the stack, made on first use.
   *
   * @param scope any construct of the stack
   * @param props its options. Pass them before the first ServiceState of the stack: other options than those it was made
   * with are an error. Without options, the provider of the stack is returned as it is.
   */
  public static getOrCreate(scope: Construct, props?: ServiceStateProviderProps): ServiceStateProvider {
    const stack = Stack.of(scope);
    const existing = existingConstruct<ServiceStateProvider>(stack, PROVIDER_ID, MARK);
    if (!existing) return new ServiceStateProvider(stack, PROVIDER_ID, props);
    const difference = props && firstDifference(props, existing.props);
    if (difference) {
      throw new Error(`The stack '${stack.node.path}' has a ServiceStateProvider already, and its option ${prop(difference)} is not the one asked for now. `
        + `Call ${method('ServiceStateProvider', 'getOrCreate')} with all options once, before the first ServiceState, or make a second ServiceStateProvider.`);
    }
    return existing;
  }

  /** The role of the functions that call App Runner: the option `handlerRole`, or a new role. */
  public readonly handlerRole: iam.IRole;

  /** The log group that all functions write to: the option `logGroup`, or a new log group. */
  public readonly logGroup: aws_logs.ILogGroupRef;

  /** @internal the ServiceToken of the custom resources */
  public readonly _serviceToken: string;

  /** @internal what must exist before the first request, in addition to the function of the ServiceToken */
  public readonly _grants: IDependable;

  /** @internal how the role gets its rights */
  public readonly _rights: 'attached' | 'reported' | 'left to the app';

  /** @internal time between two ticks */
  public readonly _reconcileInterval: Duration;

  private readonly props: ServiceStateProviderProps;

  private readonly reconcileFunction: ReconcileFunction;

  private inlinePolicies = 0;

  /**
   * A further provider, for the ServiceStates that it is passed to. All others use the one of `getOrCreate`. Keep scope
   * and id once it is deployed, because CloudFormation identifies it by its place in the tree.
   *
   * @param scope the construct to define it in
   * @param id its id there
   * @param props its options
   */
  constructor(scope: Construct, id: string, props: ServiceStateProviderProps = {}) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    // The CDK recommends this flag for new apps. It would put each grant of the framework into a separate policy, which
    // no custom resource depends on.
    this.node.setContext('@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy', false);
    const { pollInterval, reconcileInterval } = checkedIntervals(this, props);

    this.props = props;
    this._reconcileInterval = reconcileInterval;
    this.logGroup = props.logGroup ?? new logs.LogGroup(this, 'Logs', {
      retention: props.logRetention ?? DEFAULT_OPTIONS.logRetention,
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
    // The last policy names the state machine, so it is the last one anyway. A dependency on it includes all of them.
    const [last, ...others] = [frameworkOnEventRole, frameworkCompleteAndTimeoutRole, this.handlerRole]
      .flatMap(role => (role instanceof FunctionRole && role.policy ? [role.policy] : []));
    last?.node.addDependency(...others);
    this._grants = last ?? new DependencyGroup();

    const network = networkOf(this, props);
    const shared = { role: this.handlerRole, logGroup: this.logGroup, network, options: props };
    const onEventHandler = handlerFunction(this, 'OnEvent', {
      ...shared, entryPoint: 'onEvent', description: 'App Runner service state: decides and starts to pause or resume',
    });
    const isCompleteHandler = handlerFunction(this, 'IsComplete', {
      ...shared, entryPoint: 'isComplete', description: 'App Runner service state: waits until it is paused or resumed',
    });
    const provider = new Provider(this, 'Provider', {
      onEventHandler,
      isCompleteHandler,
      queryInterval: pollInterval,
      totalTimeout: Duration.seconds(Math.ceil(WAITER_LIMIT.toSeconds() / pollInterval.toSeconds()) * pollInterval.toSeconds()),
      logGroup: this.logGroup,
      frameworkOnEventRole,
      frameworkCompleteAndTimeoutRole,
      providerFunctionEnvEncryption: props.environmentEncryption,
      ...network,
    });
    this._serviceToken = provider.serviceToken;
    lookBeforePolling(provider, isCompleteHandler, pollInterval);

    applyOptionsToFramework(provider, props);
    this.reconcileFunction = new ReconcileFunction(this, shared);
    neverRetainPolicies(this, this.handlerRole);
    if (props.permissionsBoundary) iam.PermissionsBoundary.of(this).apply(props.permissionsBoundary);
    acknowledgeProviderFindings(this, streams, props.vpc !== undefined);
  }

  /**
   * Invocations of the function that looks at the services between deployments: its heartbeat. An error if no
   * declaration of this provider needs one.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricReconcileInvocations(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.reconcileFunction.metric('Invocations', props);
  }

  /**
   * Invocations of the function that looks at the services between deployments which ended with an error. An error if no
   * declaration of this provider needs one.
   *
   * @param props the period and so on
   * @default - sum over 5 minutes
   */
  public metricReconcileErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.reconcileFunction.metric('Errors', props);
  }

  /**
   * @internal the function for a Schedule, made on first use
   * @param isNeeded whether the Schedule is in the template; called late
   */
  public _reconcileFunction(isNeeded: () => boolean): lambda.IFunction {
    return this.reconcileFunction.get(isNeeded);
  }

  /** @internal for roles outside the provider */
  public get _permissionsBoundary(): iam.IManagedPolicy | undefined {
    return this.props.permissionsBoundary;
  }

  /** @internal the stack of the provider */
  protected get _metricDimensions(): Record<string, string> {
    return { [STACK_DIMENSION]: Stack.of(this).stackName };
  }

  /** @internal reserves room in the role for one more inline policy for a service. @returns false if there is none */
  public _reserveInlinePolicy(): boolean {
    return this._rights === 'attached' && this.inlinePolicies++ < INLINE_POLICIES;
  }
}
