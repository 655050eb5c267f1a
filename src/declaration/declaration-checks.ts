import { Stack, Token } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import type { DesiredState } from './desired-state';
import { OnDelete } from './on-delete';
import { OnDrift } from './on-drift';
import { problemOfProvider } from './provider-environment';
import { Reassert } from './reassert';
import { DEFAULT_PROPS } from './service-state-props';
import type { ServiceStateProps } from './service-state-props';
import { isInTree } from '../template/construct-tree';
import { constant, method, prop } from '../validation/names-by-language';
import { hasPendingLookups } from '../validation/pending-lookups';
import type { PropType } from '../validation/prop-types';
import { described, having, oneOf, primitive, problemOfTypes } from '../validation/prop-types';

/** Values that the checks determine. */
export interface CheckedDeclaration {
  readonly timeout: Duration;
  /** The service, if it is in the same stack. */
  readonly sameStack: CfnService | undefined;
  /** The service, if it is resumed before its updates and paused afterwards. */
  readonly throughPauseOf: CfnService | undefined;
}

/** @throws Error that names the declaration, the prop, the rule and the value */
export function checkedDeclaration(declaration: Construct, props: ServiceStateProps): CheckedDeclaration {
  return new DeclarationChecks(declaration).checked(props);
}

class DeclarationChecks {
  constructor(private readonly declaration: Construct) {}

  public checked(props: ServiceStateProps): CheckedDeclaration {
    this.refuseWrongTypes(props ?? {});
    const { service, desiredState, provider } = props;
    const timeout = this.validTimeout(props.timeout ?? DEFAULT_PROPS.timeout);
    this.refuseOtherAccount(service);
    if (desiredState._problem) this.refuseOnceKnown(desiredState._problem);
    this.refuseDynamicReference(desiredState);
    const sameStack = CfnService.isCfnService(service) && Stack.of(service) === Stack.of(this.declaration) ? service : undefined;
    if (desiredState._isAsFound) this.refuseWithAsFound(props, sameStack);
    const throughPauseOf = this.serviceToDeployThroughPause(props, sameStack);
    const elsewhere = provider && problemOfProvider(this.declaration, provider);
    if (elsewhere) throw this.error(elsewhere);
    this.refuseRemovedService(service);
    return { timeout, sameStack, throughPauseOf };
  }

  private refuseWrongTypes(props: Partial<ServiceStateProps>): void {
    const { service, desiredState, triggers = {} } = props;
    if ((service as Partial<aws_apprunner.IServiceRef> | undefined)?.serviceRef === undefined) {
      throw this.error(`${prop('service')} must be a CfnService, ${method('ServiceReference', 'fromServiceArn')} of an ARN or `
        + `${method('ServiceReference', 'fromConstruct')} of a higher-level construct, but is ${typeof service === 'string' ? described(service) : 'neither'}`);
    }
    if (!having('', '_changesWithTime').is(desiredState)) {
      throw this.error(`${prop('desiredState')} must be ${constant('DesiredState', 'RUNNING')}, ${constant('DesiredState', 'PAUSED')}, ${constant('DesiredState', 'AS_FOUND')}, `
        + `or what ${method('DesiredState', 'of')} or ${method('DesiredState', 'runningDuring')} makes, but is ${described(desiredState)}`);
    }
    const types = {
      timeout: having(`a Duration, such as ${method('Duration', 'minutes')}(30)`, 'toSeconds', 'isUnresolved'),
      onDelete: oneOf(OnDelete),
      onDrift: oneOf(OnDrift),
      deployAfterResume: primitive('true or false', 'boolean'),
      reassert: oneOf(Reassert),
      provider: having('a ServiceStateProvider', '_serviceToken'),
      deployThroughPause: primitive('true or false', 'boolean'),
      revision: primitive("a text, such as '2'", 'string'),
      triggers: { mustBe: "texts by name, such as { build: '7' }", is: value => typeof value === 'object' && value !== null && !Array.isArray(value) },
    } satisfies Partial<Record<keyof ServiceStateProps, PropType>>;
    const problem = problemOfTypes(props, types);
    if (problem) throw this.error(problem);
    const [name, value] = Object.entries(triggers).find(([, text]) => typeof text !== 'string') ?? [];
    if (name !== undefined) throw this.error(`${prop('triggers')} must be texts, but '${name}' is the ${typeof value} ${String(value)}`);
  }

