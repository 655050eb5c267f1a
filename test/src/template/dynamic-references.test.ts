import { App, CfnCondition, CfnMapping, CfnParameter, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { resourcesFor } from './secret-values';

describe('The resources contain no dynamic reference', () => {
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
    ['as the default of a parameter', stack => new CfnParameter(stack, 'Passed', { default: reference }).valueAsString],
  ];
  test.each(ways)('%s', (_, value) => {
    const stack = new Stack(new App(), 'Stack');
    const ours = resourcesFor(stack, value(stack));
    for (const trace of ['{{', 'resolve', 'FindInMap', 'Passed']) expect(ours).not.toContain(trace);
  });
});
