import { Annotations, App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { Annotations as Annotated, Match } from 'aws-cdk-lib/assertions';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { DesiredState, ServiceState } from '../../../src';
import { fingerprintOf } from '../../../src/through-pause/fingerprint';
import { imageService, paused } from '../sample-services';

const WARNING_ID = 'cdk-apprunner-state:hiddenChange';

interface Shop {
  readonly stack: Stack;
  readonly state: ServiceState;
  readonly service: CfnService;
}

function shop(environment: (stack: Stack) => Record<string, string>, revision?: string): Shop {
  const stack = new Stack(new App(), 'Stack');
  const service = imageService(stack, 'Shop', environment(stack));
  return { stack, service, state: new ServiceState(stack, 'State', { service, desiredState: DesiredState.PAUSED, revision }) };
}

const warnings = (stack: Stack): string[] => Annotated.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

const password = (stack: Stack): string => new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString;
const key = (stack: Stack): string => new CfnResource(stack, 'Key', { type: 'AWS::IVS::StreamKey' }).getAtt('Value').toString();

const ENVIRONMENT = 'SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables';
const warning = (path: string, value: string): string => `'${path}' of service 'Stack/Shop' has a value that may be a secret or is not known: ${value}. `
  + "A paused service is not resumed for a change of that value alone. Set 'revision' and change it together with the value, or acknowledge this warning. "
  + `[ack: ${WARNING_ID}]`;

describe('A warning', () => {
  test('names each property whose changes are not seen, once', () => {
    const { stack } = shop(home => ({ USER: 'shop', PASSWORD: password(home), BOTH: `${key(home)}-${home.region}` }));
    const expected = [
      warning(`${ENVIRONMENT}.1.Value`, '{"Ref":"Password"}'),
      warning(`${ENVIRONMENT}.2.Value`, '{"Fn::GetAtt":["Key","Value"]}'),
    ];
    expect(warnings(stack)).toEqual(expected);
    (stack.node.root as App).synth({ force: true });
    expect(warnings(stack)).toEqual(expected);
  });

  test('has the values of the complete app', () => {
    const { stack, service } = shop(() => ({}));
    service.serviceName = password(stack);
    expect(warnings(stack)).toEqual([warning('ServiceName', '{"Ref":"Password"}')]);
  });

  test.each<[string, string, string]>([
    ['of the service', 'Fn::Transform', 'Properties'],
    ['of all its properties', 'Properties.Fn::Transform', 'Properties'],
    ['of one of its properties', 'Properties.InstanceConfiguration.Fn::Transform', 'InstanceConfiguration'],
  ])('is given for a macro %s, whose literal parameters are part of the fingerprint', (_, place, path) => {
    const fingerprints = ['1', '2'].map(version => {
      const { stack, service } = shop(() => ({}));
      service.addOverride(place, { Name: 'Sizes', Parameters: { version } });
      expect(warnings(stack)).toEqual([warning(path, 'Fn::Transform')]);
      return fingerprintOf(service, undefined).hash;
    });
    expect(fingerprints[0]).not.toBe(fingerprints[1]);
  });

  test.each<[string, (shop: Shop) => void]>([
    ['of the state', ({ state }) => Annotations.of(state).acknowledgeWarning(WARNING_ID)],
    ['of the stack', ({ stack }) => Annotations.of(stack).acknowledgeWarning(WARNING_ID)],
  ])('can be acknowledged, at the node %s', (_, acknowledge) => {
    const it = shop(home => ({ PASSWORD: password(home) }));
    acknowledge(it);
    expect(warnings(it.stack)).toEqual([]);
  });

  test('is not given with a revision', () => {
    expect(warnings(shop(home => ({ PASSWORD: password(home) }), '1').stack)).toEqual([]);
  });

  test('is not given for what a service ordinarily holds', () => {
    const { stack, service } = shop(home => ({ REGION: home.region, TAG: new CfnParameter(home, 'Tag').valueAsString }));
    const secret = new Secret(stack, 'Secret');
    service.addPropertyOverride('SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentSecrets', [
      { Name: 'ONE', Value: secret.secretArn }, { Name: 'TWO', Value: `${secret.secretArn}:password::` },
    ]);
    service.instanceConfiguration = { instanceRoleArn: new Role(stack, 'Role', { assumedBy: new ServicePrincipal('tasks.apprunner.amazonaws.com') }).roleArn };
    service.addPropertyOverride('ServiceName', secret.secretValueFromJson('name').unsafeUnwrap());
    expect(warnings(stack)).toEqual([]);
  });
});

test('an attribute of the ServiceState of another service is an input, and gives no warning', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const url = paused(stack, 'StateOfTill', imageService(stack, 'Till')).serviceUrl;
  paused(stack, 'StateOfShop', imageService(stack, 'Shop', { URL: url }));
  const artifact = app.synth().getStackArtifact('Stack');
  const { Resources: resources } = artifact.template as { Resources: Record<string, { Properties: { Inputs: unknown } }> };
  expect(resources.ShopResumeForUpdate.Properties.Inputs).toEqual([stack.resolve(url)]);
  expect(artifact.messages).toEqual([]);
});
