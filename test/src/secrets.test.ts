import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnCondition, CfnMapping, CfnParameter, CfnResource, Fn, NestedStack, SecretValue, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { AccessKey, User } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { imageService } from './sample-services';
import { ourResources, synthesized } from './synthesized';
import { DesiredState, ServiceState } from '../../src';

/** All that our three resources say; synthesized once, so that references are in place. */
function said(stack: Stack, value: unknown, property = 'ServiceName'): string {
  const service = imageService(stack, 'Shop');
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
  service.addPropertyOverride(property, value);
  const ours = ourResources(synthesized(stack));
  expect(ours).toHaveLength(3);
  return JSON.stringify(ours);
}

const password = (stack: Stack): CfnParameter => new CfnParameter(stack, 'Password', { noEcho: true });
const named = (stack: Stack): unknown => {
  password(stack);
  return { Ref: 'Password' };
};

describe('A NoEcho parameter stays where it is,', () => {
  const ways: [string, (stack: Stack) => unknown][] = [
    ['alone', stack => password(stack).valueAsString],
    ['in a text', stack => `user:${password(stack).valueAsString}@host`],
    ['as a secret value', stack => SecretValue.cfnParameter(password(stack)).unsafeUnwrap()],
    ['in raw JSON', named],
    ['in Fn::Join', stack => ({ 'Fn::Join': ['', ['user:', named(stack)]] })],
    ['in the text of Fn::Sub', stack => ({ 'Fn::Sub': `user:\${${String(stack.resolve(password(stack).logicalId))}}` })],
    ['in the variables of Fn::Sub', stack => ({ 'Fn::Sub': ['user:${it}', { it: named(stack) }] })],
    ['in Fn::If', stack => {
      new CfnCondition(stack, 'Live', { expression: Fn.conditionEquals('a', 'b') });
      return { 'Fn::If': ['Live', named(stack), { 'Fn::Sub': 'user:${Password}' }] };
    }],
    ['in Fn::Select, Fn::Split and Fn::Base64', stack => ({ 'Fn::Base64': { 'Fn::Select': [0, { 'Fn::Split': [',', named(stack)] }] } })],
    ['in a function that is unknown', stack => ({ 'Fn::Cidr': [named(stack), 6, 8] })],
    ['in Fn::Sub in a function that is unknown', stack => {
      password(stack);
      return { 'Fn::ImportValue': { 'Fn::Sub': 'x-${Password}' } };
    }],
    ['as the key of a map', stack => ({ 'Fn::FindInMap': ['Map', named(stack), 'b'] })],
    ['as the name of an attribute', stack => ({ 'Fn::GetAtt': ['Other', named(stack)] })],
  ];
  test.each(ways)('%s', (_, value) => {
    const stack = new Stack(new App(), 'Stack');
    expect(said(stack, value(stack))).not.toContain('Password');
  });

  test('in an included template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'template-'));
    const templateFile = join(folder, 'template.json');
    writeFileSync(templateFile, JSON.stringify({
      Parameters: { Password: { Type: 'String', NoEcho: true }, Image: { Type: 'String' } },
      Resources: {
        Shop: {
          Type: 'AWS::AppRunner::Service',
          Properties: {
            ServiceName: { 'Fn::Sub': 'shop-${Password}' },
            SourceConfiguration: { ImageRepository: { ImageIdentifier: { Ref: 'Image' }, ImageRepositoryType: 'ECR_PUBLIC' } },
          },
        },
      },
    }));
    const stack = new Stack(new App(), 'Stack');
    const service = new CfnInclude(stack, 'Template', { templateFile }).getResource('Shop') as CfnService;
    new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
    const ours = JSON.stringify(ourResources(synthesized(stack)));
    rmSync(folder, { recursive: true });
    expect(ours).not.toContain('Password');
    expect(ours).toContain('"Inputs":[{"Ref":"Image"}]');
  });
});

