import { Aspects, CfnCondition, Fn } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { resourcesOf, synthesized } from '../synthesized';
import { declarations, everyResource, POLICIES } from './three-declarations';

describe.each(POLICIES)('The condition of every %s', type => {
  const conditionsWith = (isConditional: (resource: CfnResource) => boolean): Set<unknown> => {
    const { stack } = declarations();
    const sometimes = new CfnCondition(stack, 'Sometimes', { expression: Fn.conditionEquals('a', 'a') });
    Aspects.of(stack).add(everyResource(resource => { if (isConditional(resource)) resource.cfnOptions.condition = sometimes; }));
    return new Set(resourcesOf(synthesized(stack), type).map(({ Condition }) => Condition));
  };

  test('cannot be set by an aspect for policies only', () => {
    expect(conditionsWith(({ cfnResourceType }) => POLICIES.includes(cfnResourceType))).toEqual(new Set([undefined]));
  });

  test('is the condition of its role', () => {
    expect(conditionsWith(() => true)).toEqual(new Set(['Sometimes']));
  });
});
