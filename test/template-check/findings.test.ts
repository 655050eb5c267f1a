import { danglingIn, findingsIn } from './findings';
import type { Template } from './template';

const QUEUE = { Type: 'AWS::SQS::Queue' };

test('a template that CloudFormation accepts has no findings', async () => {
  const service = {
    Type: 'AWS::AppRunner::Service',
    Properties: {
      SourceConfiguration: {
        ImageRepository: { ImageIdentifier: { 'Fn::Sub': 'public.ecr.aws/shop/shop:${Tag}' }, ImageRepositoryType: 'ECR_PUBLIC' },
      },
    },
  };
  const state = {
    Type: 'Custom::AppRunnerServiceState',
    Condition: 'On',
    DependsOn: ['Service'],
    Properties: {
      ServiceToken: { 'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f' },
      ServiceArn: { 'Fn::GetAtt': ['Service', 'ServiceArn'] },
      Text: { 'Fn::Sub': ['${Own}-${!Literal}-${Service.ServiceId}', { Own: { Ref: 'AWS::NoValue' } }] },
      Choice: { 'Fn::If': ['On', 'a', { 'Fn::FindInMap': ['Names', { Ref: 'AWS::Region' }, 'name'] }] },
    },
  };
  const template: Template = {
    Parameters: { Tag: { Type: 'String', Default: '1' } },
    Mappings: { Names: { 'us-east-1': { name: 'east' } } },
    Conditions: { On: { 'Fn::Not': [{ Condition: 'Off' }] }, Off: { 'Fn::Equals': [{ Ref: 'Tag' }, 'off'] } },
    Resources: { Service: service, State: state },
    Outputs: { Url: { Condition: 'On', Value: { 'Fn::GetAtt': ['Service', 'ServiceUrl'] } } },
  };
  expect(await findingsIn([{ name: 'a service', template }])).toEqual([]);
});

const DANGLING: [string, Template, string][] = [
  ['a Ref', { Resources: { A: { ...QUEUE, Properties: { QueueName: { Ref: 'B' } } } as never } }, "Resources/A/Properties/QueueName/Ref: 'B' is nothing in this template [Ref]"],
  ['a Fn::GetAtt', { Resources: { A: QUEUE }, Outputs: { O: { Value: { 'Fn::GetAtt': ['B', 'Arn'] } } } }, "Outputs/O/Value/Fn::GetAtt: 'B' is nothing in this template [Fn::GetAtt]"],
  ['a Fn::GetAtt in one text', { Resources: { A: QUEUE }, Outputs: { O: { Value: { 'Fn::GetAtt': 'B.Arn' } } } }, "Outputs/O/Value/Fn::GetAtt: 'B' is nothing in this template [Fn::GetAtt]"],
  ['a name in Fn::Sub', { Resources: { A: QUEUE }, Outputs: { O: { Value: { 'Fn::Sub': 'x-${B}' } } } }, "Outputs/O/Value/Fn::Sub: 'B' is nothing in this template [Ref]"],
  ['an attribute in Fn::Sub', { Resources: { A: QUEUE }, Outputs: { O: { Value: { 'Fn::Sub': ['${B.Arn}${C}', { C: 'c' }] } } } }, "Outputs/O/Value/Fn::Sub: 'B' is nothing in this template [Fn::GetAtt]"],
  ['a variable of Fn::Sub', { Resources: { A: QUEUE }, Outputs: { O: { Value: { 'Fn::Sub': ['${C}', { C: { Ref: 'B' } }] } } } }, "Outputs/O/Value/Fn::Sub/1/C/Ref: 'B' is nothing in this template [Ref]"],
  ['DependsOn', { Resources: { A: { ...QUEUE, DependsOn: 'B' } } }, "Resources/A/DependsOn: 'B' is nothing in this template [DependsOn]"],
  ['a list in DependsOn', { Resources: { A: QUEUE, C: { ...QUEUE, DependsOn: ['A', 'B'] } } }, "Resources/C/DependsOn: 'B' is nothing in this template [DependsOn]"],
  ['a condition of a resource', { Resources: { A: { ...QUEUE, Condition: 'B' } } }, "Resources/A/Condition: 'B' is nothing in this template [Condition]"],
  ['a condition in Fn::If', { Resources: { A: QUEUE }, Outputs: { O: { Value: { 'Fn::If': ['B', '1', '2'] } } } }, "Outputs/O/Value/Fn::If: 'B' is nothing in this template [Condition]"],
  ['a condition of a condition', { Conditions: { C: { 'Fn::Not': [{ Condition: 'B' }] } }, Resources: { A: QUEUE } }, "Conditions/C/Fn::Not/0/Condition: 'B' is nothing in this template [Condition]"],
  ['a resource in a condition', { Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, '1'] } }, Resources: { A: QUEUE } }, "Conditions/C/Fn::Equals/0/Ref: 'A' is nothing in this template [Ref]"],
  ['a mapping', { Resources: { A: QUEUE }, Outputs: { O: { Value: { 'Fn::FindInMap': ['B', 'x', 'y'] } } } }, "Outputs/O/Value/Fn::FindInMap: 'B' is nothing in this template [Fn::FindInMap]"],
  ['metadata', { Resources: { A: { ...QUEUE, Metadata: { at: { Ref: 'B' } } } as never } }, "Resources/A/Metadata/at/Ref: 'B' is nothing in this template [Ref]"],
];

