import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App, CfnCondition, CfnElement, CfnMapping, CfnOutput, CfnParameter, CfnResource, Fn, NestedStack, SecretValue, Stack,
} from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { AccessKey, User } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { DesiredState, ServiceState } from '../../../src';
import { imageService } from '../sample-services';
import { ourResources, synthesized } from '../synthesized';

/** A piece of template as somebody wrote it, without a construct for each of its parts. */
class IncludedText extends CfnElement {
  constructor(scope: Stack, id: string, private readonly template: object) {
    super(scope, id);
  }

  public _toCloudFormation(): object {
    return this.template;
  }
}

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

describe('Not an input is the attribute', () => {
  test.each([
    ['AWS::IAM::AccessKey', 'SecretAccessKey'], ['AWS::Cognito::UserPoolClient', 'ClientSecret'], ['AWS::AppSync::ApiKey', 'ApiKey'],
    ['AWS::IVS::StreamKey', 'Value'], ['AWS::CodePipeline::Webhook', 'Url'], ['AWS::CloudFormation::WaitCondition', 'Data'], ['AWS::CloudFormation::CustomResource', 'Url'],
    ['Custom::Password', 'Arn'], ['Other::Vendor::Type', 'Id'], ['AWS::New::Type', 'Something'],
  ])('of %s %s', (type, attribute) => {
    for (const value of [
      { 'Fn::GetAtt': ['Source', attribute] }, { 'Fn::GetAtt': `Source.${attribute}` }, { 'Fn::Sub': `\${Source.${attribute}}` },
      { 'Fn::Cidr': [{ 'Fn::Sub': `\${Source.${attribute}}` }, 1] },
    ]) {
      const stack = new Stack(new App(), 'Stack');
      new CfnResource(stack, 'Source', { type });
      expect(said(stack, value)).toContain('"Inputs":[]');
    }
  });

  test('of a type that an override makes a custom resource', () => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Source', { type: 'AWS::SNS::Topic' }).addOverride('Type', 'Custom::Topic');
    expect(said(stack, { 'Fn::GetAtt': ['Source', 'TopicArn'] })).toContain('"Inputs":[]');
  });

  test('Value of an SSM parameter that holds a secret', () => {
    const stack = new Stack(new App(), 'Stack');
    const parameter = new StringParameter(stack, 'Source', { stringValue: password(stack).valueAsString });
    expect(said(stack, parameter.stringValue)).toContain('"Inputs":[]');
  });
});

describe('An input is the attribute', () => {
  test.each([
    ['AWS::IAM::Role', 'Arn'], ['AWS::AppRunner::VpcConnector', 'VpcConnectorArn'], ['AWS::RDS::DBInstance', 'Endpoint.Address'],
    ['AWS::RDS::DBInstance', 'Endpoint.Port'], ['AWS::ElastiCache::ReplicationGroup', 'PrimaryEndPoint.Address'], ['AWS::ECR::Repository', 'RepositoryUri'],
    ['AWS::SQS::Queue', 'QueueUrl'], ['AWS::S3::Bucket', 'WebsiteURL'], ['AWS::S3::Bucket', 'RegionalDomainName'], ['AWS::Lambda::Version', 'Version'],
    ['AWS::EC2::SecurityGroup', 'GroupId'], ['AWS::SSM::Parameter', 'Value'], ['Custom::CrossRegionExportReader', '/cdk/exports/Stack/x'],
  ])('of %s %s', (type, attribute) => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Source', { type, properties: { Value: 'x' } });
    expect(said(stack, { 'Fn::GetAtt': ['Source', attribute] })).toContain(JSON.stringify({ Inputs: [{ 'Fn::GetAtt': ['Source', attribute] }] }).slice(1, -1));
  });
});

