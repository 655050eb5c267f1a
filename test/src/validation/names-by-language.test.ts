import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnParameter, Duration, SecretValue, Stack, TimeZone } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import { DesiredState, OnDrift, RunningHours, ServiceReference, ServiceState, ServiceStateProvider, SpecialDays } from '../../../src';
import type { ServiceStateProps, ServiceStateProviderProps } from '../../../src';
import { constant, method, parameter, prop } from '../../../src/validation/names-by-language';
import { imageService, importedService, serviceArn } from '../sample-services';

/** What jsii sets when it starts the process in which our code runs. */
const AGENTS = { python: 'Python/3.12.1', java: 'Java/21.0.2', go: 'go1.23.4/linux/amd64', newestGo: 'go1.25-devel_1234/linux/arm64' };

afterEach(() => { delete process.env.JSII_AGENT; });

describe('A name is spelled as the app writes it', () => {
  test.each([
    ['TypeScript', undefined, "'deployThroughPause'", "'serviceArn'", 'ServiceReference.fromServiceArn', 'DesiredState.of', 'DesiredState.AS_FOUND'],
    ['Python', AGENTS.python, "'deploy_through_pause'", "'service_arn'", 'ServiceReference.from_service_arn', 'DesiredState.of', 'DesiredState.AS_FOUND'],
    ['Java', AGENTS.java, "'deployThroughPause'", "'serviceArn'", 'ServiceReference.fromServiceArn', 'DesiredState.of', 'DesiredState.AS_FOUND'],
    ['Go', AGENTS.go, "'DeployThroughPause'", "'serviceArn'", 'ServiceReference_FromServiceArn', 'DesiredState_Of', 'DesiredState_AS_FOUND()'],
    ['Go of tomorrow', AGENTS.newestGo, "'DeployThroughPause'", "'serviceArn'", 'ServiceReference_FromServiceArn', 'DesiredState_Of', 'DesiredState_AS_FOUND()'],
    ['a language that we do not know', 'DotNet/8.0.0', "'deployThroughPause'", "'serviceArn'", 'ServiceReference.fromServiceArn', 'DesiredState.of', 'DesiredState.AS_FOUND'],
  ])('in %s', (_, agent, aProp, aParameter, aMethod, aShortMethod, aConstant) => {
    if (agent !== undefined) process.env.JSII_AGENT = agent;
    expect([prop('deployThroughPause'), parameter('serviceArn'), method('ServiceReference', 'fromServiceArn'), method('DesiredState', 'of'), constant('DesiredState', 'AS_FOUND')])
      .toEqual([aProp, aParameter, aMethod, aShortMethod, aConstant]);
  });
});

/** Every mistake that an app can make, and the parts of the message that name something of ours: in Python, and in Go. */
type Mistake = [name: string, make: (stack: Stack) => void, python: string[], go: string[]];

const state = (props: Partial<ServiceStateProps>) => (stack: Stack): void => {
  new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED, ...props });
};
const asFound = (props: Partial<ServiceStateProps>) => (stack: Stack): void => {
  state({ service: imageService(stack, 'Shop'), desiredState: DesiredState.AS_FOUND, ...props })(stack);
};
const provider = (props: (stack: Stack) => ServiceStateProviderProps) => (stack: Stack): void => {
  new ServiceStateProvider(stack, 'Provider', props(stack));
};
const unknownSeconds = (stack: Stack): Duration => Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber);

