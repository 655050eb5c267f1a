import fc from 'fast-check';
import { holdsSecret } from '../../../src/template/secrets';
import { inputsOf } from '../../../src/through-pause/inputs';

const isSecret = (reference: object): boolean => /"(Secret|SecretMap|SecretAccessKey)"/.test(JSON.stringify(reference));
const inputs = (value: unknown): unknown[] => inputsOf(value, isSecret).seen;

/** Pieces of templates, with values that only CloudFormation knows and secrets anywhere in them. */
const { piece } = fc.letrec<{ piece: unknown }>(tie => ({
  piece: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.constantFrom('text', 7, true, null, '{{resolve:ssm-secure:/secret:1}}', 'x{{resolve:secretsmanager:secret}}'),
    fc.constantFrom({ Ref: 'Plain' }, { Ref: 'Secret' }, { Ref: 'AWS::Region' }),
    fc.constantFrom({ 'Fn::GetAtt': ['Plain', 'Arn'] }, { 'Fn::GetAtt': 'Plain.Nested.Arn' }, { 'Fn::GetAtt': ['Plain', 'SecretAccessKey'] }),
    fc.constantFrom({ 'Fn::Sub': '${Plain}-${Secret}-${!Other}' }, { 'Fn::Sub': ['${Plain.Arn}-${v}', { v: { Ref: 'Secret' } }] }),
    fc.constantFrom({ 'Fn::FindInMap': ['Plain', 'a', 'b'] }, { 'Fn::FindInMap': ['SecretMap', 'a', 'b'] }),
    tie('piece').map(inner => ({ 'Fn::Join': ['-', ['a', inner, { Ref: 'Plain' }]] })),
    tie('piece').map(inner => ({ 'Fn::Select': [0, { 'Fn::Split': [',', inner] }] })),
    tie('piece').map(inner => ({ 'Fn::Base64': inner })),
    tie('piece').map(inner => ({ 'Fn::ToJsonString': { Key: inner } })),
    tie('piece').map(inner => ({ 'Fn::Length': [inner, 'x'] })),
    tie('piece').map(inner => ({ 'Fn::FindInMap': ['Plain', 'a', 'b', { DefaultValue: inner }] })),
    tie('piece').map(inner => ({ 'Fn::ForEach::Each': ['Each', ['a', 'b'], { 'Key${Each}': [inner, { Ref: 'Each' }, { 'Fn::Sub': '${Each}-${Each.Arn}' }] }] })),
    tie('piece').map(inner => ({ 'Fn::Transform': { Name: 'Macro', Parameters: { Value: inner } }, 'Beside': inner })),
    tie('piece').map(inner => ({ 'Fn::Unheard': [inner] })),
    tie('piece').map(inner => ({ 'Fn::ImportValue': inner })),
    tie('piece').map(inner => ({ 'Fn::Sub': ['${v}', { v: inner }] })),
    fc.tuple(tie('piece'), tie('piece')).map(([yes, no]) => ({ 'Fn::If': ['Condition', yes, no] })),
    fc.array(tie('piece'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Name', 'Value', 'Path'), tie('piece')),
  ),
}));

/** Every parameter and attribute that stands somewhere in the piece and is no secret. */
function plainNames(value: unknown): string[] {
  const names = ['{"Ref":"Plain"}', '{"Fn::GetAtt":["Plain","Arn"]}', '${Plain}', '${Plain.Arn}', '"Plain.Nested.Arn"'];
  return names.filter(name => JSON.stringify(value).includes(name));
}

const WRITTEN: Record<string, string> = {
  '${Plain}': '{"Ref":"Plain"}',
  '${Plain.Arn}': '{"Fn::GetAtt":["Plain","Arn"]}',
  '"Plain.Nested.Arn"': '{"Fn::GetAtt":["Plain","Nested.Arn"]}',
};

describe('For all properties,', () => {
  test('no secret is among the inputs', () => {
    fc.assert(fc.property(piece, value => {
      expect(JSON.stringify(inputs(value))).not.toMatch(/resolve|"Secret|\$\{Secret|SecretAccessKey/);
      expect(holdsSecret(inputs(value), isSecret)).toBe(false);
    }), { numRuns: 1000 });
  });

  test('every value that only CloudFormation knows is an input', () => {
    fc.assert(fc.property(piece, value => {
      const found = JSON.stringify(inputs(value));
      for (const name of plainNames(value)) expect(found.includes(name) || found.includes(WRITTEN[name] ?? name)).toBe(true);
    }), { numRuns: 1000 });
  });

  test('no variable of a loop and no macro is among them', () => {
    fc.assert(fc.property(piece, value => {
      expect(JSON.stringify(inputs(value))).not.toMatch(/Each|Transform|Unheard/);
    }), { numRuns: 1000 });
  });

  test('what stands in a branch only is guarded by its condition', () => {
    fc.assert(fc.property(piece, piece, piece, (one, yes, no) => {
      const only = (branch: string, inner: unknown): unknown => ({ A: { Ref: `Only${branch}` }, B: { 'Fn::GetAtt': [`Only${branch}`, 'Arn'] }, C: inner });
      const found = inputs({ One: one, Two: { 'Fn::If': ['Outer', { 'Fn::If': ['Inner', only('Yes', yes), 'x'] }, only('No', no)] } });
      const naming = (name: string): unknown[] => found.filter(input => JSON.stringify(input).includes(name));
      expect(naming('OnlyYes')).toEqual([{ 'Fn::GetAtt': ['OnlyYes', 'Arn'] }, { Ref: 'OnlyYes' }]
        .map(input => ({ 'Fn::If': ['Outer', { 'Fn::If': ['Inner', input, ''] }, ''] })));
      expect(naming('OnlyNo')).toEqual([{ 'Fn::GetAtt': ['OnlyNo', 'Arn'] }, { Ref: 'OnlyNo' }].map(input => ({ 'Fn::If': ['Outer', '', input] })));
    }));
  });

  test('each input is there once, in a constant order, and is its own input', () => {
    fc.assert(fc.property(piece, fc.array(piece, { maxLength: 3 }), (value, others) => {
      const found = inputs([value, ...others]);
      expect(new Set(found.map(input => JSON.stringify(input))).size).toBe(found.length);
      expect(inputs([...others, value])).toEqual(found);
    }));
  });
});

describe('The inputs of', () => {
  test.each([
    ['no function', { Name: 'shop', Tags: [{ Key: 'a', Value: 1 }], Nothing: null }, []],
    ['pseudo parameters', [{ Ref: 'AWS::Region' }, { 'Fn::Sub': '${AWS::AccountId}' }], []],
    ['an attribute in either notation', [{ 'Fn::GetAtt': ['A', 'B.C'] }, { 'Fn::GetAtt': 'A.B.C' }, { 'Fn::Sub': '${A.B.C}' }], [{ 'Fn::GetAtt': ['A', 'B.C'] }]],
    ['names that variables of Fn::Sub cover', { 'Fn::Sub': ['${A}${toString}', { A: { Ref: 'B' } }] }, [{ Ref: 'B' }, { Ref: 'toString' }]],
    ['a choice within a choice', { 'Fn::If': ['X', { 'Fn::If': ['Y', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }, 'b'] }, [
      { 'Fn::If': ['X', 'true', 'false'] },
      { 'Fn::If': ['X', { 'Fn::If': ['Y', 'true', 'false'] }, ''] },
      { 'Fn::If': ['X', { 'Fn::If': ['Y', { Ref: 'A' }, ''] }, ''] },
    ]],
    ['a look-up', [{ 'Fn::Cidr': [{ Ref: 'A' }, 1] }, { 'Fn::GetAZs': '' }, { 'Fn::GetStackOutput': { StackName: 'S', OutputName: 'O' } }],
      [{ 'Fn::Cidr': [{ Ref: 'A' }, 1] }, { 'Fn::GetAZs': '' }, { 'Fn::GetStackOutput': { StackName: 'S', OutputName: 'O' } }]],
    ['a look-up with a secret', { 'Fn::Cidr': [{ Ref: 'A' }, { Ref: 'Secret' }] }, [{ Ref: 'A' }]],
    ['an import of a text that is put together', { 'Fn::ImportValue': { 'Fn::Sub': '${A}-arn' } }, [{ 'Fn::ImportValue': { 'Fn::Sub': '${A}-arn' } }]],
    ['a map within a map, with a default', { 'Fn::FindInMap': ['A', { 'Fn::FindInMap': ['B', 'a', 'b'] }, 'c', { DefaultValue: { Ref: 'C' } }] },
      [{ 'Fn::FindInMap': ['A', { 'Fn::FindInMap': ['B', 'a', 'b'] }, 'c', { DefaultValue: { Ref: 'C' } }] }]],
    ['a map whose default is a secret', { 'Fn::FindInMap': ['A', 'b', 'c', { DefaultValue: '{{resolve:ssm:/a:1}}' }] }, []],
    ['a text that is measured', { 'Fn::Length': { 'Fn::Split': [',', { Ref: 'A' }] } }, [{ Ref: 'A' }]],
    ['an object that is written as text', { 'Fn::ToJsonString': { A: { 'Fn::GetAtt': ['B', 'Arn'] } } }, [{ 'Fn::GetAtt': ['B', 'Arn'] }]],
    ['Fn::Sub of a text with a token', { 'Fn::Sub': { 'Fn::Join': ['', [{ Ref: 'A' }, '-${B}']] } }, [{ Ref: 'A' }, { Ref: 'B' }]],
    ['a loop', { 'Fn::ForEach::Each': ['Name', { Ref: 'A' }, { 'Tag${Name}': [{ Ref: 'Name' }, { 'Fn::Sub': '${Name}-${B}' }, { 'Fn::GetAtt': ['Topic${Name}', 'Arn'] }] }] },
      [{ Ref: 'A' }, { Ref: 'B' }]],
    ['a macro', { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: { Ref: 'A' } } } }, [{ Ref: 'A' }]],
    ['an unknown function', { 'Fn::Unheard': [{ Ref: 'A' }] }, [{ Ref: 'A' }]],
    ['a property that is called like a function', { Ref: 'A', Other: { Ref: 'B' } }, [{ Ref: 'B' }]],
  ])('%s', (_, value, expected) => {
    const sorted = (values: unknown[]): string[] => values.map(input => JSON.stringify(input)).sort();
    expect(sorted(inputs(value))).toEqual(sorted(expected));
  });
});

describe('A value that is not seen is reported with its place:', () => {
  test.each([
    ['a secret', { A: { B: [{ Value: { Ref: 'Secret' } }] } }, 'A.B.0.Value', { Ref: 'Secret' }],
    ['a secret in a text', { A: { 'Fn::Join': ['', ['x', { Ref: 'Secret' }]] } }, 'A', { Ref: 'Secret' }],
    ['a secret in a branch', { A: { 'Fn::If': ['C', { B: { Ref: 'Secret' } }, 'x'] } }, 'A.B', { Ref: 'Secret' }],
    ['a secret in Fn::Sub', { A: { 'Fn::Sub': '${Secret.Arn}' } }, 'A', { 'Fn::GetAtt': ['Secret', 'Arn'] }],
    ['a secret mapping', { A: { 'Fn::FindInMap': ['SecretMap', 'a', 'b'] } }, 'A', { 'Fn::FindInMap': ['SecretMap', 'a', 'b'] }],
    ['what a macro writes', { A: { 'Fn::Transform': { Name: 'Macro' }, 'B': 'x' } }, 'A', 'Fn::Transform'],
    ['an unknown function', { A: { 'Fn::Unheard': [] } }, 'A', 'Fn::Unheard'],
    ['a resource of a loop', { A: { 'Fn::ForEach::Each': ['N', ['a'], { 'B${N}': { 'Fn::GetAtt': ['T${N}', 'Arn'] } }] } }, 'A', { 'Fn::GetAtt': ['T${N}', 'Arn'] }],
    ['a name that only CloudFormation knows', { A: { 'Fn::GetAtt': ['B', { Ref: 'AWS::Region' }] } }, 'A', { 'Fn::GetAtt': ['B', { Ref: 'AWS::Region' }] }],
    ['a parameter without a version', { A: 'x{{resolve:ssm:/name}}' }, 'A', '{{resolve:ssm:/name}}'],
    ['a dynamic reference that is put together', { A: { 'Fn::Join': [':', ['{{resolve', 'ssm', 'x}}']] } }, 'A', '{{resolve'],
  ])('%s', (_, properties, path, reference) => {
    expect(inputsOf(properties, isSecret).unseen).toEqual([{ path, reference }]);
  });

  test.each([
    ['a text with dynamic references whose value changes nothing by itself', '{{resolve:ssm:/a:1}}{{resolve:secretsmanager:b:SecretString:c}}'],
    ['a variable of a loop', { 'Fn::ForEach::Each': ['N', ['a'], { '${N}': { Ref: 'N' } }] }],
    ['a pseudo parameter', { 'Fn::Sub': '${AWS::Region}' }],
    ['what is seen', { 'Fn::Join': ['', [{ Ref: 'A' }, { 'Fn::GetAtt': ['A', 'B'] }]] }],
  ])('but not %s', (_, properties) => {
    expect(inputsOf(properties, isSecret).unseen).toEqual([]);
  });
});
