import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { ServiceStateProvider } from '../../../src';
import { importedService, paused } from '../sample-services';

const ACCOUNT = '123456789012';

describe('A provider is refused', () => {
  const env = { account: ACCOUNT, region: 'eu-west-1' };
  const ending = ' CloudFormation calls functions of its own account and Region, and stages share nothing. '
    + "Leave 'provider' out, or make one for this stack with ServiceStateProvider.";

  test.each([
    ['of another Region', { env: { ...env, region: 'us-east-1' } }, { env }, 'in another Region (us-east-1) than the stack (eu-west-1).'],
    ['of another Region, with cross-Region references', { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true }, { env, crossRegionReferences: true },
      'in another Region (us-east-1) than the stack (eu-west-1).'],
    ['of another account', { env: { ...env, account: '999999999999' } }, { env }, `in another account (999999999999) than the stack (${ACCOUNT}).`],
    ['of an unknown Region', {}, { env }, 'in another Region (one that is not known at synthesis) than the stack (eu-west-1).'],
    ['for a stack with an unknown Region', { env }, {}, 'in another Region (eu-west-1) than the stack (one that is not known at synthesis).'],
    ['for a stack with an unknown account', { env }, { env: { region: 'eu-west-1' } }, `in another account (${ACCOUNT}) than the stack (one that is not known at synthesis).`],
  ])('%s', (_, its, own, difference) => {
    const app = new App();
    const provider = new ServiceStateProvider(new Stack(app, 'Shared', its), 'Provider');
    const stack = new Stack(app, 'Stack', own);
    expect(() => paused(stack, 'State', importedService(stack), { provider })).toThrow(new Error(`ServiceState 'Stack/State': 'provider' is ${difference}${ending}`));
  });

  test('of the app itself, for a stack of a stage', () => {
    const app = new App();
    const provider = new ServiceStateProvider(new Stack(app, 'Stack'), 'Provider');
    const stack = new Stack(new Stage(app, 'Live'), 'Stack');
    expect(() => paused(stack, 'State', importedService(stack), { provider }))
      .toThrow(new Error(`ServiceState 'Live/Stack/State': 'provider' is in the app itself, and the stack in a stage of it.${ending}`));
  });

  test('of another stage', () => {
    const app = new App();
    const provider = new ServiceStateProvider(new Stack(new Stage(app, 'Test'), 'Stack'), 'Provider');
    const stack = new Stack(new Stage(app, 'Live'), 'Stack');
    expect(() => paused(stack, 'State', importedService(stack), { provider }))
      .toThrow(new Error(`ServiceState 'Live/Stack/State': 'provider' is in another stage, 'Test'.${ending}`));
  });
});

test.each([
  ['without a Region', {}], ['of a Region', { env: { account: ACCOUNT, region: 'eu-west-1' } }],
])('a provider of the parent, %s, and one of another stack of the same environment are accepted', (_, props) => {
  const app = new App();
  const [shared, parent] = [new Stack(app, 'Shared', props), new Stack(app, 'Parent', props)];
  const nested = new NestedStack(parent, 'Nested');
  paused(nested, 'State', importedService(nested, 1), { provider: new ServiceStateProvider(parent, 'Provider') });
  paused(parent, 'State', importedService(parent, 2), { provider: new ServiceStateProvider(shared, 'Provider') });
  expect(() => app.synth()).not.toThrow();
});
