import { Token } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkedDeclaration } from './declaration-checks';
import { refuseCycles } from './dependency-cycles';
import { registerDeclaration } from './duplicate-declarations';
import { Reassert } from './reassert';
import { refuseSecretTriggers } from './secret-triggers';
import { DEFAULT_PROPS } from './service-state-props';
import type { ServiceStateProps } from './service-state-props';
import type { ServiceStateMetadata, ServiceStateProperties } from '../contract/custom-resources';
import { neverRetainPolicies } from '../provider/role-policies';
import { ServiceStateProvider } from '../provider/service-state-provider';
import { ServiceRights } from '../rights/service-rights';
import { conditionOf } from '../template/condition';
import { customResource } from '../template/custom-resource';
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
export class ServiceState extends Construct {
  private readonly resource: CfnResource;

  /**
   * @param scope the construct to declare it in
   * @param id its id there
   * @param props the service, its state and options
   */
  constructor(scope: Construct, id: string, props: ServiceStateProps) {
    super(scope, id);
    const { timeout, sameStack, throughPauseOf } = checkedDeclaration(this, props);
    const { service: { serviceRef: { serviceArn } }, desiredState, onDelete = DEFAULT_PROPS.onDelete } = props;
    registerDeclaration(this, serviceArn);

    const provider = props.provider ?? ServiceStateProvider.getOrCreate(this);
    const rights = ServiceRights.of(this, provider);
    const prerequisites = [provider._grants, ...throughPauseOf
      ? rights.onServiceToBe(throughPauseOf)
      : rights.onService(this, serviceArn, () => conditionOf(sameStack))];

    const throughPause = throughPauseOf && new DeployThroughPause(throughPauseOf, {
      desiredState: desiredState.value,
      revision: props.revision,
      timeout,
      serviceToken: provider._serviceToken,
      prerequisites,
      declaredBy: this.node.path,
    });
    this.resource = customResource(this, 'Resource', {
      type: 'Custom::AppRunnerServiceState',
      serviceToken: provider._serviceToken,
      properties: {
        ServiceArn: serviceArn,
        DesiredState: desiredState.value,
        OnDelete: onDelete,
        Triggers: props.triggers,
        SynthesizedAt: (props.reassert ?? DEFAULT_PROPS.reassert) === Reassert.EVERY_SYNTHESIS ? new Date().toISOString() : undefined,
        ...throughPause?.stateProperties,
      } satisfies Partial<Record<keyof ServiceStateProperties, unknown>>,
      metadata: { DesiredState: desiredState.value, TimeoutSeconds: timeout.toSeconds() } satisfies ServiceStateMetadata,
      condition: sameStack && (() => conditionOf(sameStack)),
      dependencies: () => (throughPauseOf ? [throughPauseOf] : []),
      prepare: () => [provider, rights, this].forEach(construct => neverRetainPolicies(construct, provider.handlerRole)),
    });
    this.resource.node.addDependency(...prerequisites);
    throughPause?.connect(this.resource);
    if (props.triggers) refuseSecretTriggers(this.resource);
    // A cycle needs a reference to a resource, so a literal ARN cannot close one.
    if (Token.isUnresolved(serviceArn)) refuseCycles(this.resource, throughPause?.resumeForUpdate);
  }

  /** The status of the service at the end: `RUNNING` or `PAUSED`. Known at deploy time. */
  public get status(): string {
    return this.resource.getAtt('Status').toString();
  }

  /** Host name of the service, without a scheme, from App Runner's `DescribeService`. Known at deploy time. */
  public get serviceUrl(): string {
    return this.resource.getAtt('ServiceUrl').toString();
  }

  /**
   * Id of the App Runner operation that was needed, a UUID. Empty if the service was already in the desired state.
   * Known at deploy time.
   */
  public get operationId(): string {
    return this.resource.getAtt('OperationId').toString();
  }

  /** ARN of the service. Unlike the ARN that was passed in, it is known only once the service is in the desired state. */
  public get serviceArn(): string {
    return this.resource.ref;
  }
}
