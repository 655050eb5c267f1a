import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, Aws, CfnCondition, CfnMapping, CfnParameter, Fn, Lazy, NestedStack, Stack, Token } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { DesiredState, ServiceState } from '../../../src';
import { DependencyGraph } from '../dependency-graph';
import { imageService } from '../sample-services';
import { idsOf, RESTORE, resourcesOf, STATE, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

/** What the policy of a service that is deployed through a pause names behind `service/`. */
function namedIn(template: SynthesizedTemplate): unknown {
  const [{ Properties }] = resourcesOf(template, 'AWS::IAM::ManagedPolicy');
  const { Statement } = Properties.PolicyDocument as { Statement: { Resource: { 'Fn::Join': [string, unknown[]] }[] }[] };
  const parts = Statement[1].Resource[0]['Fn::Join'][1].slice(6);
  const whole = [String(parts[0]).replace(/^.*?:service\//, ''), ...parts.slice(1)].filter(part => part !== '');
  return whole.length === 1 ? whole[0] : whole;
}

function declared(stack: Stack, service: CfnService): CfnService {
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
  return service;
}

const fresh = (): Stack => new Stack(new App(), 'Stack');

describe('The rights are for the name in the finished template, if it is changed by', () => {
  const changes: [string, (service: CfnService) => void][] = [
    ['its property', service => { service.serviceName = 'till'; }],
    ['a property override', service => service.addPropertyOverride('ServiceName', 'till')],
    ['a raw override', service => service.addOverride('Properties.ServiceName', 'till')],
    ['an override of all properties', service => service.addOverride('Properties', { ServiceName: 'till', SourceConfiguration: {} })],
    ['an aspect, the last one of all', service => Aspects.of(service.stack).add({
      visit: node => { if (CfnService.isCfnService(node)) node.addPropertyOverride('ServiceName', 'till'); },
    }, { priority: 10_000 })],
    ['a token that says another name later', service => {
      let name = 'early';
      service.serviceName = Lazy.uncachedString({ produce: () => name });
      service.stack.resolve(service.serviceName);
      name = 'till';
    }],
  ];
  test.each(changes)('%s', (_, change) => {
    const stack = fresh();
    const service = declared(stack, imageService(stack, 'Shop', {}, { serviceName: 'shop' }));
    const policy = stack.node.findAll().find(({ node }) => node.path.endsWith('Rights/Policy0/Resource')) as CfnService;
    const early = stack.resolve(policy.logicalId) as string;
    stack.resolve(policy._toCloudFormation());
    change(service);
    const template = synthesized(stack);
    expect(namedIn(template)).toBe('till/*');
    const [id] = idsOf(template, 'AWS::IAM::ManagedPolicy');
    expect(id).not.toBe(early);
    for (const type of [RESTORE, STATE]) expect([...new DependencyGraph(template).directly(idsOf(template, type)[0])]).toContain(id);
  });

  test('an override that removes it', () => {
    const stack = fresh();
    declared(stack, imageService(stack, 'Shop', {}, { serviceName: 'shop' })).addPropertyDeletionOverride('ServiceName');
    expect(namedIn(synthesized(stack))).toBe('*');
  });

  test('an included template', () => {
    const stack = fresh();
    const templateFile = join(mkdtempSync(join(tmpdir(), 'included-')), 'template.json');
    writeFileSync(templateFile, JSON.stringify({
      Parameters: { Env: { Type: 'String' } },
      Resources: { Shop: { Type: 'AWS::AppRunner::Service', Properties: { ServiceName: { 'Fn::Sub': 'shop-${Env}' }, SourceConfiguration: {} } } },
    }));
    declared(stack, new CfnInclude(stack, 'Included', { templateFile }).getResource('Shop') as CfnService);
    expect(JSON.stringify(namedIn(synthesized(stack)))).toMatch(/Env.*\/\*/);
  });

  test('a nested stack with a parameter', () => {
    const stack = fresh();
    const parameter = new CfnParameter(stack, 'Env');
    const nested = new NestedStack(stack, 'Nested');
    declared(nested, imageService(nested, 'Shop', {}, { serviceName: `shop-${parameter.valueAsString}` }));
    expect(namedIn(synthesized(nested))).toEqual(['shop-', { Ref: expect.stringContaining('referenceto') as string }, '/*']);
  });
});

describe('A name that is made of', () => {
  const byParameter = (stack: Stack): string => new CfnParameter(stack, 'Env').valueAsString;
  const mapped = (stack: Stack): string => {
    new CfnMapping(stack, 'Names', { mapping: { prod: { name: 'shop' } } });
    return Fn.findInMap('Names', 'prod', 'name');
  };
  const either = (stack: Stack, otherwise: string): string => {
    const condition = new CfnCondition(stack, 'IsProduction', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    return Fn.conditionIf(condition.logicalId, 'shop', otherwise).toString();
  };
  const ofOtherStack = (stack: Stack): string => new Queue(new Stack(stack.node.root as App, 'Other'), 'Queue').queueName;

  test.each<[string, (stack: Stack) => string, unknown]>([
    ['a parameter', byParameter, [{ Ref: 'Env' }, '/*']],
    ['text and a parameter', stack => `shop-${byParameter(stack)}`, ['shop-', { Ref: 'Env' }, '/*']],
    ['a pseudo parameter', () => `shop-${Aws.REGION}`, ['shop-', { Ref: 'AWS::Region' }, '/*']],
    ['an import', () => Fn.importValue('shop'), [{ 'Fn::ImportValue': 'shop' }, '/*']],
    ['an attribute of another stack', ofOtherStack, [{ 'Fn::ImportValue': expect.stringContaining('Queue') as string }, '/*']],
    ['a mapping', mapped, [{ 'Fn::FindInMap': ['Names', 'prod', 'name'] }, '/*']],
    ['a substitution of parameters', stack => { byParameter(stack); return Fn.sub('shop-${Env}-${AWS::Region}-${Own}', { Own: 'x' }); },
      [{ 'Fn::Sub': ['shop-${Env}-${AWS::Region}-${Own}', { Own: 'x' }] }, '/*']],
    ['a choice', stack => either(stack, 'shop-test'), [{ 'Fn::If': ['IsProduction', 'shop', 'shop-test'] }, '/*']],
    ['a choice between a name and none', stack => either(stack, Aws.NO_VALUE), [{ 'Fn::If': ['IsProduction', 'shop', '*'] }, '/*']],
  ])('%s is in the rights as it is', (_, name, expected) => {
    const stack = fresh();
    declared(stack, imageService(stack, 'Shop', {}, { serviceName: name(stack) }));
    expect(namedIn(synthesized(stack))).toEqual(expected);
  });

  const closed = 'shop-${Queue4A7E3555.QueueName}';
  test.each<[string, (stack: Stack) => string]>([
    ['an attribute of another resource', stack => new Queue(stack, 'Queue').queueName],
    ['a reference to another resource', stack => Fn.ref(stack.getLogicalId(new Queue(stack, 'Queue').node.defaultChild as never))],
    ['a substitution that names a resource', stack => { new Queue(stack, 'Queue'); return Fn.sub(closed); }],
    ['a substitution whose variable does', stack => Fn.sub('shop-${Own}', { Own: new Queue(stack, 'Queue').queueName })],
    ['an unknown function', () => Token.asString({ 'Fn::Transform': { Name: 'Macro' } })],
    ['a length, which CloudFormation does not take in Fn::Join', () => `shop-${Fn.len(Fn.split(',', Fn.importValue('shops')))}`],
    ['a dynamic reference', () => '{{resolve:ssm:/shop/name}}'],
  ])('%s gives a right on every service, because a reference might close a circle', (_, name) => {
    const stack = fresh();
    declared(stack, imageService(stack, 'Shop', {}, { serviceName: name(stack) }));
    const template = synthesized(stack);
    expect(namedIn(template)).toBe('*');
    expect(new DependencyGraph(template).circle()).toEqual([]);
  });

  const secretOfOtherCopy = (stack: Stack): string => {
    jest.isolateModules(() => new (jest.requireActual<typeof import('aws-cdk-lib')>('aws-cdk-lib').CfnParameter)(stack, 'Password', { noEcho: true }));
    return Fn.ref('Password');
  };
  const secretOf = (stack: Stack): string => new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString;
  test.each<[string, (stack: Stack) => string]>([
    ['a NoEcho parameter', secretOf],
    ['text and a NoEcho parameter', stack => `shop-${secretOf(stack)}`],
    ['a NoEcho parameter of another copy of the CDK', stack => secretOfOtherCopy(stack)],
    ['a substitution of a NoEcho parameter', stack => { secretOf(stack); return Fn.sub('shop-${Password}'); }],
    ['a parameter whose default is looked up', stack => new CfnParameter(stack, 'Password', { default: '{{resolve:ssm-secure:/shop/password}}' }).valueAsString],
    ['a mapping that is looked up', stack => {
      new CfnMapping(stack, 'Password', { mapping: { prod: { name: '{{resolve:ssm-secure:/shop/password}}' } } });
      return Fn.findInMap('Password', 'prod', 'name');
    }],
    ['the NoEcho parameter of another stack', stack => secretOf(new Stack(stack.node.root as App, 'Other'))],
  ])('%s is a secret: it is not in the rights, nor in the description that everybody can read', (_, name) => {
    const stack = fresh();
    declared(stack, imageService(stack, 'Shop', {}, { serviceName: name(stack) }));
    const template = synthesized(stack);
    expect(namedIn(template)).toBe('*');
    expect(JSON.stringify(resourcesOf(template, 'AWS::IAM::ManagedPolicy'))).not.toContain('Password');
  });

  test('the NoEcho parameter of the parent stack is a secret, too', () => {
    const stack = fresh();
    const nested = new NestedStack(stack, 'Nested');
    declared(nested, imageService(nested, 'Shop', {}, { serviceName: secretOf(stack) }));
    const template = synthesized(nested);
    expect(namedIn(template)).toBe('*');
    expect(JSON.stringify(resourcesOf(template, 'AWS::IAM::ManagedPolicy'))).not.toContain('Password');
  });
});
