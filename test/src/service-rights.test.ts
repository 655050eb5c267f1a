import { App, Aws, CfnParameter, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import { managedPolicies, policyLength, statementsOf, wildcardsIn } from './policies';
import { imageService, importedService, serviceArn } from './sample-services';
import { synthesized } from './synthesized';
import { DesiredState, OnDelete, ServiceReference, ServiceState, ServiceStateProvider } from '../../src';

type Service = (stack: Stack, n: number) => aws_apprunner.IServiceRef;

function declared(count: number, service: Service, onDelete = OnDelete.LEAVE, stack = new Stack(new App(), 'Stack')): Stack {
  for (let n = 0; n < count; n++) new ServiceState(stack, `State${n}`, { service: service(stack, n), desiredState: DesiredState.PAUSED, onDelete });
  return stack;
}

const ACTIONS = ['apprunner:DescribeService', 'apprunner:ListOperations', 'apprunner:PauseService', 'apprunner:ResumeService'];
const inAccount = (resourceName: string): unknown => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':apprunner:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:service/${resourceName}`]],
});

describe('The rights', () => {
  test('are four actions on exactly the declared services, and to look at the own stack', () => {
    const [{ PolicyDocument }, ...others] = managedPolicies(synthesized(declared(2, importedService)));
    expect(others).toEqual([]);
    expect(PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: ['cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'], Resource: { Ref: 'AWS::StackId' } },
      { Effect: 'Allow', Action: ACTIONS, Resource: [serviceArn(0), serviceArn(1)] },
    ]);
  });

  const resources: [string, Service, unknown][] = [
    ['its ARN, where it is a token', stack => ServiceReference.fromServiceArn(stack, 'Shop', Fn.importValue('shop')), { 'Fn::ImportValue': 'shop' }],
    ['its name, where that is known', stack => imageService(stack, 'Shop', {}, { serviceName: 'till' }), inAccount('till/*')],
    ['all services of account and Region, where it is not', stack => imageService(stack, 'Shop'), inAccount('*')],
    ['the same, where the name is a token', stack => imageService(stack, 'Shop', {}, { serviceName: new CfnParameter(stack, 'Name').valueAsString }), inAccount('*')],
  ];
  test.each(resources)('on a service go by %s', (_, service, resource) => {
    const [{ PolicyDocument }] = managedPolicies(synthesized(declared(1, service)));
    expect(PolicyDocument.Statement[1]).toEqual({ Effect: 'Allow', Action: ACTIONS, Resource: [resource] });
  });

  test('on services of a nested stack are about that stack', () => {
    const nested = new NestedStack(new Stack(new App(), 'Stack'), 'Nested');
    expect(managedPolicies(synthesized(declared(1, importedService, OnDelete.LEAVE, nested)))[0].PolicyDocument.Statement[0].Resource).toEqual({ Ref: 'AWS::StackId' });
  });

  test('are on no other resource and hold no wildcard action, in any policy', () => {
    const stack = new Stack(new App(), 'Stack');
    ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) });
    declared(35, (scope, n) => (n % 2 ? importedService(scope, n) : imageService(scope, `Shop${n}`)), OnDelete.RESUME, stack);
    const statements = statementsOf(synthesized(stack));
    expect(statements.length).toBeGreaterThan(10);
    for (const { Action, Resource } of statements) {
      expect([Resource].flat()).not.toContain('*');
      expect([Action].flat().join()).not.toContain('*');
    }
    expect(wildcardsIn(statements)).toEqual(['*:service/*', 'version']);
  });
});

describe('The policies of 150 services', () => {
  const unknown: Service = (stack, n) => ServiceReference.fromServiceArn(stack, `Shop${n}`, new CfnParameter(stack, `Arn${n}`).valueAsString);
  const longest: Service = (stack, n) => ServiceReference.fromServiceArn(stack, `Shop${n}`,
    `arn:aws:apprunner:ap-southeast-1:123456789012:service/${'s'.repeat(37)}${String(n).padStart(3, '0')}/8fe1e10304f84fd2b0df550fe98a71fa`);
  const named: Service = (stack, n) => imageService(stack, `Shop${n}`, {}, { serviceName: `${'s'.repeat(37)}${String(n).padStart(3, '0')}` });

  test.each([
    ['imported', longest, OnDelete.LEAVE], ['imported, with onDelete', longest, OnDelete.PAUSE],
    ['unknown', unknown, OnDelete.LEAVE], ['unknown, with onDelete', unknown, OnDelete.PAUSE],
  ])('fit, when they are %s', (_, service, onDelete) => {
    const policies = managedPolicies(synthesized(declared(150, service, onDelete)));
    for (const policy of policies) {
      expect(policyLength(policy.PolicyDocument)).toBeLessThan(6144);
      expect(policyLength(policy.Description)).toBeLessThanOrEqual(1000);
    }
    const replacedAtOnce = onDelete === OnDelete.LEAVE ? 1 : 2;
    expect(policies.length * replacedAtOnce).toBeLessThanOrEqual(10);
  });

  test('of a hundred that are deployed through a pause fit, and so does the stack', () => {
    for (const service of [named, (stack: Stack, n: number) => imageService(stack, `Shop${n}`)]) {
      const template = synthesized(declared(100, service));
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
      const policies = managedPolicies(template);
      expect(policies.length * 2).toBeLessThanOrEqual(10);
      for (const policy of policies) expect(policyLength(policy.PolicyDocument)).toBeLessThan(6144);
    }
  });
});

describe('Removing a service from the stack', () => {
  const descriptions = (ns: number[], service: Service, onDelete: OnDelete): unknown[] => {
    const stack = new Stack(new App(), 'Stack');
    for (const n of ns) new ServiceState(stack, `State${n}`, { service: service(stack, n), desiredState: DesiredState.PAUSED, onDelete });
    return managedPolicies(synthesized(stack)).map(policy => policy.Description);
  };
  const byToken: Service = (stack, n) => ServiceReference.fromServiceArn(stack, `Shop${n}`, Fn.importValue(`shop-${n}`));
  const local: Service = (stack, n) => imageService(stack, `Shop${n}`, {}, { serviceName: `shop-${n}` });

  test.each([
    ['known', importedService, OnDelete.PAUSE], ['known', importedService, OnDelete.RESUME], ['unknown', byToken, OnDelete.PAUSE], ['named', local, OnDelete.LEAVE],
  ])('whose id is %s has its policy replaced, so that its own Delete may still use it', (_, service, onDelete) => {
    expect(descriptions([1, 2, 3], service, onDelete)).not.toEqual(descriptions([1, 3], service, onDelete));
    expect(descriptions([1, 2, 3], service, onDelete)).toEqual(descriptions([1, 2, 3], service, onDelete));
  });

  test.each([['known', importedService], ['unknown', byToken]])('whose id is %s and which is left as it is updates the policy', (_, service) => {
    expect(descriptions([1, 2, 3], service, OnDelete.LEAVE)).toEqual(descriptions([1, 3], service, OnDelete.LEAVE));
  });
});

test('a name of the service that is only known late is no name', () => {
  const service: Service = stack => imageService(stack, 'Shop', {}, { serviceName: Lazy.string({ produce: () => `shop-${Aws.REGION}` }) });
  expect(JSON.stringify(managedPolicies(synthesized(declared(1, service))))).toContain(':service/*');
});
