import { Token } from 'aws-cdk-lib';

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
   * checked at once; a token is checked at deploy time and fails the deployment if it is anything else.
   */
  public static of(value: string): DesiredState {
    if (Token.isUnresolved(value)) return new DesiredState(value);
    switch (value.trim().toUpperCase()) {
      case 'RUNNING': return DesiredState.RUNNING;
      case 'PAUSED': return DesiredState.PAUSED;
      default:
        throw new Error(`'desiredState' must be RUNNING or PAUSED, or a token that becomes one of them, but is '${value}'`);
    }
  }

  /** The value in the template: `RUNNING`, `PAUSED` or a token. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