describe('A NoEcho parameter of the parent stays out of a nested stack,', () => {
  test('when CDK hands it over', () => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested');
    const ours = said(nested, `x-${password(stack).valueAsString}-${new CfnParameter(stack, 'Tag').valueAsString}`);
    expect(ours).not.toContain('Password');
    expect(ours).toContain('Tag');
  });

  const handed: [string, (stack: Stack) => string][] = [
    ['as it is', stack => password(stack).valueAsString],
    ['in a text', stack => `x-${password(stack).valueAsString}`],
    ['in Fn::Sub', stack => Fn.sub('x-${Password}', { unused: password(stack).logicalId })],
    ['in a choice', stack => {
      new CfnCondition(stack, 'Live', { expression: Fn.conditionEquals('a', 'b') });
      return Fn.conditionIf('Live', password(stack).valueAsString, 'none').toString();
    }],
    ['in a function that is unknown', stack => Fn.importValue(password(stack).valueAsString)],
    ['as a dynamic reference', () => SecretValue.secretsManager('Password').unsafeUnwrap()],
    ['as an attribute that is secret', stack => new AccessKey(stack, 'Key', { user: new User(stack, 'User') }).secretAccessKey.unsafeUnwrap()],
  ];
  test.each(handed)('when the app hands it over %s', (_, value) => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested', { parameters: { Handed: value(stack), Plain: 'blue' } });
    const [parameter, plain] = ['Handed', 'Plain'].map(id => new CfnParameter(nested, id));
    const ours = said(nested, `${parameter.valueAsString}${plain.valueAsString}`);
    expect(ours).not.toContain('Handed');
    expect(ours).toContain('{"Ref":"Plain"}');
  });

  test('also two levels down', () => {
    const stack = new Stack(new App(), 'Stack');
    const ours = said(new NestedStack(new NestedStack(stack, 'Outer'), 'Inner'), password(stack).valueAsString);
    expect(ours).not.toContain('Password');
  });
});

describe('A dynamic reference stays where it is,', () => {
  const reference = '{{resolve:secretsmanager:shop:SecretString:password}}';
  const ways: [string, (stack: Stack) => unknown][] = [
    ['as text', () => reference],
    ['of a secret of the stack', stack => new Secret(stack, 'Secret').secretValue.unsafeUnwrap()],
    ['of a secure parameter', () => SecretValue.ssmSecure('/shop', '1').unsafeUnwrap()],
    ['put together', () => ({ 'Fn::Join': [':', ['{{resolve', 'ssm', { Ref: 'AWS::StackName' }, '1}}']] })],
    ['in Fn::Sub', () => ({ 'Fn::Sub': '{{resolve:ssm:/${AWS::StackName}}}' })],
    ['in a function that is unknown', () => ({ 'Fn::ImportValue': reference })],
    ['in a choice', stack => {
      new CfnCondition(stack, 'Live', { expression: Fn.conditionEquals('a', 'b') });
      return { 'Fn::If': ['Live', reference, 'none'] };
    }],
    ['in a map', stack => {
      new CfnMapping(stack, 'Map', { mapping: { a: { b: reference } } });
      return { 'Fn::FindInMap': ['Map', 'a', 'b'] };
    }],
    ['as the default of a parameter', stack => new CfnParameter(stack, 'Handed', { default: reference }).valueAsString],
  ];
  test.each(ways)('%s', (_, value) => {
    const stack = new Stack(new App(), 'Stack');
    const ours = said(stack, value(stack));
    for (const trace of ['{{', 'resolve', 'FindInMap', 'Handed']) expect(ours).not.toContain(trace);
  });
});

describe.each(['SecretAccessKey', 'ClientSecret', 'ApiKey'])('The attribute %s stays where it is,', attribute => {
  test.each([
    { 'Fn::GetAtt': ['Source', attribute] }, { 'Fn::GetAtt': `Source.${attribute}` }, { 'Fn::Sub': `\${Source.${attribute}}` },
    { 'Fn::Cidr': [{ 'Fn::Sub': `\${Source.${attribute}}` }, 1] },
  ])('written as %j', value => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Source', { type: 'AWS::Some::Source' });
    expect(said(stack, value)).not.toContain(attribute);
  });
});
