import { Token } from 'aws-cdk-lib';
import type { RunningHours } from './running-hours';
import type { DesiredStateProperty } from '../contract/custom-resources';
import { method, parameter, prop } from '../validation/names-by-language';
import { isDummy } from '../validation/pending-lookups';
import { described, having } from '../validation/prop-types';

/** The declared state of a service: running, paused, or one or the other depending on the time. */
export class DesiredState {
  /** The service runs and serves requests. */
  public static readonly RUNNING = new DesiredState('RUNNING');

  /** The service is paused: no compute, no requests; its URL, ARN and configuration are kept. */
  public static readonly PAUSED = new DesiredState('PAUSED');

  /**
   * A state that is known only at deploy time, such as a CloudFormation parameter or an SSM parameter. A pipeline can
   * then switch the service without new code.
   *
   * @param value `RUNNING` or `PAUSED`, in upper or lower case, or a token that becomes one of them. A literal is checked
   * at once. A value of `StringParameter.valueFromLookup` is checked once it is known; its default must be one of the two.
   * A token is checked at deploy time, and any other value fails the deployment.
   */
  public static of(value: string): DesiredState {
    if (Token.isUnresolved(value) || isDummy(value)) return new DesiredState(value);
    switch (value.trim().toUpperCase()) {
      case 'RUNNING': return DesiredState.RUNNING;
      case 'PAUSED': return DesiredState.PAUSED;
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

  /** @internal whether it depends on the time */
  public get _changesWithTime(): boolean {
    return typeof this._property !== 'string';
  }
}

function problemOf(value: string): string {
  return `${prop('desiredState')} must be RUNNING or PAUSED, or a token that becomes one of them, but is '${value}'`;
}
