import { App, CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn, NestedStack, SecretValue, Stack } from 'aws-cdk-lib';
import { AccessKey, User } from 'aws-cdk-lib/aws-iam';
import { password, resourcesFor } from './secret-values';

describe('The resources of a nested stack do not refer to a NoEcho parameter of its parent', () => {
  test('when the CDK passes it', () => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested');
    const ours = resourcesFor(nested, `x-${password(stack).valueAsString}-${new CfnParameter(stack, 'Tag').valueAsString}`);
    expect(ours).not.toContain('Password');
    expect(ours).toContain('Tag');
  });

  const passed: [string, (stack: Stack) => string][] = [
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
  test.each(passed)('when the app passes it %s', (_, value) => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested', { parameters: { Passed: value(stack), Plain: 'blue' } });
    const [parameter, plain] = ['Passed', 'Plain'].map(id => new CfnParameter(nested, id));
    const ours = resourcesFor(nested, `${parameter.valueAsString}${plain.valueAsString}`);
    expect(ours).not.toContain('Passed');
    expect(ours).toContain('{"Ref":"Plain"}');
  });

  test('also two levels down', () => {
    const stack = new Stack(new App(), 'Stack');
    const ours = resourcesFor(new NestedStack(new NestedStack(stack, 'Outer'), 'Inner'), password(stack).valueAsString);
    expect(ours).not.toContain('Password');
  });
});

describe("A nested stack's output", () => {
  const nestedWith = (output: (nested: Stack) => string): [Stack, string] => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested', { parameters: { Secret: password(stack).valueAsString, Plain: 'x' } });
    new CfnOutput(nested, 'Passed', { value: output(nested) });
    return [stack, nested.nestedStackResource!.getAtt('Outputs.Passed').toString()];
  };

  test.each<[string, (nested: Stack) => string]>([
    ['a parameter in which the parent passes a secret', nested => new CfnParameter(nested, 'Secret').valueAsString],
    ['a NoEcho parameter', nested => `x${new CfnParameter(nested, 'Own', { noEcho: true, default: 'x' }).valueAsString}`],
    ['an attribute that may be a secret', nested => new CfnResource(nested, 'Key', { type: 'AWS::IVS::StreamKey' }).getAtt('Value').toString()],
    ['a dynamic reference', () => '{{resolve:secretsmanager:x}}'],
  ])('is not an input if it returns %s', (_, output) => {
    const [stack, passed] = nestedWith(output);
    expect(resourcesFor(stack, passed)).toContain('"Inputs":[]');
  });

  test.each<[string, (nested: Stack) => string]>([
    ['a name', nested => new CfnResource(nested, 'Topic', { type: 'AWS::SNS::Topic' }).ref],
    ['a parameter', nested => new CfnParameter(nested, 'Plain').valueAsString],
  ])('is one if it returns %s', (_, output) => {
    const [stack, passed] = nestedWith(output);
    expect(resourcesFor(stack, passed)).toContain('"Outputs.Passed"');
  });

  test('is one if its template is not in the app', () => {
    const stack = new Stack(new App(), 'Stack');
    new CfnResource(stack, 'Elsewhere', { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://bucket/template' } });
    expect(resourcesFor(stack, { 'Fn::GetAtt': ['Elsewhere', 'Outputs.X'] })).toContain('"Outputs.X"');
  });
});

describe('A secret of another stack is no input:', () => {
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
      const ours = resourcesFor(stack, [...secrets, plain].join('-'));
      expect(ours).not.toMatch(/Password|"Key"|KeyValue/);
      expect(ours).toContain('TopicName');
    });
  });
});
