import { App, NestedStack, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DesiredState, ServiceState, ServiceStateProvider } from '../../../src';
import { imageService, paused } from '../sample-services';

describe('A service that depends on its own ServiceState is refused:', () => {
  const advice = /waits for its service, so neither the service nor anything that it waits for may wait for the ServiceState or use its attributes\. Let only what has to come after/;
  const waits: [string, (service: CfnService, state: ServiceState, stack: Stack) => void, string[]][] = [
    ['a dependency', (service, state) => service.node.addDependency(state), ['State/Resource', 'Shop', 'State/Resource']],
    ['a dependency on the resource', (service, state) => service.node.addDependency(state.node.defaultChild!), ['State/Resource', 'Shop', 'State/Resource']],
    ['an attribute', (service, state) => service.addPropertyOverride('InstanceConfiguration.InstanceRoleArn', state.status), ['State/Resource', 'Shop', 'State/Resource']],
    ['an attribute in a text', (service, state, stack) => service.addPropertyOverride('ServiceName', { 'Fn::Sub': `\${${stack.getLogicalId(state.node.defaultChild as CfnService)}.Status}` }),
      ['State/Resource', 'Shop', 'State/Resource']],
    ['over another resource', (service, state, stack) => {
      const between = new Topic(stack, 'Between');
      between.node.addDependency(state);
      service.node.addDependency(between);
    }, ['State/Resource', 'Shop', 'Between/Resource', 'State/Resource']],
    ['over a dependency of the state', (service, state, stack) => {
      const between = new Topic(stack, 'Between');
      state.node.addDependency(between);
      between.node.addDependency(service, state);
    }, ['State/Resource', 'Between/Resource', 'State/Resource']],
  ];
  test.each(waits)('%s', (_, wait, cycle) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    wait(service, paused(stack, 'State', service), stack);
    expect(() => app.synth()).toThrow(`ServiceState 'Stack/State' waits for itself: ${cycle.map(path => `'Stack/${path}'`).join(' waits for ')}. A ServiceState`);
    expect(() => app.synth()).toThrow(advice);
  });

  test('over the role of the provider', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    const handlerRole = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    handlerRole.addToPolicy(new PolicyStatement({ actions: ['apprunner:PauseService'], resources: [service.attrServiceArn] }));
    ServiceStateProvider.getOrCreate(stack, { handlerRole });
    paused(stack, 'State', service);
    const provider = 'AppRunnerServiceStateProvider';
    const cycle = ['ShopResumeForUpdate', `${provider}/Provider/framework-onEvent/Resource`, `${provider}/OnEvent/Resource`, 'Role/DefaultPolicy/Resource', 'Shop', 'ShopResumeForUpdate'];
    expect(() => app.synth()).toThrow(`ServiceState 'Stack/State': what comes before its service waits for the service: ${cycle.map(path => `'Stack/${path}'`).join(' waits for ')}. `
      + 'The functions must be there before the service, to resume it for an update. So neither the provider nor anything that it uses may wait for the service or use its attributes, '
      + "nor may what gives 'desiredState'. Let a policy of 'handlerRole' name the service as service/NAME/*. Or set 'deployThroughPause' to false.");
  });

  test('over a resource with the desired state', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    const topic = new Topic(stack, 'Topic', { displayName: service.attrServiceId });
    paused(stack, 'State', service, { desiredState: DesiredState.of(topic.topicName) });
    expect(() => app.synth()).toThrow(/waits for the service: 'Stack\/ShopResumeForUpdate' waits for 'Stack\/ShopRestore' waits for 'Stack\/Topic\/Resource' waits for 'Stack\/Shop' waits/);
  });

  test('over the nested stack with the provider', () => {
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

  test('over a construct that contains the service', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const shop = new Construct(stack, 'Shop');
    shop.node.addDependency(paused(stack, 'State', imageService(shop, 'Service')));
    expect(() => app.synth()).toThrow(advice);
  });

  test('without deployThroughPause', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const service = imageService(stack, 'Shop');
    service.node.addDependency(paused(stack, 'State', service, { deployThroughPause: false }));
    expect(() => app.synth()).toThrow(advice);
  });

  test.each<[string, (parent: Stack) => [Stack, Stack]]>([
    ['in the parent', parent => [new NestedStack(parent, 'Services'), parent]],
    ['in a nested stack', parent => [parent, new NestedStack(parent, 'States')]],
    ['in a sibling of its stack', parent => [new NestedStack(parent, 'Services'), new NestedStack(parent, 'States')]],
  ])('%s', (_, stacks) => {
    const app = new App();
    const [services, states] = stacks(new Stack(app, 'Stack'));
    const service = imageService(services, 'Shop');
    service.node.addDependency(paused(states, 'State', service));
    expect(() => app.synth()).toThrow(advice);
  });

  test('in another stack, which the CDK itself refuses', () => {
    const app = new App();
    const service = imageService(new Stack(app, 'Services'), 'Shop');
    service.node.addDependency(paused(new Stack(app, 'States'), 'State', service));
    expect(() => app.synth()).toThrow(/would create a cyclic reference/);
  });
});
