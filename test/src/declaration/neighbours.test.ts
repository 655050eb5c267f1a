import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DesiredState, ServiceState, ServiceStateProvider } from '../../../src';
import type { ServiceStateProps } from '../../../src';
import { imageService, importedService } from '../sample-services';

const ACCOUNT = '123456789012';

function paused(scope: Construct, id: string, service: ServiceStateProps['service'], props: Partial<ServiceStateProps> = {}): ServiceState {
  return new ServiceState(scope, id, { service, desiredState: DesiredState.PAUSED, ...props });
}

describe('A provider is refused', () => {
  const env = { account: ACCOUNT, region: 'eu-west-1' };
  const ending = ' CloudFormation calls functions of its own account and Region, and stages share nothing. '
    + "Leave 'provider' out, or make one for this stack with ServiceStateProvider.";

  test.each([
    ['of another Region', { env: { ...env, region: 'us-east-1' } }, { env }, 'in another Region (us-east-1) than the stack (eu-west-1).'],
    ['of another Region, with references that cross it', { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true }, { env, crossRegionReferences: true },
      'in another Region (us-east-1) than the stack (eu-west-1).'],
    ['of another account', { env: { ...env, account: '999999999999' } }, { env }, `in another account (999999999999) than the stack (${ACCOUNT}).`],
    ['of a Region that is not known', {}, { env }, 'in another Region (one that is not known at synthesis) than the stack (eu-west-1).'],
    ['by a stack whose Region is not known', { env }, {}, 'in another Region (eu-west-1) than the stack (one that is not known at synthesis).'],
    ['by a stack whose account is not known', { env }, { env: { region: 'eu-west-1' } }, `in another account (${ACCOUNT}) than the stack (one that is not known at synthesis).`],
  ])('%s', (_, its, own, difference) => {
    const app = new App();
    const provider = new ServiceStateProvider(new Stack(app, 'Shared', its), 'Provider');
    const stack = new Stack(app, 'Stack', own);
    expect(() => paused(stack, 'State', importedService(stack), { provider })).toThrow(new Error(`ServiceState 'Stack/State': 'provider' is ${difference}${ending}`));
  });

  test('of the app itself, for a stack of a stage', () => {
    const app = new App();
    const provider = new ServiceStateProvider(new Stack(app, 'Stack'), 'Provider');
    const stack = new Stack(new Stage(app, 'Live'), 'Stack');
    expect(() => paused(stack, 'State', importedService(stack), { provider }))
      .toThrow(new Error(`ServiceState 'Live/Stack/State': 'provider' is in the app itself, and the stack in a stage of it.${ending}`));
  });

  test('of another stage', () => {
    const app = new App();
    const provider = new ServiceStateProvider(new Stack(new Stage(app, 'Test'), 'Stack'), 'Provider');
    const stack = new Stack(new Stage(app, 'Live'), 'Stack');
    expect(() => paused(stack, 'State', importedService(stack), { provider }))
      .toThrow(new Error(`ServiceState 'Live/Stack/State': 'provider' is in another stage, 'Test'.${ending}`));
  });
});

test.each([
  ['without a Region', {}], ['of a Region', { env: { account: ACCOUNT, region: 'eu-west-1' } }],
])('a provider of the parent, %s, and of another stack of the same environment is taken', (_, props) => {
  const app = new App();
  const [shared, parent] = [new Stack(app, 'Shared', props), new Stack(app, 'Parent', props)];
  const nested = new NestedStack(parent, 'Nested');
  paused(nested, 'State', importedService(nested, 1), { provider: new ServiceStateProvider(parent, 'Provider') });
  paused(parent, 'State', importedService(parent, 2), { provider: new ServiceStateProvider(shared, 'Provider') });
  expect(() => app.synth()).not.toThrow();
});

