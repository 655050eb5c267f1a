import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { DesiredState, ServiceState } from '../../../src';
import { imageService } from '../sample-services';
import { ourResources, synthesized } from '../synthesized';
import { unknownNames } from '../unknown-names';

/** A template written by hand, with a service whose image is given by an intrinsic function. */
const written = (image: unknown, more: object = {}): object => ({
  Parameters: { Tag: { Type: 'String', Default: '1' }, Stage: { Type: 'String', Default: 'test' } },
  Mappings: { Images: { test: { image: 'one', tag: 'tag' }, live: { image: 'two', tag: 'tag' } }, Stages: { a: { stage: 'test' } } },
  Conditions: { Live: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic' },
    LiveTopic: { Type: 'AWS::SNS::Topic', Condition: 'Live' },
    Shop: {
      Type: 'AWS::AppRunner::Service',
      Properties: { SourceConfiguration: { ImageRepository: { ImageIdentifier: image, ImageRepositoryType: 'ECR_PUBLIC' } } },
    },
  },
  ...more,
});

function included(template: object): ReturnType<typeof synthesized> {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  const templateFile = join(folder, 'template.json');
  writeFileSync(templateFile, JSON.stringify(template));
  const stack = new Stack(new App(), 'Stack');
  const service = new CfnInclude(stack, 'Template', { templateFile }).getResource('Shop') as CfnService;
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
  const result = synthesized(stack);
  rmSync(folder, { recursive: true });
  return result;
}

describe('The inputs of a service in a template in plain JSON hold', () => {
  const guarded = (input: unknown): unknown => ({ 'Fn::If': ['Live', input, ''] });
  const ways: [string, unknown, unknown[]][] = [
    ['what Fn::Sub names', { 'Fn::Sub': 'public.ecr.aws/x/y:${Tag}' }, [{ Ref: 'Tag' }]],
    ['what the variables of Fn::Sub name', { 'Fn::Sub': ['public.ecr.aws/${image}:${Tag}', { image: { 'Fn::FindInMap': ['Images', { Ref: 'Stage' }, 'image'] } }] },
      [{ 'Fn::FindInMap': ['Images', { Ref: 'Stage' }, 'image'] }, { Ref: 'Tag' }]],
    ['an attribute that Fn::Sub names', { 'Fn::Sub': 'x/${Topic.TopicName}' }, [{ 'Fn::GetAtt': ['Topic', 'TopicName'] }]],
    ['an attribute in a text with a point', { 'Fn::GetAtt': 'Topic.TopicArn' }, [{ 'Fn::GetAtt': ['Topic', 'TopicArn'] }]],
    ['what Fn::Join joins', { 'Fn::Join': [':', ['public.ecr.aws/x/y', { Ref: 'Tag' }]] }, [{ Ref: 'Tag' }]],
    ['what a mapping is asked for', { 'Fn::FindInMap': ['Images', { 'Fn::FindInMap': ['Stages', 'a', 'stage'] }, 'tag'] },
      [{ 'Fn::FindInMap': ['Images', { 'Fn::FindInMap': ['Stages', 'a', 'stage'] }, 'tag'] }]],
    ['an import whose name is put together', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-image' } }, [{ 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-image' } }]],
    ['one of several networks', { 'Fn::Select': [0, { 'Fn::Cidr': [{ Ref: 'Tag' }, 1, 8] }] }, [{ 'Fn::Cidr': [{ Ref: 'Tag' }, 1, 8] }]],
    ['one of the zones', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, [{ 'Fn::GetAZs': '' }]],
    ['the branches of a choice, under its condition', { 'Fn::If': ['Live', { 'Fn::Sub': '${LiveTopic.TopicName}:${Tag}' }, 'x'] },
      [guarded('true'), guarded({ 'Fn::GetAtt': ['LiveTopic', 'TopicName'] }), guarded({ Ref: 'Tag' })].map(input =>
        (JSON.stringify(input).includes('true') ? { 'Fn::If': ['Live', 'true', 'false'] } : input))],
    ['a look-up in a branch, under its condition', { 'Fn::If': ['Live', { 'Fn::ImportValue': { 'Fn::Sub': '${LiveTopic}-image' } }, 'x'] },
      [{ 'Fn::If': ['Live', 'true', 'false'] }, guarded({ 'Fn::ImportValue': { 'Fn::Sub': '${LiveTopic}-image' } })]],
    ['what a macro is given', { 'Fn::Transform': { Name: 'Images', Parameters: { Tag: { Ref: 'Tag' } } } }, [{ Ref: 'Tag' }]],
  ];
  test.each(ways)('%s', (_, image, inputs) => {
    const template = included(written(image));
    expect(unknownNames(template)).toEqual([]);
    for (const { Properties } of ourResources(template)) {
      expect((Properties.Inputs as unknown[]).map(input => JSON.stringify(input)).sort()).toEqual(inputs.map(input => JSON.stringify(input)).sort());
    }
  });
});

describe('The inputs of a service hold, with a token in', () => {
  const ways: [string, (stack: Stack, tag: string) => string, string][] = [
    ['a variable of Fn::Sub', (_, tag) => Fn.sub('${x}', { x: tag }), '{"Ref":"Tag"}'],
    ['the name of an import', (_, tag) => Fn.importValue(Fn.sub('${x}-image', { x: tag })), '{"Ref":"Tag"}'],
    ['Fn::Cidr', (_, tag) => Fn.select(0, Fn.cidr(tag, 1)), '{"Fn::Cidr":[{"Ref":"Tag"},1]}'],
    ['Fn::ToJsonString', (stack, tag) => stack.toJsonString({ tag }), '{"Ref":"Tag"}'],
    ['Fn::Length', (_, tag) => String(Fn.len(Fn.split(',', tag))), '{"Ref":"Tag"}'],
  ];
  test.each(ways)('%s, its parameter', (_, image, expected) => {
    const stack = new Stack(new App(), 'Stack');
    const service = imageService(stack, 'Shop');
    new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
    service.serviceName = image(stack, new CfnParameter(stack, 'Tag').valueAsString);
    for (const { Properties } of ourResources(synthesized(stack))) expect(JSON.stringify(Properties.Inputs)).toContain(expected);
  });
});
