import { Aspects, CfnDeletionPolicy, CfnResource, MissingRemovalPolicies, RemovalPolicies, RemovalPolicy } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { declarations, everyResource, POLICIES } from './three-declarations';
import { ourResources, resourcesOf, synthesized } from '../synthesized';

/** Uses another copy of the CDK than this library does. */
function withOtherCopy(use: (copy: typeof import('aws-cdk-lib')) => void): void {
  jest.isolateModules(() => {
    const copy = jest.requireActual<typeof import('aws-cdk-lib')>('aws-cdk-lib');
    expect(copy.RemovalPolicies).not.toBe(RemovalPolicies);
    use(copy);
  });
}

const ways: [string, (stack: Stack) => void][] = [
  ['no aspect', () => undefined],
  ['RemovalPolicies.of(stack).retain()', stack => RemovalPolicies.of(stack).retain()],
  ['RemovalPolicies.of(app).retainOnUpdateOrDelete()', stack => RemovalPolicies.of(stack.node.root).retainOnUpdateOrDelete()],
  ['the same as the last aspect', stack => RemovalPolicies.of(stack).retain({ priority: 10_000 })],
  ['the same of another copy of the CDK', stack => withOtherCopy(copy => copy.RemovalPolicies.of(stack).retain())],
  ['MissingRemovalPolicies.of(stack).retain()', stack => MissingRemovalPolicies.of(stack).retain()],
  ['an aspect that sets cfnOptions', stack => Aspects.of(stack).add(everyResource(({ cfnOptions }) => {
    cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  }), { priority: 10 })],
  ['an aspect that adds overrides', stack => Aspects.of(stack).add(everyResource(resource => {
    resource.addOverride('DeletionPolicy', 'Retain');
    resource.addOverride('UpdateReplacePolicy', 'Retain');
  }), { priority: 10_000 })],
  ['an aspect that removes the policies', stack => Aspects.of(stack).add(everyResource(resource => {
    resource.addDeletionOverride('DeletionPolicy');
    resource.addDeletionOverride('UpdateReplacePolicy');
  }))],
  ['applyRemovalPolicy on each resource', stack => stack.node.findAll().filter(CfnResource.isCfnResource)
    .forEach(resource => (resource as CfnResource).applyRemovalPolicy(RemovalPolicy.RETAIN))],
];

test.each(ways)('Custom resources and policies are deleted when they are removed, with %s', (_, retain) => {
  const { stack } = declarations();
  retain(stack);
  const template = synthesized(stack);
  const deleted = [...ourResources(template), ...POLICIES.flatMap(type => resourcesOf(template, type))];
  expect(ourResources(template)).toHaveLength(5);
  expect(deleted.length).toBeGreaterThan(10);
  for (const resource of deleted) expect(resource).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
});

test('Functions, roles and log group are retained if an aspect says so', () => {
  const { stack } = declarations();
  RemovalPolicies.of(stack).retain();
  const template = synthesized(stack);
  for (const type of ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Logs::LogGroup', 'AWS::StepFunctions::StateMachine', 'AWS::AppRunner::Service']) {
    for (const resource of resourcesOf(template, type)) expect(resource).toMatchObject({ DeletionPolicy: 'Retain' });
  }
});
