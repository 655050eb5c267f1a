import type * as cdk from 'aws-cdk-lib';
import type * as apprunner from 'aws-cdk-lib/aws-apprunner';
import { ourResources } from './synthesized';
import type { SynthesizedTemplate } from './synthesized';
import { DesiredState, ServiceState } from '../../src';

interface Copy {
  readonly cdk: typeof cdk;
  readonly apprunner: typeof apprunner;
}

/**
 * An app can hold two copies of the CDK, as linked packages and workspaces do: its own, beside that of this library.
 * The CDK loads its parts when they are first used, so the second copy is used once while modules load anew.
 */
function secondCopy(): Copy {
  let copy: Copy;
  jest.isolateModules(() => {
    copy = { cdk: jest.requireActual<typeof cdk>('aws-cdk-lib'), apprunner: jest.requireActual<typeof apprunner>('aws-cdk-lib/aws-apprunner') };
    const { app } = newApp(copy, (stack, home) => [everyKindOfValue(copy.cdk, stack), everyKindOfValue(copy.cdk, home)].join());
    app.synth();
  });
  return copy!;
}

function everyKindOfValue({ CfnParameter, CfnMapping, Aws }: typeof cdk, stack: cdk.Stack): string {
  const mapping = new CfnMapping(stack, 'Map', { mapping: { a: { b: '{{resolve:ssm:/x:1}}' } }, lazy: false });
  return [new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString, new CfnParameter(stack, 'Tag').valueAsString, mapping.findInMap(Aws.REGION, 'b')].join();
}

function newApp(copy: Copy, image: (stack: cdk.Stack, home: cdk.Stack) => string): { app: cdk.App; stack: cdk.Stack; service: apprunner.CfnService } {
  const app = new copy.cdk.App();
  const [stack, home] = [new copy.cdk.Stack(app, 'Stack'), new copy.cdk.Stack(app, 'Home')];
  const imageRepository = { imageIdentifier: image(stack, home), imageRepositoryType: 'ECR' };
  return { app, stack, service: new copy.apprunner.CfnService(stack, 'Shop', { sourceConfiguration: { imageRepository } }) };
}

describe('In an app with a second copy of aws-cdk-lib,', () => {
  const theirs = secondCopy();

  test('the classes differ', () => {
    const ours = jest.requireActual<typeof cdk>('aws-cdk-lib');
    for (const name of ['CfnParameter', 'CfnMapping', 'Stack'] as const) expect(theirs.cdk[name]).not.toBe(ours[name]);
  });

  test.each<[string, (stack: cdk.Stack, home: cdk.Stack) => string, string]>([
    ['of the stack', stack => everyKindOfValue(theirs.cdk, stack), '"Inputs":[{"Ref":"Tag"}]'],
    ['of another stack', (_, home) => everyKindOfValue(theirs.cdk, home), '"Inputs":[{"Fn::ImportValue":"Home:ExportsOutputRefTag'],
  ])('only what is no secret is an input, %s', (_, image, inputs) => {
    const { app, stack, service } = newApp(theirs, image);
    new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED });
    const ours = ourResources(app.synth().getStackArtifact(stack.artifactId).template as SynthesizedTemplate);
    expect(ours).toHaveLength(3);
    for (const resource of ours) expect(JSON.stringify(resource)).toContain(inputs);
    expect(JSON.stringify(ours)).not.toMatch(/Password|FindInMap/);
  });
});
