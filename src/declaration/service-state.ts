import { Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkedDeclaration } from './declaration-checks';
import { refuseCycles } from './dependency-cycles';
import { registerDeclaration } from './duplicate-declarations';
import { OnDrift } from './on-drift';
import { Reassert } from './reassert';
import { refuseSecretTriggers } from './secret-triggers';
import { DEFAULT_PROPS } from './service-state-props';
import type { ServiceStateProps } from './service-state-props';
import type { ServiceStateAttributes, ServiceStateMetadata, ServiceStateProperties } from '../contract/custom-resources';
import { SERVICE_DIMENSIONS } from '../contract/metrics';
import { ReconciledConstruct } from '../metrics/reconciled-construct';
import { ServiceStateProvider } from '../provider/service-state-provider';
import { Reconciler } from '../reconciler/reconciler';
import { ServiceRights } from '../rights/service-rights';
import { conditionOf } from '../template/condition';
import { customResource } from '../template/custom-resource';
import type { CustomResource } from '../template/custom-resource';
import { neverRetainPolicies } from '../template/never-retained-policies';
import { DeployThroughPause } from '../through-pause/deploy-through-pause';

/**
 * Declares whether an App Runner service runs or is paused, and makes a deployment wait until it does.
 *
 * A construct that depends on a ServiceState is deployed after the service is in that state:
 * `other.node.addDependency(serviceState)`. The service itself must not depend on it.
 *
 * @example
 * declare const service: CfnService;
 *
 * const parameter = new CfnParameter(this, 'ShopState', { default: 'RUNNING' });
 *
 * new ServiceState(this, 'State', {
 *   service,
 *   desiredState: DesiredState.of(parameter.valueAsString),
 *   timeout: Duration.minutes(30),
 * });
 */
export class ServiceState extends ReconciledConstruct {
  private readonly declaredArn: string;

  private readonly resource: CustomResource;

  /**
   * @param scope the construct to declare it in
   * @param id its id there
   * @param props the service, its state and options
   */
  constructor(scope: Construct, id: string, props: ServiceStateProps) {
    super(scope, id);
    const { timeout, sameStack, throughPauseOf } = checkedDeclaration(this, props);
    const {
      service: { serviceRef: { serviceArn } }, desiredState, onDelete = DEFAULT_PROPS.onDelete, onDrift = DEFAULT_PROPS.onDrift,
      deployAfterResume = DEFAULT_PROPS.deployAfterResume,
    } = props;
    this.declaredArn = serviceArn;
    registerDeclaration(this, serviceArn);

    const provider = props.provider ?? ServiceStateProvider.getOrCreate(this);
    const rights = ServiceRights.of(this, provider);
    const prerequisites = [provider._grants, ...throughPauseOf
      ? rights.onServiceToBe(throughPauseOf, deployAfterResume)
      : rights.onService(this, serviceArn, deployAfterResume, () => conditionOf(sameStack))];
    const reconciler = Reconciler.of(this, provider);
    const isReconciled = desiredState._changesWithTime || onDrift !== OnDrift.TOLERATE;

    const throughPause = throughPauseOf && new DeployThroughPause(throughPauseOf, {
      desiredState: desiredState._property,
      revision: props.revision,
      timeout,
      serviceToken: provider._serviceToken,
      prerequisites,
      reconcilerLogicalId: reconciler.logicalId,
      declaredBy: this.node.path,
    });
    this.resource = customResource(this, 'Resource', {
      type: 'Custom::AppRunnerServiceState',
      serviceToken: provider._serviceToken,
      properties: {
        ServiceArn: serviceArn,
        DesiredState: desiredState._property,
        OnDelete: onDelete,
        DeployAfterResume: deployAfterResume || undefined,
        Triggers: props.triggers,
        SynthesizedAt: (props.reassert ?? DEFAULT_PROPS.reassert) === Reassert.EVERY_SYNTHESIS ? new Date().toISOString() : undefined,
        ...throughPause?.stateProperties,
      } satisfies Partial<Record<keyof ServiceStateProperties, unknown>>,
      metadata: {
        DesiredState: desiredState._property,
        TimeoutSeconds: timeout.toSeconds(),
        ReconcilerLogicalId: reconciler.logicalId,
        IsReconciled: isReconciled || undefined,
      } satisfies Record<keyof ServiceStateMetadata, unknown>,
      condition: sameStack && (() => conditionOf(sameStack)),
      dependencies: () => (throughPauseOf ? [throughPauseOf] : []),
      prepare: () => [provider, rights, this].forEach(construct => neverRetainPolicies(construct, provider.handlerRole)),
    });
    this.resource.node.addDependency(...prerequisites);
    throughPause?.connect(this.resource);
    if (isReconciled) {
      reconciler.keep({
        state: this.resource,
        input: { DesiredState: desiredState._property, OnDrift: onDrift, DeployAfterResume: deployAfterResume },
      }, rights.onRootStack());
    }
    if (props.triggers) refuseSecretTriggers(this.resource);
    // A cycle needs a reference to a resource, so a literal ARN cannot close one.
    if (Token.isUnresolved(serviceArn)) refuseCycles(this.resource, throughPause?.resumeForUpdate);
  }

  /** The status of the service at the end: `RUNNING` or `PAUSED`. Known at deploy time. */
  public get status(): string {
    return this.attribute('Status');
  }

  /** Host name of the service, without a scheme, from App Runner's `DescribeService`. Known at deploy time. */
  public get serviceUrl(): string {
    return this.attribute('ServiceUrl');
  }

  /**
   * Id of the App Runner operation that was needed, a UUID. Empty if none was. Known at deploy time.
   */
  public get operationId(): string {
    return this.attribute('OperationId');
  }

  /**
   * The state that was declared for the moment at which the deployment asserted it: `RUNNING`, `PAUSED` or `AS_FOUND`.
   * With running hours it is the one of that time. Known at deploy time.
   */
  public get declaredState(): string {
    return this.attribute('DesiredState');
  }

  /**
   * When the declared state ends, as of the last deployment that asserted it: a time in UTC, such as
   * `2026-12-01T17:00:00.000Z`. Empty if it has no end, as without running hours. Known at deploy time.
   */
  public get nextBoundary(): string {
    return this.attribute('NextBoundary');
  }

  /** ARN of the service. Unlike the ARN that was passed in, it is known only once the service is in the desired state. */
  public get serviceArn(): string {
    return this.resource.ref;
  }

  /** @internal those of App Runner's own metrics */
  protected get _metricDimensions(): Record<string, string> {
    const [name, id] = SERVICE_DIMENSIONS;
    const parts = Fn.split('/', this.declaredArn);
    return { [name]: Fn.select(1, parts), [id]: Fn.select(2, parts) };
  }

  private attribute(name: keyof ServiceStateAttributes): string {
    return this.resource.getAtt(name).toString();
  }
}
