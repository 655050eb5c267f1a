import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnCondition, CfnElement, CfnMapping, CfnParameter, CfnResource, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { password, resourcesFor } from './secret-values';
import { DesiredState, ServiceState } from '../../../src';
import { ourResources, synthesized } from '../synthesized';

/** A part of a template in plain JSON, without a construct for each of its parts. */
class IncludedText extends CfnElement {
  constructor(scope: Stack, id: string, private readonly template: object) {
    super(scope, id);
  }

  public _toCloudFormation(): object {
    return this.template;
  }
}

const named = (stack: Stack): unknown => {
  password(stack);
  return { Ref: 'Password' };
};

describe('The resources do not refer to a NoEcho parameter', () => {
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
    ['as the key of a map', stack => {
      new CfnMapping(stack, 'Map', { mapping: { a: { b: 'c' } } });
      return { 'Fn::FindInMap': ['Map', named(stack), 'b'] };
    }],
    ['as the name of an attribute', stack => {
      new CfnResource(stack, 'Other', { type: 'AWS::SNS::Topic' });
      return { 'Fn::GetAtt': ['Other', named(stack)] };
    }],
  ];
  test.each(ways)('%s', (_, value) => {
    const stack = new Stack(new App(), 'Stack');
    expect(resourcesFor(stack, value(stack))).not.toContain('Password');
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

describe('The resources do not refer to a NoEcho parameter of plain JSON', () => {
  test.each([[true], ['true']])('with NoEcho: %j, included without being parsed', NoEcho => {
    const stack = new Stack(new App(), 'Stack');
    new IncludedText(stack, 'Text', { Parameters: { Password: { Type: 'String', NoEcho }, Tag: { Type: 'String' } } });
    const ours = resourcesFor(stack, { 'Fn::Sub': '${Password}-${Tag}' });
    expect(ours).not.toContain('Password');
    expect(ours).toContain('{"Ref":"Tag"}');
  });

  test('made one by an override', () => {
    const stack = new Stack(new App(), 'Stack');
    const parameter = new CfnParameter(stack, 'Plain');
    parameter.overrideLogicalId('Password');
    parameter.noEcho = true;
    expect(resourcesFor(stack, parameter.valueAsString)).not.toContain('Password');
  });
});
