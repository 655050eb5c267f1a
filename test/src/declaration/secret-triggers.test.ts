import { App, CfnParameter, CustomResource, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { DesiredState, ServiceState } from '../../../src';
import { imageService } from '../sample-services';
import { onlyState } from '../synthesized';

function declaredWith(trigger: (stack: Stack) => string): Stack {
  const stack = new Stack(new App(), 'Stack');
  new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: DesiredState.PAUSED, triggers: { build: '7', secret: trigger(stack) } });
  return stack;
}

describe('A trigger must not hold', () => {
  const secrets: [string, (stack: Stack) => string, string][] = [
    ['a NoEcho parameter', stack => new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString, '{"Ref":"Password"}'],
    ['a text with a NoEcho parameter in it', stack => `user:${new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString}`,
      '{"Fn::Join":["",["user:",{"Ref":"Password"}]]}'],
    ['a NoEcho parameter in Fn::Sub', stack => {
      new CfnParameter(stack, 'Password', { noEcho: true });
      return Fn.sub('user:${Password}');
    }, '{"Fn::Sub":"user:${Password}"}'],
    ['a dynamic reference', () => SecretValue.secretsManager('shop').unsafeUnwrap(), '"{{resolve:secretsmanager:shop:SecretString:::}}"'],
  ];

  test.each(secrets)('%s', (_, trigger, text) => {
    expect(() => (declaredWith(trigger).node.root as App).synth()).toThrow(
      `ServiceState 'Stack/State': 'triggers' must not hold a secret, but 'secret' is ${text}. `
      + 'Its value would stand in requests and histories. Use a text that you change together with the secret, such as a date.');
  });
});

test('a trigger may hold a parameter, and an attribute of any resource', () => {
  const stack = declaredWith(scope => {
    const migration = new CustomResource(scope, 'Migration', { serviceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:migrate' });
    return `${new CfnParameter(scope, 'Build').valueAsString}-${migration.getAttString('Version')}`;
  });
  expect(onlyState(stack).Properties.Triggers).toEqual({ build: '7', secret: { 'Fn::Join': ['', [{ Ref: 'Build' }, '-', { 'Fn::GetAtt': ['Migration', 'Version'] }]] } });
});
