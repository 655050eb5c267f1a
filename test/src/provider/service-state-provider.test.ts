import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ServiceStateProviderProps } from '../../../src';
import { DesiredState, ServiceState, ServiceStateProvider } from '../../../src';
import { DependencyGraph } from '../dependency-graph';
import { imageService, importedService } from '../sample-services';
import { idsOf, resourcesOf, STATE, synthesized } from '../synthesized';

describe('ServiceStateProvider.getOrCreate', () => {
  test('makes one provider for a stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const provider = ServiceStateProvider.getOrCreate(new Construct(stack, 'Somewhere'));
    expect(ServiceStateProvider.getOrCreate(stack)).toBe(provider);
    new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.PAUSED });
    expect(resourcesOf(synthesized(stack), 'AWS::StepFunctions::StateMachine')).toHaveLength(1);
  });

  test('makes another one for another stack, and for a nested one', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const scopes = [stack, new Stack(app, 'Other'), new NestedStack(stack, 'Nested')];
    const providers = scopes.map(scope => ServiceStateProvider.getOrCreate(scope));
    expect(new Set(providers).size).toBe(3);
    expect(providers.map(provider => Stack.of(provider))).toEqual(scopes);
  });
});

describe('Names that must not change in a deployed stack', () => {
  test('are constant for the provider of getOrCreate', () => {
    const stack = new Stack(new App(), 'Stack');
    const provider = ServiceStateProvider.getOrCreate(stack);
    expect(provider.node.path).toBe('Stack/AppRunnerServiceStateProvider');
    expect(stack.resolve(provider._serviceToken)).toEqual({ 'Fn::GetAtt': ['AppRunnerServiceStateProviderframeworkonEvent71C9E922', 'Arn'] });
    expect(idsOf(synthesized(stack), 'AWS::Lambda::Function')).toEqual([
      'AppRunnerServiceStateProviderOnEventE4EB1B06',
      'AppRunnerServiceStateProviderIsCompleteE5A132A5',
      'AppRunnerServiceStateProviderframeworkonEvent71C9E922',
      'AppRunnerServiceStateProviderframeworkisComplete801A3567',
      'AppRunnerServiceStateProviderframeworkonTimeout3C4F1821',
    ]);
  });

  test('are constant for a further provider', () => {
    const stack = new Stack(new App(), 'Stack');
    const provider = new ServiceStateProvider(stack, 'Own');
    expect(stack.resolve(provider._serviceToken)).toEqual({ 'Fn::GetAtt': ['OwnProviderframeworkonEventCB03A27A', 'Arn'] });
  });
});