test.each(DANGLING)('%s that names nothing of the template is found, with the place', (_, template, finding) => {
  expect(danglingIn([{ name: 'app', template }])).toEqual([`app: ${finding}`]);
});

test('resources that wait for each other are found', () => {
  const a = { ...QUEUE, DependsOn: 'B' };
  const b = { ...QUEUE, Properties: { QueueName: { 'Fn::Sub': 'x${C.Arn}' } } };
  const c = { ...QUEUE, Properties: { QueueName: { Ref: 'A' } } };
  expect(danglingIn([{ name: 'app', template: { Resources: { A: a, B: b, C: c } } }])).toEqual(['app: Resources/A: A -> B -> C -> A [circular dependency]']);
});

test('more resources than a stack takes are found', () => {
  const resources = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`Queue${index}`, QUEUE]));
  expect(danglingIn([{ name: 'app', template: { Resources: resources } }])).toEqual(['app: Resources: 501 are more than the 500 that a stack takes [limit]']);
});

test("cfn-lint's errors name the template, the place and the rule; the same template is read once", async () => {
  const wrong = { Resources: { A: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 'soon', Colour: 'red' } } } };
  const right = { Resources: { A: QUEUE } };
  const findings = await findingsIn([{ name: 'first', template: wrong }, { name: 'right', template: right }, { name: 'second', template: wrong }]);
  expect(findings).toHaveLength(2);
  expect(findings).toContainEqual(expect.stringMatching(/^first \(and 1 more\): Resources\/A\/Properties\/DelaySeconds: .* \[cfn-lint E3012\]$/));
  expect(findings).toContainEqual(expect.stringMatching(/^first \(and 1 more\): Resources\/A\/Properties\/Colour: .* \[cfn-lint E3002\]$/));
});

test('what only another template has in its outputs and parameters is read, also where all resources are known', async () => {
  const resources = { A: QUEUE, B: { Type: 'AWS::SNS::Topic' } };
  const findings = await findingsIn([
    { name: 'first', template: { Resources: resources, Outputs: { O: { Value: { Ref: 'A' } } } } },
    { name: 'second', template: { Resources: resources, Outputs: { O: { Value: { Ref: 'A' } }, P: { Value: { 'Fn::GetAtt': ['B', 'Shade'] } } } } },
    { name: 'third', template: { Resources: resources, Parameters: { Name: { Type: 'Colour' } } } },
    { name: 'fourth', template: { Resources: { B: resources.B } } },
  ]);
  expect(findings).toEqual([
    expect.stringMatching(/^second: Outputs\/P\/Value.*: .*Shade.* \[cfn-lint E\d+\]$/),
    expect.stringMatching(/^third: Parameters\/Name\/Type: .*Colour.* \[cfn-lint E\d+\]$/),
  ]);
});

test('a resource that a template shares with an earlier one is read once, and what is new beside it is still read', async () => {
  const shared = { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } };
  const mapping = (batchSize: unknown, attribute: string) => ({
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: 'f', BatchSize: batchSize, EventSourceArn: { 'Fn::GetAtt': ['A', attribute] } },
  });
  const findings = await findingsIn([
    { name: 'first', template: { Resources: { A: shared, B: mapping(1, 'Arn') } } },
    { name: 'second', template: { Resources: { A: shared, B: mapping('many', 'Arn') } } },
    { name: 'third', template: { Resources: { A: shared, B: mapping(1, 'Shade') } } },
    { name: 'fourth', template: { Resources: { A: { Type: 'AWS::SNS::Topic' }, B: mapping(1, 'Arn') } } },
  ]);
  expect(findings).toEqual([
    expect.stringMatching(/^first: Resources\/A\/Properties\/Colour: .* \[cfn-lint E3002\]$/),
    expect.stringMatching(/^second: Resources\/B\/Properties\/BatchSize: .* \[cfn-lint E3012\]$/),
    expect.stringMatching(/^third: Resources\/B\/Properties\/EventSourceArn.*: .*Shade.* \[cfn-lint E1010\]$/),
    expect.stringMatching(/^fourth: Resources\/B\/Properties\/EventSourceArn.* \[cfn-lint E\d+\]$/),
  ]);
});
