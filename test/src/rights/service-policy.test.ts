import { App, Aws, CfnCondition, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import type { ServiceStateProps } from '../../../src';
import { DesiredState, OnDelete, ServiceReference, ServiceState, ServiceStateProvider } from '../../../src';
import { managedPolicies, policyLength } from '../policies';
import type { PolicyDocument } from '../policies';
import { imageService, importedService } from '../sample-services';
import { resourcesOf, synthesized } from '../synthesized';
import type { SynthesizedResource } from '../synthesized';

const OWN = 'AWS::IAM::RolePolicy';

function declared(count: number, stack = new Stack(new App(), 'Stack'), props: Partial<ServiceStateProps> = {}): Stack {
  for (let n = 0; n < count; n++) {
    const service = imageService(stack, `Shop${n}`);
    new ServiceState(stack, `State${n}`, { service, desiredState: DesiredState.PAUSED, deployThroughPause: false, ...props });
  }
  return stack;
}

const documentOf = ({ Properties }: SynthesizedResource): PolicyDocument => Properties.PolicyDocument as PolicyDocument;
const onServices = (stack: Stack): SynthesizedResource[] =>
  resourcesOf(synthesized(stack), OWN).filter(policy => JSON.stringify(policy).includes('apprunner:'));

describe('A service of the stack that is not deployed through a pause', () => {
  test('has a policy of its own, on exactly that service', () => {
    const stack = declared(2);
    expect(onServices(stack).map(policy => documentOf(policy).Statement)).toEqual([0, 1].map(n => [{
      Effect: 'Allow',
      Action: ['apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService'],
      Resource: { Ref: `Shop${n}` },
    }]));
    expect(managedPolicies(synthesized(stack))).toEqual([]);
  });

  test('has it named after the service, so that it is replaced with it', () => {
    const [{ Properties }] = onServices(declared(1));
    const id = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'Shop0' }] }] };
    expect(Properties.PolicyName).toEqual({ 'Fn::Join': ['-', [id, expect.stringMatching(/^c8[0-9a-f]{40}$/)]] });
  });

  test('shares with the others the right to look at the stack', () => {
    const policies = resourcesOf(synthesized(declared(3)), 'AWS::IAM::Policy').filter(policy => JSON.stringify(policy).includes('cloudformation:'));
    expect(policies.map(policy => documentOf(policy).Statement)).toEqual([[{
      Effect: 'Allow', Action: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'], Resource: { Ref: 'AWS::StackId' },
    }]]);
  });

  test('has it also by an ARN that was passed on, and in the parent of a nested stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const services = [imageService(stack, 'Shop').attrServiceArn, imageService(new NestedStack(stack, 'Nested'), 'Shop').attrServiceArn];
    services.forEach((arn, n) => new ServiceState(stack, `State${n}`, {
      service: ServiceReference.fromServiceArn(stack, `Arn${n}`, arn), desiredState: DesiredState.PAUSED,
    }));
    expect(onServices(stack)).toHaveLength(2);
  });

  test('leaves the role below its 10,240 characters, and uses shared policies when there is no more room', () => {
    const stack = declared(150, undefined, { onDelete: OnDelete.PAUSE });
    const template = synthesized(stack);
    const inline = [OWN, 'AWS::IAM::Policy'].flatMap(type => resourcesOf(template, type)).filter(policy => JSON.stringify(policy).includes('HandlerRole'));
    expect(onServices(stack)).toHaveLength(25);
    expect(inline.map(policy => policyLength(documentOf(policy))).reduce((a, b) => a + b)).toBeLessThan(10_240);
    expect(managedPolicies(template).length * 2).toBeLessThanOrEqual(10);
  });
});

test('a shared policy names a service with a condition only under that condition', () => {
  const stack = declared(25);
  const service = imageService(stack, 'Conditional');
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED, deployThroughPause: false, onDelete: OnDelete.PAUSE });
  service.cfnOptions.condition = new CfnCondition(stack, 'InEurope', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
  const [{ Description, PolicyDocument: { Statement } }] = managedPolicies(synthesized(stack));
  expect(Statement[1].Resource).toEqual([{ 'Fn::If': ['InEurope', { Ref: 'Conditional' }, expect.anything()] }]);
  expect(JSON.stringify(Description)).toContain('{"Fn::If":["InEurope",{"Fn::Select":[2,{"Fn::Split":["/",{"Ref":"Conditional"}]}]},"absent"]}');
});

test('a service that depends on no resource of the stack has no policy of its own', () => {
  const stack = new Stack(new App(), 'Stack');
  const other = imageService(new Stack(stack.node.root, 'Other'), 'Shop');
  const parameter = ServiceReference.fromServiceArn(stack, 'Parameter', new CfnParameter(stack, 'Arn').valueAsString);
  [importedService(stack), other, parameter].forEach((service, n) => new ServiceState(stack, `State${n}`, { service, desiredState: DesiredState.PAUSED }));
  expect(resourcesOf(synthesized(stack), OWN)).toEqual([]);
});

test('a handler role of the app gets none', () => {
  const stack = new Stack(new App(), 'Stack');
  const { handlerRole } = new ServiceStateProvider(stack, 'First');
  declared(1, stack, { provider: new ServiceStateProvider(stack, 'Own', { handlerRole }) });
  expect(resourcesOf(synthesized(stack), OWN)).toEqual([]);
});