const MISTAKES: Mistake[] = [
  ['a wrong service', state({ service: serviceArn() as never }),
    ["'service'", 'ServiceReference.from_service_arn', 'ServiceReference.from_construct'], ["'Service'", 'ServiceReference_FromServiceArn', 'ServiceReference_FromConstruct']],
  ['a wrong trigger', state({ triggers: { build: 7 } as never }), ["'triggers'"], ["'Triggers'"]],
  ['a wrong state', () => DesiredState.of('stopped'), ["'desired_state'"], ["'DesiredState'"]],
  ['wrong running hours', () => RunningHours.weekly('8-18', { timeZone: TimeZone.EUROPE_BERLIN }), ['RunningHours.weekly'], ['RunningHours_Weekly']],
  ['a wrong time zone', () => RunningHours.weekly('always', { timeZone: TimeZone.CET }), ["'time_zone'"], ["'TimeZone'"]],
  ['a date twice', () => RunningHours.weekly('always', { timeZone: TimeZone.ETC_UTC, specialDays: [1, 2].map(() => SpecialDays.paused('2026-12-24')) }), ["'special_days'"], ["'SpecialDays'"]],
  ['a wrong date', () => SpecialDays.during('24.12.', 'always'), ['SpecialDays.during'], ['SpecialDays_During']],
  ['hours as a text', () => DesiredState.runningDuring('always' as never), ['DesiredState.running_during', 'RunningHours.weekly'], ['DesiredState_RunningDuring', 'RunningHours_Weekly']],
  ['a dynamic reference', state({ desiredState: DesiredState.of(SecretValue.ssmSecure('/state').unsafeUnwrap()) }),
    ["'desired_state'", 'StringParameter.value_for_string_parameter'], ["'DesiredState'", 'StringParameter_ValueForStringParameter']],
  ['a wrong timeout', state({ timeout: Duration.hours(2) }), ["'timeout'"], ["'Timeout'"]],
  ['an unknown timeout', stack => state({ timeout: unknownSeconds(stack) })(stack), ["'timeout'"], ["'Timeout'"]],
  ['no service to deploy through a pause', state({ deployThroughPause: true }), ["'deploy_through_pause'"], ["'DeployThroughPause'"]],
  ['a revision of nothing', state({ revision: '1' }), ["'revision'", "'deploy_through_pause'"], ["'Revision'", "'DeployThroughPause'"]],
  ['as found, of another stack', state({ desiredState: DesiredState.AS_FOUND }), ['DesiredState.AS_FOUND'], ['DesiredState_AS_FOUND()']],
  ['as found, with a correction', asFound({ onDrift: OnDrift.CORRECT }), ["'on_drift'", 'DesiredState.AS_FOUND'], ["'OnDrift'", 'DesiredState_AS_FOUND()']],
  ['as found, with deployments', asFound({ deployAfterResume: true }), ["'deploy_after_resume'", 'DesiredState.AS_FOUND'], ["'DeployAfterResume'", 'DesiredState_AS_FOUND()']],
  ['as found, but not through a pause', asFound({ deployThroughPause: false }), ["'deploy_through_pause'", 'DesiredState.AS_FOUND'], ["'DeployThroughPause'", 'DesiredState_AS_FOUND()']],
  ['two states', stack => {
    state({})(stack);
    new ServiceState(stack, 'Other', { service: ServiceReference.fromServiceArn(stack, 'Same', serviceArn()), desiredState: DesiredState.RUNNING });
  }, ['DesiredState.of'], ['DesiredState_Of']],
  ['a service of another account', stack => state({})(new Stack(stack.node.scope as App, 'Elsewhere', { env: { account: '999999999999' } })), ["'service'"], ["'Service'"]],
  ['a provider of elsewhere', stack => {
    const elsewhere = new Stack(stack.node.scope as App, 'Elsewhere', { env: { region: 'us-east-1' } });
    state({ provider: new ServiceStateProvider(elsewhere, 'Provider') })(stack);
  }, ["'provider'"], ["'Provider'"]],
  ['an id that is taken', stack => {
    new Construct(stack, 'ShopRestore');
    state({ service: imageService(stack, 'Shop') })(stack);
  }, ["'deploy_through_pause'"], ["'DeployThroughPause'"]],
  ['a wrong ARN', stack => ServiceReference.fromServiceArn(stack, 'Wrong', 'shop'), ["'service_arn'"], ["'serviceArn'"]],
  ['an ARN of a wrong Region', stack => ServiceReference.fromServiceArn(stack, 'Wrong', serviceArn(0, 'eu-west-9')), ["'service_arn'"], ["'serviceArn'"]],
  ['a construct without a service', stack => ServiceReference.fromConstruct(new Construct(stack, 'Empty')),
    ['ServiceReference.from_construct', 'ServiceReference.from_service_arn'], ['ServiceReference_FromConstruct', 'ServiceReference_FromServiceArn']],
  ['two sets of options', stack => {
    ServiceStateProvider.getOrCreate(stack);
    ServiceStateProvider.getOrCreate(stack, { memorySize: 256 });
  }, ["'memory_size'", 'ServiceStateProvider.get_or_create'], ["'MemorySize'", 'ServiceStateProvider_GetOrCreate']],
  ['an unknown poll interval', provider(stack => ({ pollInterval: unknownSeconds(stack) })), ["'poll_interval'"], ["'PollInterval'"]],
  ['a wrong poll interval', provider(() => ({ pollInterval: Duration.hours(2) })), ["'poll_interval'"], ["'PollInterval'"]],
  ['a wrong reconcile interval', provider(() => ({ reconcileInterval: Duration.hours(2) })), ["'reconcile_interval'"], ["'ReconcileInterval'"]],
  ['two ways to keep logs', provider(stack => ({ logGroup: new LogGroup(stack, 'Logs'), logRetention: RetentionDays.ONE_DAY })),
    ["'log_retention'", "'log_group'"], ["'LogRetention'", "'LogGroup'"]],
  ['subnets of no VPC', provider(stack => ({ vpcSubnets: { subnets: new Vpc(stack, 'Vpc').privateSubnets } })),
    ["'vpc_subnets'", "'security_groups'", "'vpc'"], ["'VpcSubnets'", "'SecurityGroups'", "'Vpc'"]],
  ['an old runtime', provider(() => ({ runtime: Runtime.NODEJS_20_X })), ["'runtime'"], ["'Runtime'"]],
  ['too much memory', provider(() => ({ memorySize: 20_000 })), ["'memory_size'"], ["'MemorySize'"]],
  ['a change that is not seen', stack => {
    const password = new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString;
    state({ service: imageService(stack, 'Shop', { PASSWORD: password }) })(stack);
    throw new Error(String(Annotations.fromStack(stack).findWarning('*', Match.anyValue())[0].entry.data).replace(/\[ack: .*\]/, ''));
  }, ["'revision'"], ["'Revision'"]],
];