describe('An id that another construct has is refused, for', () => {
  test.each(['Restore', 'ResumeForUpdate'])('%s beside the service', id => {
    const stack = new Stack(new App(), 'Stack');
    const service = imageService(stack, 'Shop');
    new Topic(stack, `Shop${id}`);
    expect(() => paused(stack, 'State', service)).toThrow(new Error(`ServiceState 'Stack/State' puts 'Shop${id}' beside its service 'Stack/Shop', `
      + `but 'Stack/Shop${id}' has that id already. Give that construct another id, or set 'deployThroughPause' to false.`));
    expect(() => paused(stack, 'Other', imageService(stack, 'Till'))).not.toThrow();
  });

  test.each(['AppRunnerServiceStateProvider', 'AppRunnerServiceStateProviderRights'])('%s in the stack', id => {
    const stack = new Stack(new App(), 'Stack');
    new Construct(stack, id);
    expect(() => paused(stack, 'State', importedService(stack))).toThrow(new Error(
      `cdk-apprunner-state puts a construct of its own at 'Stack/${id}', but another one has that id already. Give that one another id.`));
  });
});

test('a second copy of the library finds the provider of the first', () => {
  const stack = new Stack(new App(), 'Stack');
  const provider = ServiceStateProvider.getOrCreate(stack);
  jest.isolateModules(() => {
    const copy = jest.requireActual<{ ServiceStateProvider: typeof ServiceStateProvider }>('../../../src/provider/service-state-provider');
    expect(copy.ServiceStateProvider).not.toBe(ServiceStateProvider);
    expect(copy.ServiceStateProvider.getOrCreate(stack)).toBe(provider);
  });
});

test('what one service uses of the ServiceState of another counts as a change of it, and nothing is to be warned of', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const url = paused(stack, 'StateOfTill', imageService(stack, 'Till')).serviceUrl;
  paused(stack, 'StateOfShop', imageService(stack, 'Shop', { URL: url }));
  const artifact = app.synth().getStackArtifact('Stack');
  const { Resources: resources } = artifact.template as { Resources: Record<string, { Properties: { Inputs: unknown } }> };
  expect(resources.ShopResumeForUpdate.Properties.Inputs).toEqual([stack.resolve(url)]);
  expect(artifact.messages).toEqual([]);
});

