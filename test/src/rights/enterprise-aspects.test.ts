import { AddPermissionBoundary, ConvertInlinePoliciesToManaged, ResourceExtractor } from '@cdklabs/cdk-enterprise-iac';
import { App, Aspects, CfnCondition, CfnParameter, CfnResource, Fn, RemovalPolicies, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import { DesiredState, OnDelete, ServiceReference, ServiceState } from '../../../src';
import { referenceFindings } from '../../template-check/references';
import { DependencyGraph } from '../dependency-graph';
import { imageService, importedService } from '../sample-services';
import { idsOf, ourResources, resourcesOf, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

/** What organisations put over every app: the real aspects of @cdklabs/cdk-enterprise-iac. */
const boundary = (): AddPermissionBoundary => new AddPermissionBoundary({ permissionsBoundaryPolicyName: 'Boundary', policyPrefix: 'POL_', rolePrefix: 'ROLE_' });

type Service = (stack: Stack) => aws_apprunner.IServiceRef;
const local: Service = stack => imageService(stack, 'Shop', {}, { serviceName: 'shop' });

function app(services: Service[], decorate: (stack: Stack) => void): SynthesizedTemplate {
  const stack = new Stack(new App(), 'Stack');
  services.forEach((service, n) => new ServiceState(stack, `State${n}`, { service: service(stack), desiredState: DesiredState.PAUSED }));
  const conditional = imageService(stack, 'Conditional');
  conditional.cfnOptions.condition = new CfnCondition(stack, 'Sometimes', { expression: Fn.conditionEquals('a', 'a') });
  new ServiceState(stack, 'Own', { service: conditional, desiredState: DesiredState.PAUSED, deployThroughPause: false, onDelete: OnDelete.PAUSE });
  decorate(stack);
  return synthesized(stack);
}

const convert = (stack: Stack): void => Aspects.of(stack).add(new ConvertInlinePoliciesToManaged());

function retainWithOtherCopy(stack: Stack): void {
  jest.isolateModules(() => jest.requireActual<typeof import('aws-cdk-lib')>('aws-cdk-lib').RemovalPolicies.of(stack).retain({ priority: 10_000 }));
}

const rightsIn = (template: SynthesizedTemplate): CfnManagedPolicyProperties[] => resourcesOf(template, 'AWS::IAM::ManagedPolicy')
  .map(({ Properties }) => Properties as unknown as CfnManagedPolicyProperties).filter(properties => JSON.stringify(properties).includes('apprunner:'));
interface CfnManagedPolicyProperties { readonly ManagedPolicyName?: string; readonly Description?: unknown }

describe('AddPermissionBoundary, which names every policy after its place', () => {
  const named = (services: Service[]): CfnManagedPolicyProperties[] => rightsIn(app(services, stack => Aspects.of(stack).add(boundary())));

  test('leaves a policy with other contents another name, because the old one is still there', () => {
    const names = [[local], [local, importedService]].map(services => named(services).map(({ ManagedPolicyName }) => ManagedPolicyName!));
    expect(names.map(each => each.length)).toEqual([1, 1]);
    expect(names[0]).not.toEqual(names[1]);
    for (const name of names.flat()) expect(name).toMatch(/^POL_[\w+=,.@-]{1,124}$/);
    expect(named([local]).map(({ ManagedPolicyName }) => ManagedPolicyName)).toEqual(names[0]);
  });

  test('keeps the name where only the deployment knows what has changed, so that it is no reason to replace the policy', () => {
    const [{ Description }] = named([stack => ServiceReference.fromServiceArn(stack, 'Shop', new CfnParameter(stack, 'Arn').valueAsString)]);
    expect(Description).toBe('Pause and resume App Runner services');
  });

  test('may write the names as long as IAM allows', () => {
    const template = app([local], stack => Aspects.of(stack).add({
      visit: node => { if (CfnManagedPolicy.isCfnManagedPolicy(node)) node.addPropertyOverride('ManagedPolicyName', 'n'.repeat(128)); },
    }));
    expect(rightsIn(template)[0].ManagedPolicyName).toMatch(/^n{119}-[0-9A-F]{8}$/);
  });

  test('may make the names of tokens', () => {
    const template = app([local], stack => Aspects.of(stack).add({
      visit: node => { if (CfnManagedPolicy.isCfnManagedPolicy(node)) node.addPropertyOverride('ManagedPolicyName', { Ref: 'AWS::StackName' }); },
    }));
    expect(rightsIn(template)[0].ManagedPolicyName).toEqual({ 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, expect.stringMatching(/^-[0-9A-F]{8}$/)]] });
  });

  test('leaves the policy of one service replaced together with the service', () => {
    const template = app([local], stack => Aspects.of(stack).add(boundary()));
    const [{ Properties }] = resourcesOf(template, 'AWS::IAM::RolePolicy');
    expect(Properties.PolicyName).toEqual({ 'Fn::Join': ['-', [{ 'Fn::Select': [2, expect.anything()] }, expect.stringMatching(/^POL_/)]] });
  });
});

