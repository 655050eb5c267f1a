import { Token } from 'aws-cdk-lib';
import { prop } from '../validation/names-by-language';
import { isDummy } from '../validation/pending-lookups';

/** What a service is declared to be: running or paused. */
export class DesiredState {
  /** The service runs and serves requests. */
  public static readonly RUNNING = new DesiredState('RUNNING');

  /** The service is paused: no compute, no requests; its URL, ARN and configuration are kept. */
  public static readonly PAUSED = new DesiredState('PAUSED');

  /**
   * A state that is only known at deploy time, such as a CloudFormation parameter or an SSM parameter, so that a
   * pipeline can toggle the service without new code.
   *
   * @param value `RUNNING` or `PAUSED`, in any case of letters, or a token that becomes one of them. A literal is
   * checked at once, what `StringParameter.valueFromLookup` gives once it is known (a default has to be one of the
   * two); a token is checked at deploy time and fails the deployment if it is anything else.
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

  /** The value in the template: `RUNNING`, `PAUSED` or a token. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }

  /** @internal what is wrong with it, unless it is a dummy for a value that is still to be looked up */
  public get _problem(): string | undefined {
    return !Token.isUnresolved(this.value) && isDummy(this.value) ? problemOf(this.value) : undefined;
  }
}

function problemOf(value: string): string {
  return `${prop('desiredState')} must be RUNNING or PAUSED, or a token that becomes one of them, but is '${value}'`;
}
