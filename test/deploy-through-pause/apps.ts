import { App, CfnCondition, CfnParameter, Duration, Fn, Stack, TimeZone } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { onceInARun } from './once-in-a-run';
import { rightsIn } from './rights';
import type { Template, Version } from './template';
import { SCHEDULE } from './ticks/schedule';
import { DesiredState, OnDelete, OnDrift, RunningHours, ServiceState } from '../../src';

/** A literal, or the value of a template parameter. */
export type Value = string | { readonly parameter: string };

/** One App Runner service of an app and what the app declares about it. */
export interface ServiceSpec {
  /** What its logical id and those of what belongs to it begin with. @default 'Shop' */
  readonly id?: string;
  /** Its own logical id. @default `id` */
  readonly serviceId?: string;
  readonly image: Value;
  /** @default - CloudFormation makes one up */
  readonly name?: Value;
  readonly tag?: string;
  /** The logical id of another service whose URL this one is configured with. */
  readonly calls?: string;
  /** Whether the service is in the stack only while the parameter `Switch` is `on`. */
  readonly conditional?: boolean;
  /** @default - nothing is declared, unless there are `hours` */
  readonly state?: Value;
  /** Running hours in UTC. */
  readonly hours?: string;
  readonly onDrift?: OnDrift;
  readonly onDelete?: OnDelete;
  readonly deployAfterResume?: boolean;
  /** @default 'State' after the service's logical id */
  readonly stateId?: string;
  readonly timeoutMinutes?: number;
  readonly trigger?: string;
  readonly revision?: string;
  /** @default true */
  readonly deployThroughPause?: boolean;
}

/** What the library's constructs synthesize for such an app, when it is needed first. */
export function version(name: string, services: readonly ServiceSpec[], parameters: Record<string, string> = {}): Version {
  let template: Template | undefined;
  return {
    name,
    parameters,
    get template() {
      template ??= templateOf(services, Object.keys(parameters));
      return template;
    },
  };
}

/** Synthesis takes longer than many scenarios, and most versions are needed many times. */
const templates = new Map<string, Template>();

function templateOf(services: readonly ServiceSpec[], parameters: readonly string[]): Template {
  const key = JSON.stringify([services, parameters]);
  const template = templates.get(key) ?? onceInARun(key, () => synthesize(services, parameters));
  templates.set(key, template);
  return template;
}

function synthesize(services: readonly ServiceSpec[], parameters: readonly string[]): Template {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  parameters.forEach(parameter => new CfnParameter(stack, parameter));
  if (parameters.includes('Switch')) new CfnCondition(stack, 'On', { expression: Fn.conditionEquals(Fn.ref('Switch'), 'on') });
  services.forEach(spec => addService(stack, spec));
  return ofInterest((stack.node.root as App).synth().getStackByName('Stack').template as Template);
}

function addService(stack: Stack, spec: ServiceSpec): void {
  const { id = 'Shop', name, tag, calls, conditional } = spec;
  const called = calls === undefined ? undefined : stack.node.findChild(calls) as CfnService;
  const service = new CfnService(stack, id, {
    serviceName: name === undefined ? undefined : textOf(name),
    tags: tag === undefined ? undefined : [{ key: 'team', value: tag }],
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: textOf(spec.image),
        imageRepositoryType: 'ECR',
        imageConfiguration: called && { runtimeEnvironmentVariables: [{ name: 'URL', value: `https://${called.attrServiceUrl}` }] },
      },
    },
  });
  if (spec.serviceId !== undefined) service.overrideLogicalId(spec.serviceId);
  if (conditional) service.cfnOptions.condition = stack.node.findChild('On') as CfnCondition;
  const desiredState = desiredStateOf(spec);
  if (desiredState === undefined) return;
  const { stateId = `${id}State`, deployAfterResume, deployThroughPause, onDelete, onDrift, revision, timeoutMinutes, trigger } = spec;
  const serviceState = new ServiceState(stack, stateId, {
    service,
    desiredState,
    deployAfterResume,
    deployThroughPause,
    onDelete,
    onDrift,
    revision,
    triggers: trigger === undefined ? undefined : { trigger },
    timeout: timeoutMinutes === undefined ? undefined : Duration.minutes(timeoutMinutes),
  });
  // A short name for the transcript.
  (serviceState.node.defaultChild as CfnResource).overrideLogicalId(stateId);
}

function desiredStateOf({ state, hours }: ServiceSpec): DesiredState | undefined {
  if (hours !== undefined) return DesiredState.runningDuring(RunningHours.weekly(hours, { timeZone: TimeZone.ETC_UTC }));
  return state === undefined ? undefined : DesiredState.of(textOf(state));
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : Fn.ref(value.parameter);
}

/** The functions and roles behind the resources never change, so nothing happens to them. What the functions may do changes with the services. */
function ofInterest({ Resources = {}, Conditions }: Partial<Template>): Template {
  const kept = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::AppRunner::Service' || Type === SCHEDULE || Type.startsWith('Custom::AppRunner'));
  return { Resources: { ...Object.fromEntries(kept), ...rightsIn({ Resources }) }, Conditions };
}
