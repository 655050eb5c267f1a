import { Token } from 'aws-cdk-lib';
import type { CfnResource, Duration } from 'aws-cdk-lib';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { checked } from './declaration-checks';
import { refuseCircles } from './dependency-cycles';
import type { DesiredState } from './desired-state';
import { declareOnce } from './duplicate-declarations';
import { OnDelete } from './on-delete';
import { Reassert } from './reassert';
import { refuseSecretTriggers } from './secret-triggers';
import type { ServiceStateMetadata, ServiceStateProperties } from '../contract/custom-resources';
import { ServiceStateProvider } from '../provider/service-state-provider';
import { ServiceRights } from '../rights/service-rights';
import { conditionOf } from '../template/condition';
import { customResource } from '../template/custom-resource';
import { DeployThroughPause } from '../through-pause/deploy-through-pause';

/** What is declared about a service, and how. */
export interface ServiceStateProps {
  /**
   * The App Runner service: a `CfnService`, or what a factory of `ServiceReference` makes of a higher-level construct
   * or of an ARN; not the ARN itself. The service may be in another Region of the same account; in another account is an error.
   */
  readonly service: aws_apprunner.IServiceRef;

  /**
   * Whether the service runs or is paused when the deployment is over. For a value that is known at deploy time
   * only, such as a CloudFormation parameter, use `DesiredState.of`.
   */
  readonly desiredState: DesiredState;

  /**
   * What happens to the service when this declaration is removed or the stack is deleted. The deletion waits for it;
   * a service that is gone already is a success.
   *
   * @default OnDelete.LEAVE
   */
  readonly onDelete?: OnDelete;

  /**
   * How long a deployment waits for the service at a time, from 1 to 55 minutes in whole seconds: before CloudFormation's
   * update of the service, after it, and so again in a rollback. A pause or resume takes one to five minutes; an
   * operation that is running already, such as a deployment or maintenance, is waited out first. CloudFormation allows a
   * custom resource one hour, hence the upper limit. When the time is over the deployment fails, and the message names the
   * service's last status and operation. A clean-up waits ten minutes at most, up to three times.
   * A change of this alone asks nothing of the service; it holds for the deployment that brings it.
   *
   * @default Duration.minutes(20)
   */
  readonly timeout?: Duration;

  /**
   * Any change of these asserts the desired state again. Names and values are any text of yours, such as a build
   * number or an image digest; tokens are allowed. A number has to be turned into text. A secret is refused, because
   * these values stand in requests and histories.
   *
   * @default - no triggers
   */
  readonly triggers?: { [key: string]: string };

  /**
   * When a state that is declared already is asserted again.
   *
   * @default Reassert.ON_CHANGE
   */
  readonly reassert?: Reassert;

  /**
   * The functions that do the work. A nested stack may use those of its parent; those of another account, Region or
   * stage are an error. A declaration that is deployed keeps its provider: CloudFormation refuses another one.
   * docs/provider-options.md says how to change it.
   *
   * @default - the one provider of the stack, made with its defaults if there is none
   */
  readonly provider?: ServiceStateProvider;

  /**
   * Whether the service stays deployable while it is paused: it is resumed before CloudFormation updates it, and
   * paused again afterwards, after a rollback too. In between it runs and serves requests. Possible only for an
   * `AWS::AppRunner::Service` of the same stack; `true` for any other service is an error.
   *
   * @default - true for an `AWS::AppRunner::Service` of the same stack, otherwise false
   */
  readonly deployThroughPause?: boolean;

  /**
   * Your own word for a change of the service that the template does not show, such as a new value of a `NoEcho`
   * parameter or of an unversioned dynamic reference. Change it together with such a value, or the service is not
   * resumed for the update. Any text, such as a date; it stands in the template only as part of a hash. Tokens are
   * allowed, such as a parameter for the version of a secret; a change of a `NoEcho` parameter would not be seen there
   * either, hence a warning. An error without `deployThroughPause`.
   *
   * @default - none
   */
  readonly revision?: string;
}

/**
 * Declares that an App Runner service runs or is paused, and makes a deployment wait until that is true.
 *
 * What depends on a ServiceState is deployed after the service is in that state:
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
   * @param props the service, its state, and how to get there
   */
  constructor(scope: Construct, id: string, props: ServiceStateProps) {
    super(scope, id);
    const { timeout, sameStack, throughPauseOf } = checked(this, props);
    const { service: { serviceRef: { serviceArn } }, desiredState, onDelete = OnDelete.LEAVE } = props;
    declareOnce(this, serviceArn);

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
        SynthesizedAt: props.reassert === Reassert.EVERY_SYNTHESIS ? new Date().toISOString() : undefined,
        ...throughPause?.stateProperties,
      } satisfies Partial<Record<keyof ServiceStateProperties, unknown>>,
      metadata: { DesiredState: desiredState.value, TimeoutSeconds: timeout.toSeconds() } satisfies ServiceStateMetadata,
      condition: sameStack && (() => conditionOf(sameStack)),
      follows: () => (throughPauseOf ? [throughPauseOf] : []),
      prepare: () => [provider, rights, this].forEach(construct => provider._keepPolicies(construct)),
    });
    this.resource.node.addDependency(...prerequisites);
    throughPause?.tie(this.resource);
    if (props.triggers) refuseSecretTriggers(this.resource);
    // Only a service that CloudFormation still has to tell the ARN of can wait for this.
    if (Token.isUnresolved(serviceArn)) refuseCircles(this.resource, throughPause?.resumeForUpdate);
  }

  /** The status that the service was left in: `RUNNING` or `PAUSED`. Known at deploy time. */
  public get status(): string {
    return this.resource.getAtt('Status').toString();
  }

  /** Host name of the service, without a scheme, as App Runner's `DescribeService` gives it. Known at deploy time. */
  public get serviceUrl(): string {
    return this.resource.getAtt('ServiceUrl').toString();
  }

  /**
   * Id of the App Runner operation that was needed, a UUID. Empty when the service was in the desired state already.
   * Known at deploy time.
   */
  public get operationId(): string {
    return this.resource.getAtt('OperationId').toString();
  }

  /** ARN of the service. Unlike the ARN that was passed in, it is there only once the service is in the desired state. */
  public get serviceArn(): string {
    return this.resource.ref;
  }
}
