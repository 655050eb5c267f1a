import { Aws, Fn, ScopedAws, Stack, Token } from 'aws-cdk-lib';
import type { DesiredStateProperty } from '../contract/custom-resources';
import type { DeclarationInput, ReconcileInput } from '../contract/reconcile-input';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import type { CustomResource } from '../template/custom-resource';

/** A declaration that has to be kept between deployments. */
export interface KeptDeclaration {
  /** The resource of the ServiceState. Its physical id is the ARN of the service, so the Schedule depends on it. */
  readonly state: CustomResource;
  readonly input: Omit<DeclarationInput, 'ServiceArn' | 'DesiredState'> & { readonly DesiredState: DesiredStateProperty };
}

/** The input that the Schedule of a stack hands to the function: JSON with tokens. */
export function scheduleInput(stack: Stack, provider: ServiceStateProvider, declarations: readonly KeptDeclaration[]): string {
  const providerStack = Stack.of(provider);
  const hours = new Map<string, number>();
  const texts = declarations.map(declaration => textOf(stack, declaration, hours));
  const members = membersOf({
    StackId: `"${Aws.STACK_ID}"`,
    ...providerStack !== stack && { ProviderStackName: `"${nameOf(providerStack)}"` },
    ScheduledTime: '"<aws.scheduler.scheduled-time>"', // EventBridge Scheduler puts the time there
    IntervalMinutes: String(provider._reconcileInterval.toMinutes()),
    ...hours.size > 0 && { RunningHours: `[${[...hours.keys()].join(',')}]` },
  } satisfies Partial<Record<keyof ReconcileInput, string>>);
  // A list, because the CDK takes long over a string with hundreds of tokens.
  return Fn.join('', [`{${members},"${'Declarations' satisfies keyof ReconcileInput}":[`, ...texts.flatMap((text, n) => (n === 0 ? [text] : [',', text])), ']}']);
}

/** What of the input can refer to another stack: that is all that the CDK looks for before it writes. Call it late. */
export function referencesOfInput(provider: ServiceStateProvider, declarations: readonly KeptDeclaration[]): string {
  const states = declarations.map(({ input }) => JSON.stringify(input.DesiredState)).filter(text => Token.isUnresolved(text));
  return [nameOf(Stack.of(provider)), ...states].join();
}

/** A declaration as JSON, or `null` if its condition is false. Two texts, because Fn::If chooses between values. */
function textOf(stack: Stack, { state, input }: KeptDeclaration, hours: Map<string, number>): string {
  const { DesiredState: desired, OnDrift, DeployAfterResume } = input;
  const text = `{${membersOf({
    ServiceArn: `"${state.ref}"`,
    DesiredState: typeof desired === 'string' ? `"${inOneLine(desired)}"` : hoursOf(stack, desired, hours),
    OnDrift: `"${OnDrift}"`,
    DeployAfterResume: String(DeployAfterResume),
  } satisfies Record<keyof DeclarationInput, string>)}}`;
  const name = state.condition();
  return name === undefined ? text : Fn.conditionIf(name, text, 'null').toString();
}

/**
 * Their place in the list, because many services have the same. With a token they stay with their declaration: it may
 * refer to a resource that exists under the same condition only.
 */
function hoursOf(stack: Stack, desired: Exclude<DesiredStateProperty, string>, hours: Map<string, number>): string {
  const text = JSON.stringify(desired);
  if (Token.isUnresolved(text)) return stack.toJsonString(desired);
  const place = hours.get(text) ?? hours.size;
  hours.set(text, place);
  return String(place);
}

/** Seen from the stack itself: a stack in it gets it as a parameter, and could not get the id of what contains it. */
function nameOf(stack: Stack): string {
  return stack.nested ? new ScopedAws(stack).stackName : stack.stackName;
}

function membersOf(values: Record<string, string>): string {
  return Object.entries(values).map(([name, value]) => `"${name}":${value}`).join(',');
}

/**
 * A parameter that was filled from a file ends with a line break, and a deployment takes it for its state all the same.
 * CloudFormation would put the line break into the JSON as it is. In running hours it is an error of the deployment.
 */
function inOneLine(text: string): string {
  return Token.isUnresolved(text) ? ['\r', '\n'].reduce((rest, end) => Fn.join('', Fn.split(end, rest)), text) : text;
}
