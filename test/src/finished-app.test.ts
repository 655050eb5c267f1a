import { readFileSync } from 'node:fs';
import { App, Aws, CfnCondition, CfnParameter, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { managedPolicies } from './policies';
import { imageService, importedService } from './sample-services';
import { ourResources, synthesized } from './synthesized';
import type { SynthesizedTemplate } from './synthesized';
import { unknownNames } from './unknown-names';
import { DesiredState, OnDelete, ServiceState } from '../../src';
import type { ServiceStateProps } from '../../src';

function paused(scope: Construct, id: string, service: ServiceStateProps['service'], props: Partial<ServiceStateProps> = {}): ServiceState {
  return new ServiceState(scope, id, { service, desiredState: DesiredState.PAUSED, ...props });
}

const newRole = (stack: Stack): Role => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });

/** As somebody looks at a resource while the app is still being built: an aspect, a test, a log line. */
function lookAt(stack: Stack): void {
  const elements = stack.node.findAll().filter((child): child is Construct & CfnElement => '_toCloudFormation' in child);
  for (const element of elements) stack.resolve((element as unknown as { _toCloudFormation(): object })._toCloudFormation());
}

/** Every context key that `cdk init` writes into a new app. */
const NEW_APP = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')) as Record<string, unknown>;

describe.each([['', {}], [' with the feature flags of a new app', NEW_APP]])("A service that refers to another stack's role%s", (_, context) => {
  const env = { account: '123456789012', region: 'eu-west-1' };
  const ways: [string, (app: App) => { home: Stack; stack: Stack }, RegExp][] = [
    ['in the same Region', app => ({ home: new Stack(app, 'Roles', { env }), stack: new Stack(app, 'Stack', { env }) }), /^\{"Fn::(ImportValue|GetStackOutput)":/],
    ['without a Region', app => ({ home: new Stack(app, 'Roles'), stack: new Stack(app, 'Stack') }), /^\{"Fn::(ImportValue|GetStackOutput)":/],
    ['in another Region', app => ({
      home: new Stack(app, 'Roles', { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true }),
      stack: new Stack(app, 'Stack', { env, crossRegionReferences: true }),
    }), /^\{"Fn::(GetAtt":\["ExportsReader|GetStackOutput":)/],
    ['that is its parent', app => {
      const home = new Stack(app, 'Stack', { env });
      return { home, stack: new NestedStack(home, 'Nested') };
    }, /^\{"Ref":"referencetoStackRole/],
    ['that is nested in it', app => {
      const stack = new Stack(app, 'Stack', { env });
      return { home: new NestedStack(stack, 'Nested'), stack };
    }, /^\{"Fn::GetAtt":\["NestedNestedStack.*","Outputs\.StackNestedRole/],
    ['that is nested beside it', app => {
      const parent = new Stack(app, 'Stack', { env });
      return { home: new NestedStack(parent, 'One'), stack: new NestedStack(parent, 'Two') };
    }, /^\{"Ref":"referencetoStackOne/],
  ];
  test.each(ways)('%s has the reference of its own stack among the inputs', (__, build, expected) => {
    const { home, stack } = build(new App({ context }));
    const service = imageService(stack, 'Shop', {}, { instanceConfiguration: { instanceRoleArn: newRole(home).roleArn } });
    paused(stack, 'State', service);
    lookAt(stack);
    const template = synthesized(stack);
    expect(unknownNames(template)).toEqual([]);
    const used = (template.Resources.Shop.Properties.InstanceConfiguration as Record<string, unknown>).InstanceRoleArn;
    expect(JSON.stringify(used)).toMatch(expected);
    const ours = ourResources(template);
    expect(ours).toHaveLength(3);
    for (const { Properties } of ours) expect(Properties.Inputs).toEqual([used]);
  });
});

interface Shop { readonly app: App; readonly stack: Stack; readonly service: CfnService }

function shop(scope: (app: App) => Construct = app => app): Shop {
  const app = new App();
  const stack = new Stack(scope(app), 'Stack');
  const service = imageService(stack, 'Shop');
  paused(stack, 'State', service);
  return { app, stack, service };
}

const signs = (template: SynthesizedTemplate): unknown[] => ourResources(template)
  .map(({ Properties, Condition }) => ({ ...Properties, ServiceToken: '', Condition }));

describe('What changes after somebody has looked', () => {
  const changes: [string, (shop: Shop) => void][] = [
    ['a property', ({ service }) => { service.healthCheckConfiguration = { path: '/health' }; }],
    ['a value that CloudFormation knows', ({ stack, service }) => { service.serviceName = new CfnParameter(stack, 'Name').valueAsString; }],
    ['the logical id of the service', ({ service }) => service.overrideLogicalId('Renamed')],
    ['the condition of the service', ({ stack, service }) => {
      service.cfnOptions.condition = new CfnCondition(stack, 'InEurope', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    }],
  ];
  test.each(changes)('%s, counts as if nobody had', (_, change) => {
    const [seen, unseen] = [shop(), shop()];
    lookAt(seen.stack);
    change(seen);
    change(unseen);
    expect(signs(synthesized(seen.stack))).toEqual(signs(synthesized(unseen.stack)));
    expect(signs(synthesized(seen.stack))).not.toEqual(signs(synthesized(shop().stack)));
  });

  test.each(changes)('%s, counts in the next synthesis of the same app', (_, change) => {
    const [again, once] = [shop(), shop()];
    again.app.synth();
    change(again);
    change(once);
    const template = (app: App): SynthesizedTemplate => app.synth({ force: true }).getStackByName('Stack').template as SynthesizedTemplate;
    expect(signs(template(again.app))).toEqual(signs(template(once.app)));
  });

  test.each(changes)('%s, counts in the next synthesis of the same stage', (_, change) => {
    const stage = (app: App): Construct => new Stage(app, 'Stage');
    const [again, once] = [shop(stage), shop(stage)];
    const template = ({ stack }: Shop): SynthesizedTemplate =>
      Stage.of(stack)!.synth({ force: true }).getStackArtifact(stack.artifactId).template as SynthesizedTemplate;
    template(again);
    change(again);
    change(once);
    expect(signs(template(again))).toEqual(signs(template(once)));
  });

  test('the first service, does not mind a second one', () => {
    const [one, two] = [shop(), shop()];
    lookAt(one.stack);
    for (const { stack } of [one, two]) paused(stack, 'Second', imageService(stack, 'Till'));
    expect(synthesized(one.stack)).toEqual(synthesized(two.stack));
  });
});

describe('A ServiceState that is added after somebody has looked', () => {
  const services: [string, (stack: Stack, n: number) => ServiceStateProps['service'], Partial<ServiceStateProps>][] = [
    ['of an imported service', importedService, {}],
    ['of an imported service with onDelete', importedService, { onDelete: OnDelete.PAUSE }],
    ['of a service that is named', (stack, n) => imageService(stack, `Shop${n}`, {}, { serviceName: `shop-${n}` }), {}],
    ['of another stack', (stack, n) => imageService(new Stack(stack.node.root, `Services${n}`), 'Shop'), {}],
  ];
  test.each(services)('%s, has its rights', (_, make, props) => {
    const policies = (look: boolean): unknown => {
      const stack = new Stack(new App(), 'Stack');
      paused(stack, 'First', make(stack, 1), props);
      if (look) lookAt(stack);
      paused(stack, 'Second', make(stack, 2), props);
      const template = synthesized(stack);
      expect(unknownNames(template)).toEqual([]);
      return managedPolicies(template);
    };
    expect(policies(true)).toEqual(policies(false));
  });
});