describe.each<[string, (stack: Stack) => void]>([
  ['inline policies converted to managed ones', stack => Aspects.of(stack).add(new ConvertInlinePoliciesToManaged())],
  ['them converted and named', stack => {
    Aspects.of(stack).add(new ConvertInlinePoliciesToManaged());
    Aspects.of(stack).add(boundary());
  }],
  ['them named and converted', stack => {
    Aspects.of(stack).add(boundary());
    Aspects.of(stack).add(new ConvertInlinePoliciesToManaged());
  }],
])('With %s', (_, decorate) => {
  const template = app([local, importedService], decorate);

  test('no inline policy is left', () => {
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy']) expect(idsOf(template, type)).toEqual([]);
  });

  test('every reference has its target, and every custom resource depends on the policies it needs', () => {
    expect(referenceFindings(template as never)).toEqual([]);
    const graph = new DependencyGraph(template);
    const grants = idsOf(template, 'AWS::IAM::ManagedPolicy').filter(id => /(Handler|OnEvent|Waiter)RolePolicy/.test(id));
    expect(grants).toHaveLength(3);
    for (const [id, resource] of Object.entries(template.Resources)) {
      if (ourResources(template).includes(resource)) expect([...graph.waitsFor(id)]).toEqual(expect.arrayContaining(grants));
    }
  });

  test('a policy names a service with a condition only under that condition', () => {
    const own = rightsIn(template).find(properties => JSON.stringify(properties).includes('"Ref":"Conditional"'));
    expect(JSON.stringify(own)).toContain('{"Fn::If":["Sometimes",{"Ref":"Conditional"},');
  });
});

test.each<[string, ((stack: Stack) => void)[]]>([
  ['first', [stack => RemovalPolicies.of(stack).retain(), convert]],
  ['afterwards', [convert, stack => RemovalPolicies.of(stack).retain()]],
  ['afterwards by a copy of the CDK, as the very last aspect', [convert, retainWithOtherCopy]],
])('Converted policies are deleted when they go, although something retains every resource %s', (_, aspects) => {
  const template = app([local, importedService], stack => aspects.forEach(add => add(stack)));
  const policies = resourcesOf(template, 'AWS::IAM::ManagedPolicy');
  expect(policies).toHaveLength(7); // of three functions and the waiter; own rights and those on the stack; shared rights
  for (const policy of policies) expect(policy).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  for (const role of resourcesOf(template, 'AWS::IAM::Role')) expect(role).toMatchObject({ DeletionPolicy: 'Retain' });
});

test('Converted policies of the functions exist under the condition of their role', () => {
  const template = app([local], stack => {
    convert(stack);
    const condition = new CfnCondition(stack, 'Here', { expression: Fn.conditionEquals('a', 'a') });
    Aspects.of(stack).add({
      visit: node => { if (CfnResource.isCfnResource(node) && !CfnManagedPolicy.isCfnManagedPolicy(node)) node.cfnOptions.condition = condition; },
    });
  });
  const grants = idsOf(template, 'AWS::IAM::ManagedPolicy').filter(id => /(Handler|OnEvent|Waiter)RolePolicy/.test(id));
  expect(grants.map(id => template.Resources[id].Condition)).toEqual(['Here', 'Here', 'Here']);
});

test('If an aspect removes every policy from the template, nothing refers to one', () => {
  const template = app([local, importedService], stack => Aspects.of(stack).add({
    visit: node => {
      if (CfnResource.isCfnResource(node) && /^AWS::IAM::\w*Policy$/.test(node.cfnResourceType)) node.node.scope!.node.tryRemoveChild(node.node.id);
    },
  }));
  expect(referenceFindings(template as never)).toEqual([]);
});

test('Policies and roles can be moved into another stack', () => {
  const root = new App();
  const stack = new Stack(root, 'Stack');
  new ServiceState(stack, 'State', { service: local(stack), desiredState: DesiredState.PAUSED });
  const extractDestinationStack = new Stack(root, 'Extracted');
  const stackArtifacts = root.synth().stacks;
  Aspects.of(root).add(new ResourceExtractor({
    extractDestinationStack,
    stackArtifacts,
    resourceTypesToExtract: ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'],
  }));
  const assembly = root.synth({ force: true });
  const [apps, extracted] = ['Stack', 'Extracted'].map(name => assembly.getStackByName(name).template as SynthesizedTemplate);
  expect(Object.values(apps.Resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'))).toEqual([]);
  expect(resourcesOf(extracted, 'AWS::IAM::ManagedPolicy')).toHaveLength(1);
  expect(JSON.stringify(extracted)).toContain(':service/shop/*');
  expect(referenceFindings(apps as never)).toEqual([]);
  for (const template of [apps, extracted]) expect(JSON.stringify(template)).not.toContain('Token[');
});