describe('A provider that is passed to a ServiceState', () => {
  const rolesWithRights = (stack: Stack): unknown[] => resourcesOf(synthesized(stack), 'AWS::IAM::ManagedPolicy').flatMap(policy => policy.Properties.Roles);
  const declare = (scope: Construct, n: number, provider: ServiceStateProvider): ServiceState =>
    new ServiceState(scope, `State${n}`, { service: importedService(scope, n), desiredState: DesiredState.PAUSED, provider });

  test('serves its own states only, each with its own rights', () => {
    const stack = new Stack(new App(), 'Stack');
    const [one, other] = [new ServiceStateProvider(stack, 'One'), new ServiceStateProvider(stack, 'Other')];
    declare(stack, 1, one);
    declare(stack, 2, other);
    const [first, second] = resourcesOf(synthesized(stack), 'AWS::IAM::ManagedPolicy').map(policy => policy.Properties);
    expect([first.Roles, second.Roles]).toEqual([one, other].map(provider => [stack.resolve(provider.handlerRole.roleName)]));
    expect(JSON.stringify(first)).toContain('service/shop-1/');
    expect(JSON.stringify(first)).not.toContain('service/shop-2/');
    expect(JSON.stringify(second)).toContain('service/shop-2/');
  });

  test('may have the same id in two scopes', () => {
    const stack = new Stack(new App(), 'Stack');
    const providers = ['A', 'B'].map(scope => new ServiceStateProvider(new Construct(stack, scope), 'Provider'));
    providers.forEach((provider, n) => declare(stack, n, provider));
    expect(rolesWithRights(stack)).toEqual(providers.map(provider => stack.resolve(provider.handlerRole.roleName)));
  });

  test('serves two nested stacks from their parent', () => {
    const stack = new Stack(new App(), 'Stack');
    const provider = ServiceStateProvider.getOrCreate(stack);
    const nested = ['One', 'Two'].map(id => new NestedStack(stack, id));
    nested.forEach((scope, n) => {
      declare(scope, n, provider);
      new ServiceState(scope, 'Local', { service: imageService(scope, 'Shop'), desiredState: DesiredState.PAUSED, provider });
    });
    declare(stack, 3, provider);

    const parent = synthesized(stack);
    expect(resourcesOf(parent, 'AWS::Lambda::Function')).toHaveLength(5);
    for (const [n, scope] of nested.entries()) {
      const template = synthesized(scope);
      expect(resourcesOf(template, 'AWS::Lambda::Function')).toEqual([]);
      expect(resourcesOf(template, STATE)).toHaveLength(2);
      expect(new DependencyGraph(template).circle()).toEqual([]);
      const policies = resourcesOf(template, 'AWS::IAM::ManagedPolicy').map(policy => policy.Properties);
      expect(policies).toHaveLength(1);
      for (const { Roles } of policies) expect(Roles).toEqual([{ Ref: expect.stringContaining('HandlerRole') as string }]);
      expect(JSON.stringify(policies)).toContain(`service/shop-${n}/`);
    }
    const grants = idsOf(parent, 'AWS::IAM::Policy').filter(id => !id.includes('statemachine'));
    for (const id of idsOf(parent, 'AWS::CloudFormation::Stack')) {
      expect([...new DependencyGraph(parent).waitsFor(id)]).toEqual(expect.arrayContaining(grants));
    }
  });

  test('serves another stack of the app', () => {
    const app = new App();
    const provider = ServiceStateProvider.getOrCreate(new Stack(app, 'Providers'));
    const stack = new Stack(app, 'Stack');
    declare(stack, 1, provider);
    expect(idsOf(synthesized(stack), STATE)).toHaveLength(1);
    expect(rolesWithRights(stack)).toEqual([{ 'Fn::ImportValue': expect.stringContaining('HandlerRole') as string }]);
  });

  test('serves a parent from a nested stack', () => {
    const stack = new Stack(new App(), 'Stack');
    declare(stack, 1, ServiceStateProvider.getOrCreate(new NestedStack(stack, 'Nested')));
    const template = synthesized(stack);
    expect(new DependencyGraph(template).waitsFor(idsOf(template, STATE)[0])).toEqual(
      new Set([...idsOf(template, 'AWS::CloudFormation::Stack'), ...idsOf(template, 'AWS::IAM::ManagedPolicy')]));
  });
});

describe('Every function', () => {
  const shapesOf = (props: ServiceStateProviderProps): unknown[] => {
    const stack = new Stack(new App(), 'Stack');
    ServiceStateProvider.getOrCreate(stack, props);
    return resourcesOf(synthesized(stack), 'AWS::Lambda::Function')
      .map(({ Properties: { Runtime: runtime, MemorySize, Architectures } }) => ({ runtime, MemorySize, Architectures }));
  };

  test('has the documented runtime, memory and architecture', () => {
    expect(shapesOf({})).toEqual(Array(5).fill({ runtime: 'nodejs24.x', MemorySize: 128, Architectures: ['arm64'] }));
  });

  test('has the runtime, memory and architecture that it is given', () => {
    expect(shapesOf({ memorySize: 512, architecture: Architecture.X86_64, runtime: Runtime.NODEJS_22_X }))
      .toEqual(Array(5).fill({ runtime: 'nodejs22.x', MemorySize: 512, Architectures: ['x86_64'] }));
  });
});
