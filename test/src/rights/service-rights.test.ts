import { App, Aws, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import { DesiredState, OnDelete, ServiceReference, ServiceState, ServiceStateProvider } from '../../../src';
import { managedPolicies, policyLength, statementsOf, wildcardsIn } from '../policies';
import { imageService, importedService, serviceArn } from '../sample-services';
import { idsOf, resourcesOf, synthesized } from '../synthesized';

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
  test('are four actions on exactly the declared services, and three to describe the stack', () => {
    const [{ PolicyDocument }, ...others] = managedPolicies(synthesized(declared(2, importedService)));
    expect(others).toEqual([]);
    expect(PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'], Resource: { Ref: 'AWS::StackId' } },
      { Effect: 'Allow', Action: ACTIONS, Resource: [serviceArn(0), serviceArn(1)] },
    ]);
  });

  const resources: [string, Service, unknown][] = [
    ['its ARN, where it is a token', stack => ServiceReference.fromServiceArn(stack, 'Shop', Fn.importValue('shop')), { 'Fn::ImportValue': 'shop' }],
    ['its ARN, where there is a token in it', stack => ServiceReference.fromServiceArn(stack, 'Shop', stack.formatArn({ service: 'apprunner', resource: 'service', resourceName: 'till/8fe1e103' })),
      inAccount('till/8fe1e103')],
    ['its name, where that is known', stack => imageService(stack, 'Shop', {}, { serviceName: 'till' }), inAccount('till/*')],
    ['all services of account and Region, where it is not', stack => imageService(stack, 'Shop'), inAccount('*')],
  ];
  test.each(resources)('on a service go by %s', (_, service, resource) => {
    const [{ PolicyDocument }] = managedPolicies(synthesized(declared(1, service)));
    expect(PolicyDocument.Statement[1]).toEqual({ Effect: 'Allow', Action: ACTIONS, Resource: [resource] });
  });

  test('include to start a deployment only where that is declared', () => {
    const stack = declared(1, importedService);
    new ServiceState(stack, 'Deployed', { service: importedService(stack, 1), desiredState: DesiredState.RUNNING, deployAfterResume: true });
    new ServiceState(stack, 'OwnPolicy', { service: imageService(stack, 'Shop'), desiredState: DesiredState.RUNNING, deployAfterResume: true, deployThroughPause: false });
    const template = synthesized(stack);
    const [forAll, forSome, ...others] = managedPolicies(template).map(({ PolicyDocument }) => PolicyDocument.Statement[1]);
    expect(others).toEqual([]);
    expect(forAll).toEqual({ Effect: 'Allow', Action: ACTIONS, Resource: [serviceArn(0)] });
    expect(forSome).toEqual({ Effect: 'Allow', Action: [...ACTIONS, 'apprunner:StartDeployment'], Resource: [serviceArn(1)] });
    expect(resourcesOf(template, 'AWS::IAM::RolePolicy')).toMatchObject([
      { Properties: { PolicyDocument: { Statement: [{ Action: [...ACTIONS, 'apprunner:StartDeployment'], Resource: { Ref: 'Shop' } }] } } },
    ]);
  });

  test('that are added to a service are a new policy, so that the old one stays until the clean-up', () => {
    const idsWith = (deployAfterResume: boolean): string[] => {
      const stack = new Stack(new App(), 'Stack');
      new ServiceState(stack, 'State', { service: importedService(stack), desiredState: DesiredState.RUNNING, deployAfterResume });
      return idsOf(synthesized(stack), 'AWS::IAM::ManagedPolicy');
    };
    expect(idsWith(true)).not.toEqual(idsWith(false));
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

/** Policies are replaced all at once at worst, so the role has twice as many for a time; IAM allows ten. */
function expectToFit(stack: Stack, ofAws = 0): void {
  const policies = managedPolicies(synthesized(stack));
  expect(policies.length).toBeGreaterThan(0);
  expect(policies.length * 2 + ofAws).toBeLessThanOrEqual(10);
  for (const policy of policies) {
    expect(policyLength(policy.PolicyDocument)).toBeLessThan(6144);
    expect(policyLength(policy.Description)).toBeLessThanOrEqual(1000);
  }
}

describe('There is room in the role for', () => {
  const threeDigits = (n: number): string => String(n).padStart(3, '0');
  const unknown: Service = (stack, n) => ServiceReference.fromServiceArn(stack, `Shop${n}`, new CfnParameter(stack, `Arn${n}`).valueAsString);
  const longest: Service = (stack, n) => ServiceReference.fromServiceArn(stack, `Shop${n}`,
    `arn:aws:apprunner:ap-southeast-1:123456789012:service/${'s'.repeat(37)}${threeDigits(n)}/8fe1e10304f84fd2b0df550fe98a71fa`);
  const named: Service = (stack, n) => imageService(stack, `Shop${n}`, {}, { serviceName: `${'s'.repeat(37)}${threeDigits(n)}` });
  const nameless: Service = (stack, n) => imageService(stack, `Shop${n}`);
  const namedByParameter: Service = (stack, n) => imageService(stack, `Shop${n}`, {}, { serviceName: new CfnParameter(stack, `Name${n}`).valueAsString });
  const sameParameter: Service = (stack, n) => {
    const parameter = stack.node.tryFindChild('Environment') as CfnParameter | undefined ?? new CfnParameter(stack, 'Environment');
    return imageService(stack, `Shop${n}`, {}, { serviceName: `${parameter.valueAsString}-${threeDigits(n)}` });
  };
  const mixed: Service = (stack, n) => (n % 3 === 0 ? longest : n % 3 === 1 ? named : nameless)(stack, n);

  /** A stack takes 500 resources, of which a service that is deployed through a pause is four. */
  test.each<[number, string, Service]>([
    [150, 'imported services', longest],
    [150, 'services whose ARN only the deployment knows', unknown],
    [119, 'services with a name', named],
    [119, 'services without one', nameless],
    [119, 'services whose name only the deployment knows, each from a parameter of its own', namedByParameter],
    [119, 'services that have a parameter in their names', sameParameter],
    [150, 'services of all kinds', mixed],
  ])('%i %s', (count, _, service) => {
    expectToFit(declared(count, service, OnDelete.PAUSE));
  });

  test('150 services in a VPC, which takes a managed policy of AWS', () => {
    const stack = new Stack(new App(), 'Stack');
    ServiceStateProvider.getOrCreate(stack, { vpc: new Vpc(stack, 'Vpc') });
    expectToFit(declared(150, longest, OnDelete.PAUSE, stack), 1);
  });

  test('a hundred services with names that an aspect sets to unknown values', () => {
    const stack = declared(100, nameless);
    for (let n = 0; n < 100; n++) {
      (stack.node.findChild(`Shop${n}`) as CfnService).addPropertyOverride('ServiceName', { Ref: new CfnParameter(stack, `Name${n}`).logicalId });
    }
    expectToFit(stack);
  });

  test('a hundred services that are deployed through a pause, in one stack', () => {
    for (const service of [named, nameless]) {
      expect(Object.keys(synthesized(declared(100, service)).Resources).length).toBeLessThanOrEqual(500);
    }
  });
});

describe('What is in a policy', () => {
  const policiesOf = (ns: number[], service: Service): [id: string, description: unknown][] => {
    const stack = new Stack(new App(), 'Stack');
    for (const n of ns) new ServiceState(stack, `State${n}`, { service: service(stack, n), desiredState: DesiredState.PAUSED });
    const template = synthesized(stack);
    return idsOf(template, 'AWS::IAM::ManagedPolicy').map(id => [id, template.Resources[id].Properties.Description]);
  };
  const byToken: Service = (stack, n) => ServiceReference.fromServiceArn(stack, `Shop${n}`, Fn.importValue(`shop-${n}`));
  const local: Service = (stack, n) => imageService(stack, `Shop${n}`, {}, { serviceName: `shop-${n}` });

  describe.each([['imported', importedService], ['known by a token', byToken], ['of the stack', local]])('with services that are %s', (_, service) => {
    const [[id, description]] = policiesOf([1, 2, 3], service);

    test.each([['goes', [1, 3]], ['comes', [1, 2, 3, 4]], ['changes', [1, 2, 4]]])('gives it another logical id when one %s, so that the old one is there until the clean-up', (__, ns) => {
      const [[other]] = policiesOf(ns, service);
      expect(other).not.toBe(id);
      expect(other.slice(0, -8)).toBe(id.slice(0, -8));
    });

    test('leaves it alone when nothing changes but the order', () => {
      expect(policiesOf([3, 1, 2], service)).toEqual([[id, description]]);
    });
  });

  test('is in its description as well, where only the deployment knows it', () => {
    const [[, description]] = policiesOf([1, 2], byToken);
    const idOf = (n: number): unknown => ({ 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::ImportValue': `shop-${n}` }] }] });
    expect(description).toEqual({ 'Fn::Join': ['', ['Services ', idOf(1), ' ', idOf(2)]] });
    expect(policiesOf([1, 2], importedService)[0][1]).toBe('Pause and resume App Runner services');
  });

  test('is there once for services that share it', () => {
    const [[, description]] = policiesOf([1, 2, 3], (stack, n) => {
      const parameter = stack.node.tryFindChild('Environment') as CfnParameter | undefined ?? new CfnParameter(stack, 'Environment');
      return imageService(stack, `Shop${n}`, {}, { serviceName: `${parameter.valueAsString}-${n}-${Aws.REGION}` });
    });
    expect(description).toEqual({ 'Fn::Join': ['', ['Services ', { Ref: 'Environment' }]] });
  });
});
