import { App, Aws, CfnParameter, Fn, Lazy, Stack, Stage } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { aws_apprunner } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { DesiredState, ServiceReference, ServiceState } from '../../../src';
import { imageService, importedService, serviceArn } from '../sample-services';
import { idsOf, ourResources, STATE, synthesized } from '../synthesized';

function declare(scope: Construct, id: string, service: aws_apprunner.IServiceRef): ServiceState {
  return new ServiceState(scope, id, { service, desiredState: DesiredState.PAUSED });
}

const secondOne = new Error("ServiceState 'Stack/Second': the service has a ServiceState already, 'Stack/First'. "
  + 'Declare one state for each service; to switch it, pass a parameter to DesiredState.of.');

describe('A second ServiceState is refused', () => {
  const ways: [string, (stack: Stack) => [aws_apprunner.IServiceRef, aws_apprunner.IServiceRef]][] = [
    ['for the same literal ARN', stack => [importedService(stack), ServiceReference.fromServiceArn(stack, 'Again', serviceArn())]],
    ['for the same CfnService', stack => {
      const service = imageService(stack, 'Shop');
      return [service, service];
    }],
    ['for the service inside the same construct', stack => {
      const shop = new Construct(stack, 'Shop');
      const service = imageService(shop, 'Resource');
      return [service, ServiceReference.fromConstruct(shop)];
    }],
    ['for the ARN of the same CfnService', stack => {
      const service = imageService(stack, 'Shop');
      return [service, ServiceReference.fromServiceArn(stack, 'Again', service.attrServiceArn)];
    }],
    ['for the same parameter', stack => {
      const parameter = new CfnParameter(stack, 'ShopArn');
      return [
        ServiceReference.fromServiceArn(stack, 'Once', parameter.valueAsString),
        ServiceReference.fromServiceArn(stack, 'Again', parameter.valueAsString),
      ];
    }],
  ];
  test.each(ways)('%s', (_, services) => {
    const stack = new Stack(new App(), 'Stack');
    const [first, second] = services(stack);
    declare(stack, 'First', first);
    expect(() => declare(stack, 'Second', second)).toThrow(secondOne);
  });

  test('in another stack and stage of the same app', () => {
    const app = new App();
    const [one, other] = [new Stack(new Stage(app, 'One'), 'Stack'), new Stack(new Stage(app, 'Other'), 'Stack')];
    declare(one, 'State', importedService(one));
    expect(() => declare(other, 'State', importedService(other))).toThrow(new Error("ServiceState 'Other/Stack/State': "
      + "the service has a ServiceState already, 'One/Stack/State'. Declare one state for each service; to switch it, pass a parameter to DesiredState.of."));
  });
});

describe('A second ServiceState is accepted:', () => {
  test('the states of two services', () => {
    const stack = new Stack(new App(), 'Stack');
    declare(stack, 'One', importedService(stack, 1));
    declare(stack, 'Two', importedService(stack, 2));
    declare(stack, 'Three', imageService(stack, 'ShopThree'));
    expect(() => declare(stack, 'Four', imageService(stack, 'ShopFour'))).not.toThrow();
  });

  test('the same service in two apps', () => {
    const [one, other] = [new Stack(new App(), 'Stack'), new Stack(new App(), 'Stack')];
    declare(one, 'State', importedService(one));
    expect(() => declare(other, 'State', importedService(other))).not.toThrow();
  });
});

describe('When the app is complete', () => {
  const refused = /\[Stack\] ServiceState 'Stack\/Second': the service has a ServiceState already, 'Stack\/First'\./;
  const arns: [string, () => string][] = [
    ['the same exported value', () => Fn.importValue('shop-arn')],
    ['the same text with a token in it', () => `arn:aws:apprunner:${Aws.REGION}:${Aws.ACCOUNT_ID}:service/shop/8fe1e103`],
    ['a value that is set later', () => Lazy.string({ produce: () => serviceArn() })],
  ];
  test.each(arns)('%s is refused when the app is synthesized', (_, arn) => {
    const stack = new Stack(new App(), 'Stack');
    declare(stack, 'First', ServiceReference.fromServiceArn(stack, 'Once', arn()));
    declare(stack, 'Second', ServiceReference.fromServiceArn(stack, 'Again', arn()));
    expect(() => (stack.node.root as App).synth()).toThrow(refused);
  });

  test('two services whose ARNs are not known yet are two', () => {
    const stack = new Stack(new App(), 'Stack');
    const known: string[] = [];
    const later = (n: number): string => Lazy.uncachedString({ produce: () => known[n] });
    declare(stack, 'First', ServiceReference.fromServiceArn(stack, 'One', later(0)));
    declare(stack, 'Second', ServiceReference.fromServiceArn(stack, 'Two', later(1)));
    known.push(serviceArn(1), serviceArn(2));
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });

  test('a service can be declared again after its state was removed', () => {
    const stack = new Stack(new App(), 'Stack');
    const service = imageService(stack, 'Shop');
    const other = importedService(stack);
    declare(stack, 'First', other);
    stack.node.tryRemoveChild('First');
    expect(() => declare(stack, 'Second', other)).not.toThrow();
    expect(() => declare(stack, 'Third', service)).not.toThrow();
  });

  describe('a state of a service of the same stack that was removed again', () => {
    function removed(): [Stack, CfnService] {
      const stack = new Stack(new App(), 'Stack');
      const service = imageService(stack, 'Shop');
      declare(stack, 'First', service);
      stack.node.tryRemoveChild('First');
      return [stack, service];
    }

    test('leaves nothing that would resume the service', () => {
      const template = synthesized(removed()[0]);
      expect(ourResources(template)).toEqual([]);
      expect(template.Resources.Shop.DependsOn).toBeUndefined();
    });

    test('can be declared again', () => {
      const [stack, service] = removed();
      declare(stack, 'Second', service);
      const template = synthesized(stack);
      expect(ourResources(template).map(({ Properties }) => Properties.StateLogicalId)).toEqual(Array(3).fill(idsOf(template, STATE)[0]));
      expect(template.Resources.Shop.DependsOn).toEqual(['ShopResumeForUpdate']);
    });
  });
});

test.each<[string, (home: Construct) => void]>([
  ['alone', home => home.node.tryRemoveChild('Shop')],
  ['with all that it stands in', home => home.node.scope!.node.tryRemoveChild('Home')],
])('A service that is removed from the app after its state was declared is missed at synthesis: %s', (_, remove) => {
  const stack = new Stack(new App(), 'Stack');
  const home = new Construct(stack, 'Home');
  declare(stack, 'State', imageService(home, 'Shop'));
  remove(home);
  expect(() => (stack.node.root as App).synth()).toThrow("ServiceState 'Stack/State': 'service' 'Stack/Home/Shop' has been removed from the app after its state was declared. "
    + 'Remove the ServiceState, too, or declare the state of the service that has come in its place.');
});

test('a service can be removed together with its ServiceState', () => {
  const stack = new Stack(new App(), 'Stack');
  declare(stack, 'State', imageService(stack, 'Shop'));
  for (const id of ['State', 'Shop']) stack.node.tryRemoveChild(id);
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});
