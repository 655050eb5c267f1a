import { Token } from 'aws-cdk-lib';
import { prop } from '../validation/names-by-language';
import { isDummy } from '../validation/pending-lookups';

/** The declared state of a service: running or paused. */
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

  /** The value in the template: `RUNNING`, `PAUSED` or a token. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }

  /** @internal the error message if it is a dummy of a lookup. It is an error once nothing is left to look up. */
  public get _problem(): string | undefined {
    return !Token.isUnresolved(this.value) && isDummy(this.value) ? problemOf(this.value) : undefined;
  }
}

function problemOf(value: string): string {
  return `${prop('desiredState')} must be RUNNING or PAUSED, or a token that becomes one of them, but is '${value}'`;
}
