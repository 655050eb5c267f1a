import { Aspects, CfnResource } from 'aws-cdk-lib';
import { declarations, everyResource } from './three-declarations';
import { idsOf, RESTORE, RESUME_FOR_UPDATE, STATE, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';

describe('The dependencies of our resources', () => {
  const dependsOn = (template: SynthesizedTemplate, id: string): string[] => [template.Resources[id].DependsOn ?? []].flat();
  const cuts: [string, (resource: CfnResource) => void][] = [
    ['deletion overrides', resource => resource.addDeletionOverride('DependsOn')],
    ['overrides', resource => resource.addOverride('DependsOn', ['Other'])],
    ['a text instead of a list', resource => resource.addOverride('DependsOn', 'Other')],
    ['removed dependencies', resource => resource.obtainDependencies().filter(CfnResource.isCfnResource).forEach(target => resource.removeDependency(target as CfnResource))],
  ];

  test.each(cuts)('stay, after an aspect with %s', (_, cut) => {
    const { stack } = declarations();
    new CfnResource(stack, 'Other', { type: 'AWS::CloudFormation::WaitConditionHandle' });
    Aspects.of(stack).add(everyResource(resource => {
      if (resource.cfnResourceType.startsWith('Custom::') || resource.node.id === 'Shop') cut(resource);
    }), { priority: 10_000 });
    const template = synthesized(stack);
    const [restore] = idsOf(template, RESTORE);
    const [resumeForUpdate] = idsOf(template, RESUME_FOR_UPDATE);
    const state = idsOf(template, STATE).find(id => template.Resources[id].Properties.ServiceLogicalId !== undefined)!;
    const rights = idsOf(template, 'AWS::IAM::ManagedPolicy').filter(id => JSON.stringify(template.Resources[id]).includes(':service/*'));
    expect(rights).toHaveLength(1);
    expect(dependsOn(template, restore)).toEqual(expect.arrayContaining(rights));
    expect(dependsOn(template, resumeForUpdate)).toContain(restore);
    expect(dependsOn(template, 'Shop')).toContain(resumeForUpdate);
    expect(dependsOn(template, state)).toEqual(expect.arrayContaining(['Shop', ...rights]));
  });

  test('of the service on other resources can be removed by the app', () => {
    const { stack, shop } = declarations();
    shop.node.addDependency(new CfnResource(stack, 'Database', { type: 'AWS::CloudFormation::WaitConditionHandle' }));
    shop.addDeletionOverride('DependsOn');
    expect(dependsOn(synthesized(stack), 'Shop')).toEqual(['ShopResumeForUpdate']);
  });
});
