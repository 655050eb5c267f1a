import { App, Aspects, Aws, CfnCondition, CfnMapping, CfnParameter, CfnResource, Fn, Lazy, SecretValue, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DesiredState, ServiceState } from '../../../src';
import { imageService } from '../sample-services';
import { ourResources, resourcesOf, RESUME_FOR_UPDATE, synthesized } from '../synthesized';

interface Fingerprint {
  readonly hash: unknown;
  readonly inputs: unknown;
}

type Change = (service: CfnService, stack: Stack) => void;

/** How a service looks to CloudFormation after a change that is made once its state is declared. */
function fingerprint(change: Change = () => undefined, revision?: string): Fingerprint {
  const stack = new Stack(new App(), 'Stack');
  const service = imageService(stack, 'Shop', { COLOUR: 'blue' });
  new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED, revision });
  change(service, stack);
  const all = ourResources(synthesized(stack)).map(({ Properties: { Fingerprint: hash, Inputs: inputs } }) => ({ hash, inputs }));
  expect(all).toEqual([all[0], all[0], all[0]]);
  return all[0];
}

describe('The hash changes with', () => {
  const changes: [string, Change][] = [
    ['a property', service => { service.serviceName = 'shop'; }],
    ['another property', service => { service.healthCheckConfiguration = { path: '/health' }; }],
    ['a tag of the service', service => Tags.of(service).add('team', 'blue')],
    ['a tag of the app', (_, stack) => Tags.of(stack.node.root).add('team', 'blue')],
    ['an aspect', (_, stack) => Aspects.of(stack).add({
      visit: node => { if (CfnService.isCfnService(node)) node.instanceConfiguration = { cpu: '2048' }; },
    })],
    ['a property override', service => service.addPropertyOverride('NetworkConfiguration.IpAddressType', 'DUAL_STACK')],
    ['a deleted property', service => service.addPropertyDeletionOverride('SourceConfiguration.ImageRepository.ImageConfiguration')],
    ['an override below Properties', service => service.addOverride('Properties.ServiceName', 'shop')],
    ['a dynamic reference', service => service.addPropertyOverride('ServiceName', '{{resolve:ssm:/shop/name:1}}')],
    ['where a NoEcho parameter stands', (service, stack) => {
      service.serviceName = new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString;
    }],
  ];
  test.each(changes)('%s', (_, change) => {
    expect(fingerprint(change).hash).not.toEqual(fingerprint().hash);
  });

  test('the revision', () => {
    expect(fingerprint(undefined, '1').hash).not.toEqual(fingerprint(undefined, '2').hash);
    expect(fingerprint(undefined, '1').hash).not.toEqual(fingerprint().hash);
  });

  test('the version of a dynamic reference', () => {
    const named = (version: number): Change => service => service.addPropertyOverride('ServiceName', `{{resolve:ssm:/shop/name:${version}}}`);
    expect(fingerprint(named(1)).hash).not.toEqual(fingerprint(named(2)).hash);
  });
});

describe('The fingerprint does not change with', () => {
  const changes: [string, Change][] = [
    ['another resource', (_, stack) => { new Bucket(stack, 'Bucket'); }],
    ['another service', (_, stack) => { new ServiceState(stack, 'Other', { service: imageService(stack, 'Till'), desiredState: DesiredState.PAUSED }); }],
    ['what is not a property', (service, stack) => {
      service.addMetadata('Team', 'blue');
      service.node.addDependency(new CfnResource(stack, 'First', { type: 'AWS::SNS::Topic' }));
      service.cfnOptions.condition = new CfnCondition(stack, 'Always', { expression: Fn.conditionEquals(Aws.REGION, Aws.REGION) });
    }],
    ['another value of a property, that is the same', service => { service.serviceName = undefined; }],
  ];
  test.each(changes)('%s', (_, change) => {
    const stack = new Stack();
    const first = imageService(stack, 'Shop', { COLOUR: 'blue' });
    new ServiceState(stack, 'State', { service: first, desiredState: DesiredState.PAUSED });
    change(first, stack);
    const [{ Properties }] = resourcesOf(synthesized(stack), RESUME_FOR_UPDATE);
    expect({ hash: Properties.Fingerprint, inputs: Properties.Inputs }).toEqual(fingerprint());
  });
});

