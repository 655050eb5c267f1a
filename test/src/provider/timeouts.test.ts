import { App, Aspects, Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { resourcesOf, synthesized } from '../synthesized';
import type { SynthesizedTemplate } from '../synthesized';
import { declarations, everyResource } from '../template/three-declarations';

describe('The timeouts of the functions stay', () => {
  const seconds = (template: SynthesizedTemplate): unknown[] => resourcesOf(template, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Timeout).sort();
  const needed = [300, 300, 900, 900, 900];

  test('without an aspect', () => {
    expect(seconds(synthesized(declarations().stack))).toEqual(needed);
  });

  test('if a property injector sets one minute', () => {
    const { stack } = declarations(new App({
      propertyInjectors: [{
        constructUniqueId: LambdaFunction.PROPERTY_INJECTION_ID,
        inject: props => ({ ...props as object, timeout: Duration.minutes(1) }),
      }],
    }));
    expect(seconds(synthesized(stack))).toEqual(needed);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['an aspect sets three seconds', stack => Aspects.of(stack).add(everyResource(resource => {
      if (CfnFunction.isCfnFunction(resource)) resource.timeout = 3;
    }))],
    ['an aspect removes the timeouts', stack => Aspects.of(stack).add(everyResource(resource => {
      if (CfnFunction.isCfnFunction(resource)) resource.addPropertyDeletionOverride('Timeout');
    }), { priority: 10_000 })],
  ])('if %s', (_, visit) => {
    const { stack } = declarations();
    visit(stack);
    expect(seconds(synthesized(stack))).toEqual(needed);
  });
});
