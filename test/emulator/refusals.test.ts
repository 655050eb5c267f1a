import { CfnCondition, CfnOutput, CfnResource, CustomResource, Fn, Stack } from 'aws-cdk-lib';
import { CustomResourceStack } from './custom-resource-stack';
import { Emulator } from '../../emulator/emulator';
import { newApp } from '../e2e/new-app';
import { StackHarness } from '../e2e/stack-harness';

/** What CloudFormation refuses, the emulator refuses: otherwise a deployment that works here would show nothing. */

let emulator: Emulator;
let stacks: StackHarness;

beforeAll(async () => {
  emulator = await Emulator.start({ simulatorUrl: 'http://127.0.0.1:9' });
  stacks = new StackHarness(emulator);
});

afterAll(async () => emulator?.stop());

const TOPIC = { Type: 'AWS::SNS::Topic' };

function topicCalled(name: unknown): object {
  return { Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } };
}

describe('A stack is not created from a template in which', () => {
  test.each<[string, object, string]>([
    ['a Ref names nothing', { Resources: { A: topicCalled({ Ref: 'X' }) } }, 'Template format error: Unresolved resource dependencies [X] in the Resources block of the template'],
    ['a Fn::GetAtt names nothing', { Resources: { A: topicCalled({ 'Fn::Join': ['-', ['a', { 'Fn::GetAtt': ['X', 'Arn'] }]] }) } }, 'Template format error: Unresolved resource dependencies [X] in the Resources block of the template'],
    ['a Fn::Sub names nothing', { Resources: { A: topicCalled({ 'Fn::Sub': ['${Own}-${X.Arn}-${!Y}-${AWS::Region}', { Own: { Ref: 'Z' } }] }) } }, 'Template format error: Unresolved resource dependencies [X, Z] in the Resources block of the template'],
    ['a DependsOn names nothing', { Resources: { A: { ...TOPIC, DependsOn: ['X'] } } }, 'Template format error: Unresolved resource dependencies [X] in the Resources block of the template'],
    ['an output names nothing', { Resources: { A: TOPIC }, Outputs: { O: { Value: { Ref: 'X' } } } }, 'Template format error: Unresolved resource dependencies [X] in the Outputs block of the template'],
    ['a condition is missing', { Resources: { A: { ...TOPIC, Condition: 'X' } } }, 'Template format error: Unresolved condition dependency X in the Resources block of the template'],
    ['a condition of a value is missing', { Resources: { A: topicCalled({ 'Fn::If': ['X', 'a', 'b'] }) } }, 'Template format error: Unresolved condition dependency X in the Resources block of the template'],
    ['a type is unknown', { Resources: { A: { Type: 'AWS::Shop::Basket' } } }, 'Template format error: Unrecognized resource types: [AWS::Shop::Basket]'],
  ])('%s', async (_, template, message) => {
    await expect(stacks.deployTemplate('refused', JSON.stringify(template))).rejects.toMatchObject({ name: 'ValidationError', message });
    await expect(stacks.destroy('refused')).rejects.toThrow('There is no stack refused.');
  });
});

test('what a template does have is found, also behind a condition and in Fn::Sub', async () => {
  const stack = new Stack(newApp(), 'accepted');
  const never = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals(stack.region, 'nowhere') });
  const topic = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic', properties: { DisplayName: Fn.sub('${AWS::StackName}-${Own}', { Own: 'own' }) } });
  new CfnOutput(stack, 'Name', { value: Fn.conditionIf(never.logicalId, 'never', Fn.sub('${Topic.TopicName}')).toString() }).node.addDependency(topic);
  const { status, outputs } = await stacks.deploy(stack);
  expect(status).toBe('CREATE_COMPLETE');
  expect(outputs.Name).toMatch(/^accepted-Topic-/);
});

test('another service token fails the update of the custom resource, and the new function is not asked', async () => {
  const created = await stacks.deploy(new CustomResourceStack(newApp(), 'token'));
  expect(created.status).toBe('CREATE_COMPLETE');

  const changed = new CustomResourceStack(newApp(), 'token', { value: '2', fail: 'onEventUpdate' });
  const topic = new CfnResource(changed, 'Topic', { type: 'AWS::SNS::Topic' });
  ((changed.node.findChild('First') as CustomResource).node.defaultChild as CfnResource).addPropertyOverride('ServiceToken', topic.ref);
  const failed = await stacks.deploy(changed);
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  const { logicalId, status, reason } = failed.events.find((event) => event.status.endsWith('_FAILED'))!;
  expect({ logicalId, status, reason }).toEqual({ logicalId: 'First', status: 'UPDATE_FAILED', reason: 'Modifying service token is not allowed.' });
  expect(failed.outputs).toEqual(created.outputs);

  const again = await stacks.deploy(new CustomResourceStack(newApp(), 'token', { value: '3' }));
  expect(again.status).toBe('UPDATE_COMPLETE');
});