describe('A service that waits for its own ServiceState is refused', () => {
  const advice = /waits for its service, so neither the service nor anything that it waits for may wait for the ServiceState or use its attributes\. Let only what has to come after/;
  const waits: [string, (service: CfnService, state: ServiceState, stack: Stack) => void, string[]][] = [
    ['by a dependency', (service, state) => service.node.addDependency(state), ['State/Resource', 'Shop', 'State/Resource']],
    ['by a dependency on the resource', (service, state) => service.node.addDependency(state.node.defaultChild!), ['State/Resource', 'Shop', 'State/Resource']],
    ['by an attribute', (service, state) => service.addPropertyOverride('InstanceConfiguration.InstanceRoleArn', state.status), ['State/Resource', 'Shop', 'State/Resource']],
    ['by an attribute in a text', (service, state, stack) => service.addPropertyOverride('ServiceName', { 'Fn::Sub': `\${${stack.getLogicalId(state.node.defaultChild as CfnService)}.Status}` }),
      ['State/Resource', 'Shop', 'State/Resource']],
    ['over something else', (service, state, stack) => {
      const between = new Topic(stack, 'Between');
      between.node.addDependency(state);
      service.node.addDependency(between);
    }, ['State/Resource', 'Shop', 'Between/Resource', 'State/Resource']],
    ['over something that the state waits for', (service, state, stack) => {
      const between = new Topic(stack, 'Between');
      state.node.addDependency(between);
      between.node.addDependency(service, state);
    }, ['State/Resource', 'Between/Resource', 'State/Resource']],
  ];
  test.each(waits)('%s', (_, wait, circle) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    wait(service, paused(stack, 'State', service), stack);
    expect(() => app.synth()).toThrow(`ServiceState 'Stack/State' waits for itself: ${circle.map(path => `'Stack/${path}'`).join(' waits for ')}. A ServiceState`);
    expect(() => app.synth()).toThrow(advice);
  });

  test('by what the provider uses', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    const handlerRole = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    handlerRole.addToPolicy(new PolicyStatement({ actions: ['apprunner:PauseService'], resources: [service.attrServiceArn] }));
    ServiceStateProvider.getOrCreate(stack, { handlerRole });
    paused(stack, 'State', service);
    const provider = 'AppRunnerServiceStateProvider';
    const circle = ['ShopResumeForUpdate', `${provider}/Provider/framework-onEvent/Resource`, `${provider}/OnEvent/Resource`, 'Role/DefaultPolicy/Resource', 'Shop', 'ShopResumeForUpdate'];
    expect(() => app.synth()).toThrow(`ServiceState 'Stack/State': what comes before its service waits for the service: ${circle.map(path => `'Stack/${path}'`).join(' waits for ')}. `
      + 'The functions must be there before the service, to resume it for an update. So neither the provider nor anything that it uses may wait for the service or use its attributes, '
      + "nor may what gives 'desiredState'. Let a policy of 'handlerRole' name the service as service/NAME/*. Or set 'deployThroughPause' to false.");
  });

  test('by what gives the desired state', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    const topic = new Topic(stack, 'Topic', { displayName: service.attrServiceId });
    paused(stack, 'State', service, { desiredState: DesiredState.of(topic.topicName) });
    expect(() => app.synth()).toThrow(/waits for the service: 'Stack\/ShopResumeForUpdate' waits for 'Stack\/ShopRestore' waits for 'Stack\/Topic\/Resource' waits for 'Stack\/Shop' waits/);
  });

  test('by a nested stack that the provider is in', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    const nested = new NestedStack(stack, 'Nested');
    new Topic(nested, 'Topic', { displayName: service.attrServiceId });
    new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED, provider: new ServiceStateProvider(nested, 'Provider') });
    expect(() => app.synth()).toThrow(/what comes before its service waits for the service: 'Stack\/ShopResumeForUpdate' waits for 'Stack\/Nested.NestedStack\/Nested.NestedStackResource' waits for 'Stack\/Shop' waits/);
  });

  test('over another service and its ServiceState', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const [one, other] = ['One', 'Other'].map(id => imageService(stack, id));
    const [stateOfOne, stateOfOther] = [paused(stack, 'StateOfOne', one), paused(stack, 'StateOfOther', other)];
    one.addPropertyOverride('ServiceName', stateOfOther.serviceUrl);
    other.addPropertyOverride('ServiceName', stateOfOne.serviceUrl);
    expect(() => app.synth()).toThrow(advice);
  });

  test('by what it is in', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const shop = new Construct(stack, 'Shop');
    shop.node.addDependency(paused(stack, 'State', imageService(shop, 'Service')));
    expect(() => app.synth()).toThrow(advice);
  });

  test('without being deployed through a pause', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    service.node.addDependency(paused(stack, 'State', service, { deployThroughPause: false }));
    expect(() => app.synth()).toThrow(advice);
  });

  test.each<[string, (parent: Stack) => [Stack, Stack]]>([
    ['of the parent', parent => [new NestedStack(parent, 'Services'), parent]],
    ['of a nested stack', parent => [parent, new NestedStack(parent, 'States')]],
    ['of a stack beside its own', parent => [new NestedStack(parent, 'Services'), new NestedStack(parent, 'States')]],
  ])('%s', (_, stacks) => {
    const app = new App();
    const [services, states] = stacks(new Stack(app, 'Stack'));
    const service = imageService(services, 'Shop');
    service.node.addDependency(paused(states, 'State', service));
    expect(() => app.synth()).toThrow(advice);
  });

  test('of another stack, which the CDK itself refuses', () => {
    const app = new App();
    const service = imageService(new Stack(app, 'Services'), 'Shop');
    service.node.addDependency(paused(new Stack(app, 'States'), 'State', service));
    expect(() => app.synth()).toThrow(/would create a cyclic reference/);
  });
});
