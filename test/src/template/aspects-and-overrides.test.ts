import { App, Aspects, CfnCondition, CfnDeletionPolicy, CfnResource, Duration, Fn, MissingRemovalPolicies, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IAspect } from 'aws-cdk-lib';
import { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DesiredState, OnDelete, ServiceState } from '../../../src';
import { imageService, importedService } from '../sample-services';
import { idsOf, ourResources, RESTORE, resourcesOf, RESUME_FOR_UPDATE, STATE, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

/** A service that is deployed through a pause, one of the stack that is not, and an imported one. */
function app(root = new App()): { stack: Stack; shop: CfnResource; states: ServiceState[] } {
  const stack = new Stack(root, 'Stack');
  const shop = imageService(stack, 'Shop');
  const states = [
    new ServiceState(stack, 'State', { service: shop, desiredState: DesiredState.PAUSED }),
    new ServiceState(stack, 'Plain', { service: imageService(stack, 'Till'), desiredState: DesiredState.PAUSED, deployThroughPause: false, onDelete: OnDelete.PAUSE, triggers: { build: '7' } }),
    new ServiceState(stack, 'Imported', { service: importedService(stack), desiredState: DesiredState.PAUSED }),
  ];
  return { stack, shop, states };
}

const everyResource = (visit: (resource: CfnResource) => void): IAspect => ({ visit: node => { if (CfnResource.isCfnResource(node)) visit(node); } });
const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** With the copy of the CDK that the app has, when this library uses another. */
function withOtherCopy(use: (copy: typeof import('aws-cdk-lib')) => void): void {
  jest.isolateModules(() => {
    const copy = jest.requireActual<typeof import('aws-cdk-lib')>('aws-cdk-lib');
    expect(copy.RemovalPolicies).not.toBe(RemovalPolicies);
    use(copy);
  });
}

const wishes: [string, (stack: Stack) => void][] = [
  ['nobody wants anything', () => undefined],
  ['RemovalPolicies.of(stack).retain()', stack => RemovalPolicies.of(stack).retain()],
  ['RemovalPolicies.of(app).retainOnUpdateOrDelete()', stack => RemovalPolicies.of(stack.node.root).retainOnUpdateOrDelete()],
  ['the same, as the very last aspect', stack => RemovalPolicies.of(stack).retain({ priority: 10_000 })],
  ['the same, of another copy of the CDK', stack => withOtherCopy(copy => copy.RemovalPolicies.of(stack).retain())],
  ['MissingRemovalPolicies.of(stack).retain()', stack => MissingRemovalPolicies.of(stack).retain()],
  ['an aspect that sets cfnOptions', stack => Aspects.of(stack).add(everyResource(({ cfnOptions }) => {
    cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  }), { priority: 10 })],
  ['an aspect that adds overrides', stack => Aspects.of(stack).add(everyResource(resource => {
    resource.addOverride('DeletionPolicy', 'Retain');
    resource.addOverride('UpdateReplacePolicy', 'Retain');
  }), { priority: 10_000 })],
  ['an aspect that takes the policies away', stack => Aspects.of(stack).add(everyResource(resource => {
    resource.addDeletionOverride('DeletionPolicy');
    resource.addDeletionOverride('UpdateReplacePolicy');
  }))],
  ['applyRemovalPolicy, resource by resource', stack => stack.node.findAll().filter(CfnResource.isCfnResource)
    .forEach(resource => (resource as CfnResource).applyRemovalPolicy(RemovalPolicy.RETAIN))],
];

test.each(wishes)('Custom resources and policies are deleted when they go, although: %s', (_, wish) => {
  const { stack } = app();
  wish(stack);
  const template = synthesized(stack);
  const held = [...ourResources(template), ...POLICIES.flatMap(type => resourcesOf(template, type))];
  expect(ourResources(template)).toHaveLength(5);
  expect(held.length).toBeGreaterThan(10);
  for (const resource of held) expect(resource).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
});

test('An aspect that retains still has the functions, roles and log group retained', () => {
  const { stack } = app();
  RemovalPolicies.of(stack).retain();
  const template = synthesized(stack);
  for (const type of ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Logs::LogGroup', 'AWS::StepFunctions::StateMachine', 'AWS::AppRunner::Service']) {
    for (const resource of resourcesOf(template, type)) expect(resource).toMatchObject({ DeletionPolicy: 'Retain' });
  }
});

describe('What waits for what', () => {
  const waits = (template: SynthesizedTemplate, id: string): string[] => [template.Resources[id].DependsOn ?? []].flat();
  const cuts: [string, (resource: CfnResource) => void][] = [
    ['deletion overrides', resource => resource.addDeletionOverride('DependsOn')],
    ['overrides', resource => resource.addOverride('DependsOn', ['Other'])],
    ['a text instead of a list', resource => resource.addOverride('DependsOn', 'Other')],
    ['removed dependencies', resource => resource.obtainDependencies().filter(CfnResource.isCfnResource).forEach(target => resource.removeDependency(target as CfnResource))],
  ];

  test.each(cuts)('is still so after an aspect with %s', (_, cut) => {
    const { stack } = app();
    new CfnResource(stack, 'Other', { type: 'AWS::CloudFormation::WaitConditionHandle' });
    Aspects.of(stack).add(everyResource(resource => {
      if (resource.cfnResourceType.startsWith('Custom::') || resource.node.id === 'Shop') cut(resource);
    }), { priority: 10_000 });
    const template = synthesized(stack);
    const [restore] = idsOf(template, RESTORE);
    const [resumeForUpdate] = idsOf(template, RESUME_FOR_UPDATE);
    const state = idsOf(template, STATE).find(id => template.Resources[id].Properties.ServiceLogicalId !== undefined)!;
    const rights = idsOf(template, 'AWS::IAM::ManagedPolicy').filter(id => JSON.stringify(template.Resources[id]).includes(':service/*'));
    expect(rights).toHaveLength(1);
    expect(waits(template, restore)).toEqual(expect.arrayContaining(rights));
    expect(waits(template, resumeForUpdate)).toContain(restore);
    expect(waits(template, 'Shop')).toContain(resumeForUpdate);
    expect(waits(template, state)).toEqual(expect.arrayContaining(['Shop', ...rights]));
  });

  test('is what the app says for its own service, apart from ours', () => {
    const { stack, shop } = app();
    shop.node.addDependency(new CfnResource(stack, 'Database', { type: 'AWS::CloudFormation::WaitConditionHandle' }));
    shop.addDeletionOverride('DependsOn');
    expect(waits(synthesized(stack), 'Shop')).toEqual(['ShopResumeForUpdate']);
  });
});

describe('What the functions are told', () => {
  const told = (template: SynthesizedTemplate): unknown[] => ourResources(template)
    .map(({ Type, Properties, Metadata }) => ({ Type, Properties, AppRunnerState: Metadata!.AppRunnerState }));
  const cuts: [string, (resource: CfnResource) => void][] = [
    ['empty Metadata', ({ cfnOptions }) => { cfnOptions.metadata = {}; }],
    ['no Metadata', ({ cfnOptions }) => { cfnOptions.metadata = undefined; }],
    ['other Metadata', ({ cfnOptions }) => { cfnOptions.metadata = { Owner: 'shop' }; }],
    ['a deletion override of the Metadata', resource => resource.addDeletionOverride('Metadata')],
    ['an override of the Metadata', resource => resource.addOverride('Metadata', { Owner: 'shop' })],
    ['an override in the Metadata', resource => resource.addOverride('Metadata.AppRunnerState.TimeoutSeconds', 1)],
    ['metadata of the same name', resource => resource.addMetadata('AppRunnerState', { TimeoutSeconds: 1 })],
    ['another time-out', resource => resource.addPropertyOverride('ServiceTimeout', '60')],
    ['no time-out', resource => resource.addPropertyDeletionOverride('ServiceTimeout')],
    ['another state', resource => resource.addPropertyOverride('DesiredState', 'RUNNING')],
    ['another fingerprint', resource => resource.addPropertyOverride('Fingerprint', 'mine')],
    ['another trigger', resource => resource.addPropertyOverride('Triggers.build', '8')],
    ['one more property', resource => resource.addPropertyOverride('Stage', 'test')],
    ['no properties', resource => resource.addDeletionOverride('Properties')],
    ['another type', resource => resource.addOverride('Type', 'Custom::Other')],
  ];

  test.each(cuts)('is still so after an aspect with %s', (_, cut) => {
    const { stack } = app();
    Aspects.of(stack).add(everyResource(resource => { if (resource.cfnResourceType.startsWith('Custom::')) cut(resource); }), { priority: 10_000 });
    const before = told(synthesized(app().stack));
    expect(before).toHaveLength(5);
    expect(told(synthesized(stack))).toEqual(before);
  });

  test('stands beside the metadata of the app', () => {
    const { stack } = app();
    Aspects.of(stack).add(everyResource(({ cfnOptions }) => { cfnOptions.metadata = { Owner: 'shop' }; }));
    for (const resource of ourResources(synthesized(stack))) {
      expect(resource.Metadata).toEqual({ Owner: 'shop', AppRunnerState: expect.objectContaining({ TimeoutSeconds: 1200 }) as unknown });
    }
  });
});

describe('The functions have the time that they need', () => {
  const seconds = (template: SynthesizedTemplate): unknown[] => resourcesOf(template, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Timeout).sort();
  const needed = [300, 300, 900, 900, 900];

  test('when nobody wants another', () => {
    expect(seconds(synthesized(app().stack))).toEqual(needed);
  });

  test('although a property injector gives every function a minute', () => {
    const { stack } = app(new App({
      propertyInjectors: [{
        constructUniqueId: LambdaFunction.PROPERTY_INJECTION_ID,
        inject: props => ({ ...props as object, timeout: Duration.minutes(1) }),
      }],
    }));
    expect(seconds(synthesized(stack))).toEqual(needed);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['an aspect gives every function three seconds', stack => Aspects.of(stack).add(everyResource(resource => {
      if (CfnFunction.isCfnFunction(resource)) resource.timeout = 3;
    }))],
    ['an aspect takes every time-out away', stack => Aspects.of(stack).add(everyResource(resource => {
      if (CfnFunction.isCfnFunction(resource)) resource.addPropertyDeletionOverride('Timeout');
    }), { priority: 10_000 })],
  ])('although %s', (_, visit) => {
    const { stack } = app();
    visit(stack);
    expect(seconds(synthesized(stack))).toEqual(needed);
  });
});

describe('The condition of our resources', () => {
  test('is the one of the service, although an aspect wants another', () => {
    const { stack, shop } = app();
    const [ours, theirs] = ['Ours', 'Theirs'].map(id => new CfnCondition(stack, id, { expression: Fn.conditionEquals('a', 'a') }));
    shop.cfnOptions.condition = ours;
    Aspects.of(stack).add(everyResource(resource => { if (resource.cfnResourceType.startsWith('Custom::')) resource.addOverride('Condition', theirs.logicalId); }));
    const through = ourResources(synthesized(stack)).filter(({ Properties }) => Properties.ServiceLogicalId === 'Shop');
    expect(through.map(({ Condition }) => Condition)).toEqual(['Ours', 'Ours', 'Ours']);
  });

  test('goes away when the service has none', () => {
    const { stack } = app();
    const theirs = new CfnCondition(stack, 'Theirs', { expression: Fn.conditionEquals('a', 'a') });
    Aspects.of(stack).add(everyResource(resource => { if (resource.cfnResourceType.startsWith('Custom::')) resource.cfnOptions.condition = theirs; }));
    const through = ourResources(synthesized(stack)).filter(({ Properties }) => Properties.ServiceLogicalId === 'Shop');
    expect(through.map(({ Condition }) => Condition)).toEqual([undefined, undefined, undefined]);
  });

  test('is yours, for a service that is not of the stack', () => {
    const { stack, states } = app();
    (states[2].node.findChild('Resource') as CfnResource).cfnOptions.condition = new CfnCondition(stack, 'Yours', { expression: Fn.conditionEquals('a', 'a') });
    expect(resourcesOf(synthesized(stack), STATE).filter(({ Condition }) => Condition === 'Yours')).toHaveLength(1);
  });
});

describe.each(POLICIES)('A right exists where its role does: %s', type => {
  const conditionsWith = (isMeant: (resource: CfnResource) => boolean): Set<unknown> => {
    const { stack } = app();
    const sometimes = new CfnCondition(stack, 'Sometimes', { expression: Fn.conditionEquals('a', 'a') });
    Aspects.of(stack).add(everyResource(resource => { if (isMeant(resource)) resource.cfnOptions.condition = sometimes; }));
    return new Set(resourcesOf(synthesized(stack), type).map(({ Condition }) => Condition));
  };

  test('an aspect that takes policies away under a condition does not take it', () => {
    expect(conditionsWith(({ cfnResourceType }) => POLICIES.includes(cfnResourceType))).toEqual(new Set([undefined]));
  });

  test('it goes with the roles and all else', () => {
    expect(conditionsWith(() => true)).toEqual(new Set(['Sometimes']));
  });
});
