import fc from 'fast-check';
import { holdsSecret, inputsOf } from '../../src/template-inputs';

const isSecret = (logicalId: string): boolean => logicalId.startsWith('Secret');
const inputs = (value: unknown): unknown[] => inputsOf(value, isSecret);

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

describe('Whatever the properties are,', () => {
  test('no secret is among the inputs', () => {
    fc.assert(fc.property(piece, value => {
      expect(JSON.stringify(inputs(value))).not.toMatch(/resolve|"Secret|\$\{Secret|SecretAccessKey/);
      expect(holdsSecret(inputs(value), isSecret)).toBe(false);
    }), { numRuns: 1000 });
  });

  test('every value that CloudFormation knows is among them', () => {
    fc.assert(fc.property(piece, value => {
      const found = JSON.stringify(inputs(value));
      for (const name of plainNames(value)) expect(found.includes(name) || found.includes(WRITTEN[name] ?? name)).toBe(true);
    }), { numRuns: 1000 });
  });

  test('each input is there once, in an order of its own, and is its own input', () => {
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
    ['a function that is unknown', { 'Fn::Cidr': [{ Ref: 'A' }, 1] }, [{ 'Fn::Cidr': [{ Ref: 'A' }, 1] }]],
    ['a function with a secret', { 'Fn::Cidr': [{ Ref: 'A' }, { Ref: 'Secret' }] }, [{ Ref: 'A' }]],
    ['a property that is called like a function', { Ref: 'A', Other: { Ref: 'B' } }, [{ Ref: 'B' }]],
  ])('%s', (_, value, expected) => {
    const sorted = (values: unknown[]): string[] => values.map(input => JSON.stringify(input)).sort();
    expect(sorted(inputs(value))).toEqual(sorted(expected));
  });
});
