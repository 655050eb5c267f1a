import { App, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ServiceStateProvider } from '../../../src';
import { imageService, importedService, paused } from '../sample-services';

describe('It is an error if another construct has the id of', () => {
  test.each(['Restore', 'ResumeForUpdate'])('%s beside the service', id => {
    const stack = new Stack(new App(), 'Stack');
    const service = imageService(stack, 'Shop');
    new Topic(stack, `Shop${id}`);
    expect(() => paused(stack, 'State', service)).toThrow(new Error(`ServiceState 'Stack/State' puts 'Shop${id}' beside its service 'Stack/Shop', `
      + `but 'Stack/Shop${id}' has that id already. Give that construct another id, or set 'deployThroughPause' to false.`));
    expect(() => paused(stack, 'Other', imageService(stack, 'Till'))).not.toThrow();
  });

  test.each(['AppRunnerServiceStateProvider', 'AppRunnerServiceStateProviderRights'])('%s in the stack', id => {
    const stack = new Stack(new App(), 'Stack');
    new Construct(stack, id);
    expect(() => paused(stack, 'State', importedService(stack))).toThrow(new Error(
      `cdk-apprunner-state puts a construct of its own at 'Stack/${id}', but another one has that id already. Give that one another id.`));
  });
});

test('a second copy of the library finds the provider of the first', () => {
  const stack = new Stack(new App(), 'Stack');
  const provider = ServiceStateProvider.getOrCreate(stack);
  jest.isolateModules(() => {
    const copy = jest.requireActual<{ ServiceStateProvider: typeof ServiceStateProvider }>('../../../src/provider/service-state-provider');
    expect(copy.ServiceStateProvider).not.toBe(ServiceStateProvider);
    expect(copy.ServiceStateProvider.getOrCreate(stack)).toBe(provider);
  });
});
