import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnCondition, CfnParameter, Fn, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { OnDelete, ServiceStateProvider } from '../../../src';
import { DependencyGraph } from '../dependency-graph';
import { imageService, paused } from '../sample-services';
import { idsOf, synthesized } from '../synthesized';

const SERVICE_TYPE = 'AWS::AppRunner::Service';

/** No cycle in the template, and functions that depend on no service. */
function expectNoCycle(stack: Stack): void {
  const template = synthesized(stack);
  const graph = new DependencyGraph(template);
  expect(graph.circle()).toEqual([]);
  const services = idsOf(template, SERVICE_TYPE);
  for (const id of [...idsOf(template, 'AWS::Lambda::Function'), ...idsOf(template, 'AWS::StepFunctions::StateMachine')]) {
    expect(services.filter(service => graph.waitsFor(id).has(service))).toEqual([]);
  }
}

describe.each([true, false])('There is no cycle, with deployThroughPause: %s,', deployThroughPause => {
  const fresh = (): Stack => new Stack(new App(), 'Stack');
  const onDelete = OnDelete.PAUSE;

  test('when one service uses the URL and the state of another', () => {
    const stack = fresh();
    const b = imageService(stack, 'B');
    const stateOfB = paused(stack, 'StateB', b, { deployThroughPause, onDelete });
    const a = imageService(stack, 'A', { URL: b.attrServiceUrl, STATUS: stateOfB.status });
    paused(stack, 'StateA', a, { deployThroughPause, onDelete });
    expectNoCycle(stack);
  });

  test('when a service depends on all that its provider stands in', () => {
    const stack = fresh();
    const platform = new Construct(stack, 'Platform');
    const service = imageService(stack, 'Shop');
    service.node.addDependency(platform);
    paused(stack, 'State', service, { deployThroughPause, onDelete, provider: new ServiceStateProvider(platform, 'Provider') });
    expectNoCycle(stack);
  });

  test('when services stand in a row of construct dependencies', () => {
    const stack = fresh();
    const services = [1, 2, 3].map(n => imageService(stack, `Shop${n}`));
    services.forEach((service, n) => {
      const state = paused(stack, `State${n}`, service, { deployThroughPause, onDelete });
      if (n < 2) services[n + 1].node.addDependency(state);
    });
    expectNoCycle(stack);
  });

  test('when the service has a role, a secret, a bucket and an image of the same stack', () => {
    const stack = fresh();
    const folder = mkdtempSync(join(tmpdir(), 'image-'));
    writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch');
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') });
    const [secret, bucket] = [new Secret(stack, 'Secret'), new Bucket(stack, 'Bucket')];
    secret.grantRead(role);
    bucket.grantReadWrite(role);
    const service = imageService(stack, 'Shop', { BUCKET: bucket.bucketName }, {
      instanceConfiguration: { instanceRoleArn: role.roleArn },
      sourceConfiguration: {
        imageRepository: {
          imageIdentifier: new DockerImageAsset(stack, 'Image', { directory: folder }).imageUri,
          imageRepositoryType: 'ECR',
          imageConfiguration: { runtimeEnvironmentSecrets: [{ name: 'SECRET', value: secret.secretArn }] },
        },
      },
    });
    service.node.addDependency(role);
    const operator = new Role(stack, 'Operator', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    Grant.addToPrincipal({ grantee: operator, actions: ['apprunner:PauseService'], resourceArns: [service.attrServiceArn] });
    paused(stack, 'State', service, { deployThroughPause, onDelete });
    expectNoCycle(stack);
    rmSync(folder, { recursive: true });
  });

  test('when the service has a condition and is renamed by it', () => {
    const stack = fresh();
    const production = new CfnCondition(stack, 'Production', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    const service = imageService(stack, 'Shop', {}, { serviceName: Fn.conditionIf(production.logicalId, 'shop', 'shop-test').toString() });
    service.cfnOptions.condition = production;
    paused(stack, 'State', service, { deployThroughPause, onDelete });
    expectNoCycle(stack);
  });

  test('when everything is tagged, with attributes of resources too', () => {
    const stack = fresh();
    const service = imageService(stack, 'Shop');
    paused(stack, 'State', service, { deployThroughPause, onDelete });
    Tags.of(stack).add('team', 'blue');
    Tags.of(service).add('bucket', new Bucket(stack, 'Bucket').bucketArn);
    Tags.of(service).add('build', new CfnParameter(stack, 'Build').valueAsString);
    expectNoCycle(stack);
  });

  test('when services live in nested stacks and use each other', () => {
    const stack = fresh();
    const [one, two] = [new NestedStack(stack, 'One'), new NestedStack(stack, 'Two')];
    const b = imageService(one, 'B');
    paused(one, 'State', b, { deployThroughPause, onDelete });
    paused(two, 'State', imageService(two, 'A', { URL: b.attrServiceUrl }), { deployThroughPause, onDelete });
    for (const each of [stack, one, two]) expectNoCycle(each);
  });
});

describe('There is no cycle', () => {
  test('when the state of a service is declared in another stack of the app', () => {
    const app = new App();
    const [services, states] = [new Stack(app, 'Services'), new Stack(app, 'States')];
    paused(states, 'State', imageService(services, 'Shop'));
    expectNoCycle(services);
    expectNoCycle(states);
    expect(states.dependencies).toEqual([services]);
    expect(services.dependencies).toEqual([]);
  });

  test('when it is declared in the parent or the nested stack of the service', () => {
    const stack = new Stack(new App(), 'Stack');
    const nested = new NestedStack(stack, 'Nested');
    paused(stack, 'Above', imageService(nested, 'Inner'));
    const other = new NestedStack(stack, 'Other');
    paused(other, 'Below', imageService(stack, 'Outer'));
    for (const each of [stack, nested, other]) expectNoCycle(each);
  });
});
