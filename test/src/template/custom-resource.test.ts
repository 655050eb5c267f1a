import { Aspects, CfnCondition, CfnResource, Fn } from 'aws-cdk-lib';
import { declarations, everyResource } from './three-declarations';
import { ourResources, resourcesOf, STATE, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

describe('Type, properties and Metadata of our resources', () => {
  const read = (template: SynthesizedTemplate): unknown[] => ourResources(template)
    .map(({ Type, Properties, Metadata }) => ({ Type, Properties, AppRunnerState: Metadata!.AppRunnerState }));
  const cuts: [string, (resource: CfnResource) => void][] = [
    ['empty Metadata', ({ cfnOptions }) => { cfnOptions.metadata = {}; }],
    ['no Metadata', ({ cfnOptions }) => { cfnOptions.metadata = undefined; }],
    ['other Metadata', ({ cfnOptions }) => { cfnOptions.metadata = { Owner: 'shop' }; }],
    ['a deletion override of the Metadata', resource => resource.addDeletionOverride('Metadata')],
    ['an override of the Metadata', resource => resource.addOverride('Metadata', { Owner: 'shop' })],
    ['an override in the Metadata', resource => resource.addOverride('Metadata.AppRunnerState.TimeoutSeconds', 1)],
    ['metadata of the same name', resource => resource.addMetadata('AppRunnerState', { TimeoutSeconds: 1 })],
    ['another timeout', resource => resource.addPropertyOverride('ServiceTimeout', '60')],
    ['no timeout', resource => resource.addPropertyDeletionOverride('ServiceTimeout')],
    ['another state', resource => resource.addPropertyOverride('DesiredState', 'RUNNING')],
    ['another fingerprint', resource => resource.addPropertyOverride('Fingerprint', 'mine')],
    ['another trigger', resource => resource.addPropertyOverride('Triggers.build', '8')],
    ['one more property', resource => resource.addPropertyOverride('Stage', 'test')],
    ['no properties', resource => resource.addDeletionOverride('Properties')],
    ['another type', resource => resource.addOverride('Type', 'Custom::Other')],
  ];

  test.each(cuts)('stay, after an aspect with %s', (_, cut) => {
    const { stack } = declarations();
    Aspects.of(stack).add(everyResource(resource => { if (resource.cfnResourceType.startsWith('Custom::')) cut(resource); }), { priority: 10_000 });
    const before = read(synthesized(declarations().stack));
    expect(before).toHaveLength(5);
    expect(read(synthesized(stack))).toEqual(before);
  });

  test('are written beside the Metadata of the app', () => {
    const { stack } = declarations();
    Aspects.of(stack).add(everyResource(({ cfnOptions }) => { cfnOptions.metadata = { Owner: 'shop' }; }));
    const before = ourResources(synthesized(declarations().stack)).map(({ Metadata }) => Metadata!.AppRunnerState);
    expect(ourResources(synthesized(stack)).map(({ Metadata }) => Metadata)).toEqual(before.map(ours => ({ Owner: 'shop', AppRunnerState: ours })));
  });
});

describe('The condition of our resources', () => {
  test('is the one of the service, although an aspect sets another', () => {
    const { stack, shop } = declarations();
    const [ours, theirs] = ['Ours', 'Theirs'].map(id => new CfnCondition(stack, id, { expression: Fn.conditionEquals('a', 'a') }));
    shop.cfnOptions.condition = ours;
    Aspects.of(stack).add(everyResource(resource => { if (resource.cfnResourceType.startsWith('Custom::')) resource.addOverride('Condition', theirs.logicalId); }));
    const through = ourResources(synthesized(stack)).filter(({ Properties }) => Properties.ServiceLogicalId === 'Shop');
    expect(through.map(({ Condition }) => Condition)).toEqual(['Ours', 'Ours', 'Ours']);
  });

  test('is removed if the service has none', () => {
    const { stack } = declarations();
    const theirs = new CfnCondition(stack, 'Theirs', { expression: Fn.conditionEquals('a', 'a') });
    Aspects.of(stack).add(everyResource(resource => { if (resource.cfnResourceType.startsWith('Custom::')) resource.cfnOptions.condition = theirs; }));
    const through = ourResources(synthesized(stack)).filter(({ Properties }) => Properties.ServiceLogicalId === 'Shop');
    expect(through.map(({ Condition }) => Condition)).toEqual([undefined, undefined, undefined]);
  });

  test('is set by the app, for a service that is not in the stack', () => {
    const { stack, states } = declarations();
    (states[2].node.findChild('Resource') as CfnResource).cfnOptions.condition = new CfnCondition(stack, 'Yours', { expression: Fn.conditionEquals('a', 'a') });
    expect(resourcesOf(synthesized(stack), STATE).filter(({ Condition }) => Condition === 'Yours')).toHaveLength(1);
  });
});
