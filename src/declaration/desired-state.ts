import { Token } from 'aws-cdk-lib';
import type { RunningHours } from './running-hours';
import type { DesiredStateProperty } from '../contract/custom-resources';
import { problemOfHours } from '../contract/running-hours';
import { method, parameter, prop } from '../validation/names-by-language';
import { isDummy } from '../validation/pending-lookups';
import { described, having } from '../validation/prop-types';

/** The declared state of a service: running, paused, one or the other depending on the time, or as somebody else keeps it. */
export class DesiredState {
  /** The service runs and serves requests. */
  public static readonly RUNNING = new DesiredState('RUNNING');

  /** The service is paused: no compute, no requests; its URL, ARN and configuration are kept. */
  public static readonly PAUSED = new DesiredState('PAUSED');

  /**
   * Running or paused, as it was before the deployment: for a service that a person, a schedule or another tool pauses and
   * resumes. Only for an `AWS::AppRunner::Service` of the same stack.
   *
   * A deployment that changes the service resumes it if it is paused, lets CloudFormation update it, and pauses it again,
   * after a rollback too. A service that ran goes on running, and a new one runs. A deployment that does not change the
   * service does nothing. If somebody pauses or resumes the service while a deployment goes on, it stays as they left it,
   * except that CloudFormation can update it only while it runs. Between deployments nothing happens.
   *
   * The first deployment of the declaration resumes a paused service, and pauses it again. It must not change that service:
   * then it is refused and rolled back, and the service is paused again.
   */
  public static readonly AS_FOUND = new DesiredState('AS_FOUND');

  /**
   * A state that is known only at deploy time, such as a CloudFormation parameter or an SSM parameter. A pipeline can
   * then switch the service without new code.
   *
   * @param value `RUNNING`, `PAUSED` or `AS_FOUND`, in upper or lower case, or a token that becomes one of them. A literal
   * is checked at once. A value of `StringParameter.valueFromLookup` is checked once it is known; its default must be one of
   * the three. A token is checked at deploy time, and any other value fails the deployment. While a token is `AS_FOUND`,
   * `onDrift` and `deployAfterResume` do nothing, and a service that is not deployed through a pause is left alone.
   */
  public static of(value: string): DesiredState {
    if (Token.isUnresolved(value) || isDummy(value)) return new DesiredState(value);
    switch (value.trim().toUpperCase()) {
      case 'RUNNING': return DesiredState.RUNNING;
      case 'PAUSED': return DesiredState.PAUSED;
      case 'AS_FOUND': return DesiredState.AS_FOUND;
      default:
        throw new Error(problemOf(value));
    }
  }

  /**
   * Running in these hours, and paused at all other times. A deployment ends with the service in the state of the time at
   * which it asserts it. Between deployments a function carries out every boundary, at the option `reconcileInterval` of
   * the provider at the latest, unless the stack is being deployed or its last deployment failed without a rollback. What
   * becomes of changes by hand is the prop `onDrift`.
   *
   * @param hours the hours, from `RunningHours.weekly`
   */
  public static runningDuring(hours: RunningHours): DesiredState {
    if (!having('', 'nextBoundaries').is(hours)) {
      throw new Error(`${method('DesiredState', 'runningDuring')}: ${parameter('hours')} must be what ${method('RunningHours', 'weekly')} makes, but is ${described(hours)}`);
    }
    return new DesiredState(hours._property, hours);
  }

  /** @internal as it is in the template */
  public readonly _property: DesiredStateProperty;

  private readonly hours: RunningHours | undefined;

  private constructor(property: DesiredStateProperty, hours?: RunningHours) {
    this._property = property;
    this.hours = hours;
  }

  /** @internal the error message if there is a dummy of a lookup in it. It is an error once nothing is left to look up. */
  public get _problem(): string | undefined {
    if (typeof this._property !== 'string') return this.hours?._problem;
    return !Token.isUnresolved(this._property) && isDummy(this._property) ? problemOf(this._property) : undefined;
  }

  /** @internal whether it is as found, without a token */
  public get _isAsFound(): boolean {
    return this._property === DesiredState.AS_FOUND._property;
  }

  /** @internal whether it depends on the time */
  public get _changesWithTime(): boolean {
    return typeof this._property !== 'string';
  }
}

function problemOf(value: string): string {
  const areHours = problemOfHours(value) === undefined;
  return `${prop('desiredState')} must be RUNNING, PAUSED or AS_FOUND, or a token that becomes one of them, but is '${value}'`
    + (areHours ? `; running hours are declared with ${method('DesiredState', 'runningDuring')}` : '');
}