  private validTimeout(timeout: Duration): Duration {
    if (timeout.isUnresolved()) throw this.error(`${prop('timeout')} must be known at synthesis, but is a token`);
    const seconds = timeout.toSeconds({ integral: false });
    if (Number.isInteger(seconds) && seconds >= 60 && seconds <= 55 * 60) return timeout;
    this.refuseOnceKnown(`${prop('timeout')} must be from 1 to 55 minutes in whole seconds, because CloudFormation allows a custom resource one hour, `
      + `but is ${timeout.toHumanString()}`);
    return DEFAULT_PROPS.timeout;
  }

  private serviceToDeployThroughPause(props: ServiceStateProps, sameStack: CfnService | undefined): CfnService | undefined {
    const { service, deployThroughPause: wanted, revision } = props;
    if (wanted && !sameStack) {
      throw this.error(`${prop('deployThroughPause')} needs an AWS::AppRunner::Service of the same stack, but '${service.node.path}' is not one. `
        + 'Declare the state in the stack of the service, or leave the prop out.');
    }
    if (revision !== undefined && (!sameStack || wanted === false)) throw this.error(`${prop('revision')} needs ${prop('deployThroughPause')}, which is off here`);
    return wanted === false ? undefined : sameStack;
  }

  /** Literals only: a parameter may be AS_FOUND for a while, and what the other props say holds again afterwards. */
  private refuseWithAsFound({ service, onDrift, deployAfterResume, deployThroughPause }: ServiceStateProps, sameStack: CfnService | undefined): void {
    const asFound = constant('DesiredState', 'AS_FOUND');
    if (!sameStack) {
      throw this.error(`${asFound} needs an AWS::AppRunner::Service of the same stack, but '${service.node.path}' is not one. Its updates `
        + 'are in another stack, so there is nothing to resume it for here. Declare its state in the stack of the service.');
    }
    if (deployThroughPause === false) {
      throw this.error(`${prop('deployThroughPause')} must not be false with ${asFound}, which does nothing else. Leave the prop out, or remove the ServiceState.`);
    }
    if (onDrift !== undefined && onDrift !== OnDrift.TOLERATE) {
      throw this.error(`${prop('onDrift')} must be TOLERATE with ${asFound}, but is ${onDrift}. Nothing is declared that the service could differ from. `
        + 'Leave the prop out, or declare whether the service runs.');
    }
    if (deployAfterResume) {
      throw this.error(`${prop('deployAfterResume')} must not be true with ${asFound}. The service is resumed only for an update, which deploys the newest version itself. `
        + 'Leave the prop out, or declare when the service runs.');
    }
  }

  private refuseOtherAccount(service: aws_apprunner.IServiceRef): void {
    const { account } = Stack.of(this.declaration);
    const { account: serviceAccount } = service.env;
    if (Token.isUnresolved(account) || Token.isUnresolved(serviceAccount) || account === serviceAccount) return;
    this.refuseOnceKnown(`${prop('service')} is in account ${serviceAccount}, but the stack is in ${account}. Declare its state in a stack of its own account.`);
  }

  /** The text of a dynamic reference stays the same when its value changes, and Restore would read it unresolved in the Metadata. */
  private refuseDynamicReference({ _property: value }: DesiredState): void {
    if (!JSON.stringify(Stack.of(this.declaration).resolve(value)).includes('{{resolve:')) return;
    throw this.error(`${prop('desiredState')} must not be a dynamic reference, because CloudFormation does not see a change of its value. `
      + `Use a CfnParameter, or ${method('StringParameter', 'valueForStringParameter')}.`);
  }

  /** The template would refer to a service that it does not have. This is known only when the app is complete. */
  private refuseRemovedService(service: aws_apprunner.IServiceRef): void {
    if (!CfnService.isCfnService(service)) return;
    const removed = `${prop('service')} '${service.node.path}' has been removed from the app after its state was declared. `
      + 'Remove the ServiceState, too, or declare the state of the service that has come in its place.';
    this.declaration.node.addValidation({ validate: () => isInTree(service) ? [] : [this.error(removed).message] });
  }

  private refuseOnceKnown(message: string): void {
    if (!hasPendingLookups(this.declaration)) throw this.error(message);
  }

  private error(message: string): Error {
    return new Error(`ServiceState '${this.declaration.node.path}': ${message}`);
  }
}
