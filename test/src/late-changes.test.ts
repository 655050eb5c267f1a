import { App, Aws, CfnCondition, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { Construct } from 'constructs';
import { managedPolicies } from './policies';
import { resolveAll } from './resolve-all';
import { imageService, importedService, paused } from './sample-services';
import { ourResources, synthesized } from './synthesized';
import type { SynthesizedTemplate } from './synthesized';
import { unknownNames } from './unknown-names';
import { OnDelete } from '../../src';
import type { ServiceStateProps } from '../../src';

interface Shop { readonly app: App; readonly stack: Stack; readonly service: CfnService }

function shop(scope: (app: App) => Construct = app => app): Shop {
  const app = new App();
  const stack = new Stack(scope(app), 'Stack');
  const service = imageService(stack, 'Shop');
  paused(stack, 'State', service);
  return { app, stack, service };
}

const identifying = (template: SynthesizedTemplate): unknown[] => ourResources(template)
  .map(({ Properties, Condition }) => ({ ...Properties, ServiceToken: '', Condition }));

describe('After an early resolve, a change of', () => {
  const changes: [string, (shop: Shop) => void][] = [
    ['a property', ({ service }) => { service.healthCheckConfiguration = { path: '/health' }; }],
    ['a value that CloudFormation knows', ({ stack, service }) => { service.serviceName = new CfnParameter(stack, 'Name').valueAsString; }],
    ['the logical id of the service', ({ service }) => service.overrideLogicalId('Renamed')],
    ['the condition of the service', ({ stack, service }) => {
      service.cfnOptions.condition = new CfnCondition(stack, 'InEurope', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    }],
  ];
  test.each(changes)('%s is seen as without it', (_, change) => {
    const [resolved, other] = [shop(), shop()];
    resolveAll(resolved.stack);
    change(resolved);
    change(other);
    expect(identifying(synthesized(resolved.stack))).toEqual(identifying(synthesized(other.stack)));
    expect(identifying(synthesized(resolved.stack))).not.toEqual(identifying(synthesized(shop().stack)));
  });

  test.each(changes)('%s is seen in the next synthesis of the same app', (_, change) => {
    const [again, once] = [shop(), shop()];
    again.app.synth();
    change(again);
    change(once);
    const template = (app: App): SynthesizedTemplate => app.synth({ force: true }).getStackByName('Stack').template as SynthesizedTemplate;
    expect(identifying(template(again.app))).toEqual(identifying(template(once.app)));
  });

  test.each(changes)('%s is seen in the next synthesis of the same stage', (_, change) => {
    const stage = (app: App): Construct => new Stage(app, 'Stage');
    const [again, once] = [shop(stage), shop(stage)];
    const template = ({ stack }: Shop): SynthesizedTemplate =>
      Stage.of(stack)!.synth({ force: true }).getStackArtifact(stack.artifactId).template as SynthesizedTemplate;
    template(again);
    change(again);
    change(once);
    expect(identifying(template(again))).toEqual(identifying(template(once)));
  });

  test('nothing is seen if a second service is added', () => {
    const [one, two] = [shop(), shop()];
    resolveAll(one.stack);
    for (const { stack } of [one, two]) paused(stack, 'Second', imageService(stack, 'Till'));
    expect(synthesized(one.stack)).toEqual(synthesized(two.stack));
  });
});

describe('A ServiceState that is added after an early resolve', () => {
  const services: [string, (stack: Stack, n: number) => ServiceStateProps['service'], Partial<ServiceStateProps>][] = [
    ['of an imported service', importedService, {}],
    ['of an imported service with onDelete', importedService, { onDelete: OnDelete.PAUSE }],
    ['of a service with a name', (stack, n) => imageService(stack, `Shop${n}`, {}, { serviceName: `shop-${n}` }), {}],
    ['of another stack', (stack, n) => imageService(new Stack(stack.node.root, `Services${n}`), 'Shop'), {}],
  ];
  test.each(services)('%s has its rights', (_, make, props) => {
    const policies = (early: boolean): unknown => {
      const stack = new Stack(new App(), 'Stack');
      paused(stack, 'First', make(stack, 1), props);
      if (early) resolveAll(stack);
      paused(stack, 'Second', make(stack, 2), props);
      const template = synthesized(stack);
      expect(unknownNames(template)).toEqual([]);
      return managedPolicies(template);
    };
    expect(policies(true)).toEqual(policies(false));
  });
});