describe('The inputs hold', () => {
  const parameter = (stack: Stack): string => new CfnParameter(stack, 'Tag').valueAsString;
  const ways: [string, (stack: Stack) => string, unknown[]][] = [
    ['a parameter', parameter, [{ Ref: 'Tag' }]],
    ['an SSM parameter', stack => StringParameter.valueForStringParameter(stack, '/tag'), [{ Ref: expect.stringMatching(/^SsmParameterValuetag/) }]],
    ['an attribute', stack => new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' }).getAtt('TopicName').toString(), [{ 'Fn::GetAtt': ['Topic', 'TopicName'] }]],
    ['what stands in a text', stack => `shop:${parameter(stack)}-${Aws.REGION}`, [{ Ref: 'Tag' }]],
    ['what stands in Fn::Sub', stack => Fn.sub('${Tag}-${AWS::Region}-${one}-${!Two}', { one: parameter(stack) }), [{ Ref: 'Tag' }]],
    ['what Fn::Select takes from Fn::Split', stack => Fn.select(1, Fn.split(':', parameter(stack))), [{ Ref: 'Tag' }]],
    ['what Fn::Base64 writes', stack => Fn.base64(parameter(stack)), [{ Ref: 'Tag' }]],
    ['a mapped value', stack => new CfnMapping(stack, 'Tags', { mapping: { one: { tag: '1' } } }).findInMap(parameter(stack), 'tag'),
      [{ 'Fn::FindInMap': ['Tags', { Ref: 'Tag' }, 'tag'] }]],
    ['an exported value', () => Fn.importValue('tag'), [{ 'Fn::ImportValue': 'tag' }]],
    ['a choice, and what it chooses from, guarded', stack => {
      new CfnCondition(stack, 'Live', { expression: Fn.conditionEquals(parameter(stack), 'live') });
      return Fn.conditionIf('Live', `a-${stack.resolve(parameter.name) as string}`, Fn.ref('Tag')).toString();
    }, [{ 'Fn::If': ['Live', '', { Ref: 'Tag' }] }, { 'Fn::If': ['Live', 'true', 'false'] }]],
  ];
  test.each(ways)('%s', (_, value, inputs) => {
    expect(fingerprint((service, stack) => { service.serviceName = value(stack); }).inputs).toEqual(inputs);
  });

  test('nothing where nothing is unknown', () => {
    expect(fingerprint().inputs).toEqual([]);
    expect(fingerprint(service => { service.serviceName = SecretValue.ssmSecure('/name').unsafeUnwrap(); }).inputs).toEqual([]);
  });
});

describe('A revision that only the deployment knows', () => {
  type Revision = (stack: Stack) => string;

  /** With other tokens being made before it, which number the tokens of the CDK. */
  function read(revision: Revision, tokensBefore = 0): Fingerprint & { stack: Stack } {
    const stack = new Stack(new App(), 'Stack');
    for (let n = 0; n < tokensBefore; n++) void Fn.importValue(`other-${n}`);
    new ServiceState(stack, 'State', { service: imageService(stack, 'Shop', { COLOUR: 'blue' }), desiredState: DesiredState.PAUSED, revision: revision(stack) });
    const all = ourResources(synthesized(stack)).map(({ Properties: { Fingerprint: hash, Inputs: inputs } }) => ({ hash, inputs }));
    expect(all).toEqual([all[0], all[0], all[0]]);
    return { ...all[0], stack };
  }
  const parameter = (id: string, noEcho?: boolean): Revision => stack => new CfnParameter(stack, id, { noEcho }).valueAsString;
  const warningsOf = (stack: Stack): string[] => Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data)).filter(text => text.includes('hiddenChange'));

  test('is among the inputs, so that a new value of it counts', () => {
    const { inputs, stack } = read(parameter('Revision'));
    expect(inputs).toEqual([{ Ref: 'Revision' }]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('gives the same fingerprint for any other resources of the app', () => {
    const revision: Revision = stack => `1-${parameter('Revision')(stack)}`;
    expect(read(revision, 7).hash).toBe(read(revision).hash);
  });

  test('counts with the text around it', () => {
    expect(read(stack => `1-${parameter('Revision')(stack)}`).hash).not.toBe(read(stack => `2-${parameter('Revision')(stack)}`).hash);
  });

  test('is read at the end', () => {
    let word = 'first';
    const late = (): Revision => () => Lazy.uncachedString({ produce: () => word });
    const before = read(late()).hash;
    word = 'second';
    expect(read(late()).hash).not.toBe(before);
    expect(read(late()).hash).toBe(read(() => 'second').hash);
  });

  test('may come from another stack', () => {
    const other = (stack: Stack): Stack => new Stack(stack.node.root, 'Other');
    const { inputs } = read(stack => new CfnResource(other(stack), 'Topic', { type: 'AWS::SNS::Topic' }).getAtt('TopicName').toString());
    expect(JSON.stringify(inputs)).toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
  });

  test.each<[string, Revision, string]>([
    ['a NoEcho parameter', parameter('Password', true), '{"Ref":"Password"}'],
    ['a NoEcho parameter of another stack', stack => parameter('Password', true)(new Stack(stack.node.root, 'Other')), '{"Fn::'],
    ['a dynamic reference without a version', () => SecretValue.ssmSecure('/revision').unsafeUnwrap(), '{{resolve:ssm-secure:/revision}}'],
  ])('is left out, with a warning, where it is %s', (_, revision, value) => {
    const { inputs, stack } = read(revision);
    expect(inputs).toEqual([]);
    const warning = `'revision' of service 'Stack/Shop' has a value that may be a secret or is not known: ${value}`;
    expect(warningsOf(stack)).toEqual([expect.stringContaining(warning)]);
    expect(warningsOf(stack)[0]).toContain("Give 'revision' a text that may be seen, or acknowledge this warning.");
  });
});