describe.each(MISTAKES)('The message about %s', (_, make, python, go) => {
  const messageIn = (agent: string): string => {
    process.env.JSII_AGENT = agent;
    try {
      make(new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } }));
    } catch (error) {
      return (error as Error).message;
    }
    return 'no message';
  };

  test('names in Python what Python has', () => {
    const message = messageIn(AGENTS.python);
    for (const name of python) expect(message).toContain(name);
    expect(message).not.toMatch(/\b[a-z]+[A-Z]/);
  });

  test('names in Go what Go has', () => {
    const message = messageIn(AGENTS.go);
    for (const name of go) expect(message).toContain(name);
    expect(message.replace("'serviceArn'", '')).not.toMatch(/\b[a-z]+[A-Z]/);
  });
});

/** The texts in a file, apart from comments, and from what is not made for people: that has no spaces. */
function textsIn(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) && node.text.includes(' ')) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return texts;
}

const ROOT = join(__dirname, '..', '..', '..');

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => join(ROOT, folder, file));
}

function textsWith(pattern: RegExp, folder: string): string[] {
  const texts = filesIn(folder).flatMap(textsIn);
  expect(texts.length).toBeGreaterThan(20);
  return texts.filter(text => pattern.test(text));
}

const CAMEL_CASE = /\b[a-z]+[A-Z]\w*/;
const QUOTED_PROP = /'[a-z]\w*'/;
const METHOD = /\b[A-Z]\w+\.[a-z]\w*/;
const CONSTANT = /\bDesiredState\.[A-Z]/;

test('the scan knows a prop, a method and a constant by sight', () => {
  expect("'timeout' must be known").toMatch(QUOTED_PROP);
  expect('raise deployThroughPause').toMatch(CAMEL_CASE);
  expect('pass a parameter to DesiredState.of.').toMatch(METHOD);
  expect('declare DesiredState.PAUSED').toMatch(CONSTANT);
});

test('no text of the constructs spells a prop, a method or a constant by hand', () => {
  for (const pattern of [CAMEL_CASE, QUOTED_PROP, METHOD, CONSTANT]) expect(textsWith(pattern, 'src')).toEqual([]);
});

/** The members of the interfaces in a file. */
function membersIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.filter(ts.isInterfaceDeclaration).flatMap(({ members }) => members.map(member => (member.name as ts.Identifier).text));
}

test('every prop that a text of the constructs names is a prop', () => {
  const props = [...membersIn('src/declaration/service-state-props.ts'), ...membersIn('src/declaration/running-hours-options.ts'), ...membersIn('src/provider/provider-options.ts')];
  expect(props.length).toBeGreaterThan(15);
  const named = filesIn('src').flatMap(file => [...readFileSync(file, 'utf8').matchAll(/\bprop\('(\w+)'\)/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(name => !props.includes(name))).toEqual([]);
});

test('no text of the functions, which do not know the language of the app, names what is spelled in different ways', () => {
  for (const pattern of [CAMEL_CASE, METHOD]) expect(textsWith(pattern, 'lambda')).toEqual([]);
});