describe("A nested stack's output", () => {
  const nestedWith = (output: (nested: Stack) => string): [Stack, string] => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested', { parameters: { Secret: password(stack).valueAsString, Plain: 'x' } });
    new CfnOutput(nested, 'Handed', { value: output(nested) });
    return [stack, nested.nestedStackResource!.getAtt('Outputs.Handed').toString()];
  };

  test.each<[string, (nested: Stack) => string]>([
    ['a parameter that the parent gives a secret to', nested => new CfnParameter(nested, 'Secret').valueAsString],
    ['a NoEcho parameter', nested => `x${new CfnParameter(nested, 'Own', { noEcho: true, default: 'x' }).valueAsString}`],
    ['an attribute that may be a secret', nested => new CfnResource(nested, 'Key', { type: 'AWS::IVS::StreamKey' }).getAtt('Value').toString()],
    ['a dynamic reference', () => '{{resolve:secretsmanager:x}}'],
  ])('is not an input if it hands out %s', (_, output) => {
    const [stack, handed] = nestedWith(output);
    expect(said(stack, handed)).toContain('"Inputs":[]');
  });

  test.each<[string, (nested: Stack) => string]>([
    ['a name', nested => new CfnResource(nested, 'Topic', { type: 'AWS::SNS::Topic' }).ref],
    ['a parameter', nested => new CfnParameter(nested, 'Plain').valueAsString],
  ])('is one if it hands out %s', (_, output) => {
    const [stack, handed] = nestedWith(output);
    expect(said(stack, handed)).toContain('"Outputs.Handed"');
  });

  test('is one if its template is not in the app', () => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Elsewhere', { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://bucket/template' } });
    expect(said(stack, { 'Fn::GetAtt': ['Elsewhere', 'Outputs.X'] })).toContain('"Outputs.X"');
  });
});

describe('A secret of another stack is not an input', () => {
  const env = { account: '123456789012', region: 'eu-west-1' };
  const ways: [string, (app: App) => [Stack, Stack]][] = [
    ['of the same Region', app => [new Stack(app, 'Secrets', { env }), new Stack(app, 'Stack', { env })]],
    ['of another Region', app => [
      new Stack(app, 'Secrets', { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true }),
      new Stack(app, 'Stack', { env, crossRegionReferences: true }),
    ]],
    ['that is nested in it', app => {
      const stack = new Stack(app, 'Stack', { env });
      return [new NestedStack(stack, 'Nested'), stack];
    }],
    ['that is nested beside it', app => {
      const parent = new Stack(app, 'Parent', { env });
      return [new NestedStack(parent, 'One'), new NestedStack(parent, 'Two')];
    }],
    ['whose nested stack refers to it', app => [new Stack(app, 'Secrets', { env }), new NestedStack(new Stack(app, 'Stack', { env }), 'Nested')]],
  ];
  const flags: [string, Record<string, unknown>][] = [['strong', {}], ['weak', { '@aws-cdk/core:defaultCrossStackReferences': 'weak' }]];
  describe.each(flags)('with %s references', (__, context) => {
    test.each(ways)('%s', (_, build) => {
      const [home, stack] = build(new App({ context }));
      const secrets = [password(home).valueAsString, new CfnResource(home, 'Key', { type: 'AWS::IVS::StreamKey' }).getAtt('Value').toString()];
      const plain = new CfnResource(home, 'Topic', { type: 'AWS::SNS::Topic' }).getAtt('TopicName').toString();
      const ours = said(stack, [...secrets, plain].join('-'));
      expect(ours).not.toMatch(/Password|"Key"|KeyValue/);
      expect(ours).toContain('TopicName');
    });
  });
});

describe('A NoEcho parameter in plain JSON stays where it is,', () => {
  test.each([[true], ['true']])('with NoEcho: %j, included without being parsed', NoEcho => {
    const stack = new Stack(new App(), 'Stack');
    new IncludedText(stack, 'Text', { Parameters: { Password: { Type: 'String', NoEcho }, Tag: { Type: 'String' } } });
    const ours = said(stack, { 'Fn::Sub': '${Password}-${Tag}' });
    expect(ours).not.toContain('Password');
    expect(ours).toContain('{"Ref":"Tag"}');
  });

  test('made one by an override', () => {
    const stack = new Stack(new App(), 'Stack');
    const parameter = new CfnParameter(stack, 'Plain');
    parameter.overrideLogicalId('Password');
    parameter.noEcho = true;
    expect(said(stack, parameter.valueAsString)).not.toContain('Password');
  });
});
