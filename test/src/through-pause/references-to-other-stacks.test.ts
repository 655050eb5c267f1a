import { readFileSync } from 'node:fs';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { resolveAll } from '../resolve-all';
import { imageService, paused } from '../sample-services';
import { ourResources, synthesized } from '../synthesized';
import { unknownNames } from '../unknown-names';

const newRole = (stack: Stack): Role => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });

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
    resolveAll(stack);
    const template = synthesized(stack);
    expect(unknownNames(template)).toEqual([]);
    const used = (template.Resources.Shop.Properties.InstanceConfiguration as Record<string, unknown>).InstanceRoleArn;
    expect(JSON.stringify(used)).toMatch(expected);
    const ours = ourResources(template);
    expect(ours).toHaveLength(3);
    for (const { Properties } of ours) expect(Properties.Inputs).toEqual([used]);
  });
});
