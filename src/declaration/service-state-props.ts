import { Duration } from 'aws-cdk-lib';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import type { DesiredState } from './desired-state';
import { OnDelete } from './on-delete';
import { OnDrift } from './on-drift';
import { Reassert } from './reassert';
import type { ServiceStateProvider } from '../provider/service-state-provider';

/** The documented defaults below. */
export const DEFAULT_PROPS = {
  onDelete: OnDelete.LEAVE,
  onDrift: OnDrift.TOLERATE,
  deployAfterResume: false,
  timeout: Duration.minutes(20),
  reassert: Reassert.ON_CHANGE,
} satisfies Partial<ServiceStateProps>;

/** Properties of a ServiceState. */
export interface ServiceStateProps {
  /**
   * The App Runner service: a `CfnService`, or a reference that `ServiceReference` makes of a higher-level construct or
   * of an ARN; not the ARN itself. The service may be in another Region. In another account it is an error.
   */
  readonly service: aws_apprunner.IServiceRef;

  /**
   * Whether the service runs or is paused at the end of the deployment. For a service that somebody else pauses and
   * resumes, use `DesiredState.AS_FOUND`. For a value that is known only at deploy time, such as a CloudFormation parameter,
   * use `DesiredState.of`. For a state that depends on the time of day and week, use `DesiredState.runningDuring`.
   */
  readonly desiredState: DesiredState;

  /**
   * What happens when the service is no longer in the desired state, because somebody has paused or resumed it between
   * deployments. Anything but `TOLERATE` adds a schedule to the stack, as running hours do.
   *
   * @default OnDrift.TOLERATE
   */
  readonly onDrift?: OnDrift;

  /**
   * Whether a deployment of the service follows when it is resumed. App Runner resumes the version that ran last; what
   * was pushed to the source in the meantime is not deployed, even with automatic deployments. In a deployment of the
   * stack the ServiceState waits for it, and fails if it fails. Between deployments it is started once for each resume,
   * whoever resumed the service, if the stack has a schedule: with running hours, or with `onDrift` other than
   * `TOLERATE`. It is of no use for an image with a tag or digest that never changes.
   *
   * @default false
   */
  readonly deployAfterResume?: boolean;

  /**
   * What happens to the service when this declaration is removed or the stack is deleted. The deletion waits for it. It
   * succeeds if the service no longer exists.
   *
   * @default OnDelete.LEAVE
   */
  readonly onDelete?: OnDelete;

  /**
   * The longest time that a deployment waits for the service, from 1 to 55 minutes in whole seconds. It applies to each
   * wait: before CloudFormation's update of the service, after it, and again in a rollback. A pause or resume takes one
   * to five minutes. If an operation is running already, such as a deployment or maintenance, the deployment first waits
   * until it ends. The upper limit follows from CloudFormation's one hour for a custom resource. After this time the
   * deployment fails, and the message names the service's last status and operation. A clean-up waits at most ten
   * minutes, up to three times.
   * A change of the timeout alone does nothing to the service. It applies to the deployment that brings it.
   *
   * @default Duration.minutes(20)
   */
  readonly timeout?: Duration;

  /**
   * Any change of these texts asserts the desired state again. Names and values are yours, such as a build number or an
   * image digest. Tokens are allowed; a number must be converted to text. A secret is an error, because requests and
   * histories contain these values.
   *
   * @default - no triggers
   */
  readonly triggers?: { [key: string]: string };

  /**
   * When the state is asserted again although it is already declared.
   *
   * @default Reassert.ON_CHANGE
   */
  readonly reassert?: Reassert;

  /**
   * The functions that do the work. A nested stack may use those of its parent. Those of another account, Region or
   * stage are an error. A declaration that is deployed keeps its provider, because CloudFormation refuses another one.
   * docs/provider-options.md says how to change it.
   *
   * @default - the one provider of the stack, made with its defaults if there is none
   */
  readonly provider?: ServiceStateProvider;

  /**
   * Whether the service stays deployable while it is paused. It is then resumed before CloudFormation updates it, and
   * paused again afterwards, also after a rollback. In between it runs and serves requests. Possible only for an
   * `AWS::AppRunner::Service` of the same stack; `true` for any other service is an error.
   *
   * @default - true for an `AWS::AppRunner::Service` of the same stack, otherwise false
   */
  readonly deployThroughPause?: boolean;

  /**
   * A text of yours, such as a date, that you change together with a value that the template does not show: the value of
   * a `NoEcho` parameter or of an unversioned dynamic reference. Otherwise the service is not resumed for that update.
   * The template contains the text only as part of a hash. Tokens are allowed, such as a parameter for the version of a
   * secret. A `NoEcho` parameter gives a warning, because its changes are not seen here either. An error without
   * `deployThroughPause`.
   *
   * @default - none
   */
  readonly revision?: string;
}
