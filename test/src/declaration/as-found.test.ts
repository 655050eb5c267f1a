import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { DesiredState, OnDelete, OnDrift, ServiceState } from '../../../src';
import type { ServiceStateProps } from '../../../src';
import { inputOf } from '../reconciler/stack-with-hours';
import { imageService, importedService } from '../sample-services';
import { ourResources, synthesized } from '../synthesized';

const { AS_FOUND } = DesiredState;

function declared(props: Partial<ServiceStateProps> = {}, stack = new Stack(new App(), 'Stack')): Stack {
  new ServiceState(stack, 'State', { service: imageService(stack, 'Shop'), desiredState: AS_FOUND, ...props });
  return stack;
}

test('as found is deployed through a pause, and nothing keeps it between deployments', () => {
  const template = synthesized(declared({ onDrift: OnDrift.TOLERATE, deployThroughPause: true, deployAfterResume: false, onDelete: OnDelete.RESUME, revision: '1' }));
  const [state, resumeForUpdate, restore] = ourResources(template);
  expect([state, restore].map(({ Properties }) => Properties.DesiredState)).toEqual(['AS_FOUND', 'AS_FOUND']);
  expect(state.Metadata).toMatchObject({ AppRunnerState: { DesiredState: 'AS_FOUND' } });
  expect(resumeForUpdate.Properties).not.toHaveProperty('DesiredState');
  expect(JSON.stringify(template)).not.toMatch(/Scheduler|index\.reconcile/);
});

describe('What has no meaning with as found is an error:', () => {
  test.each<[string, (stack: Stack) => Partial<ServiceStateProps>, string]>([
    ['a correction of drift', () => ({ onDrift: OnDrift.CORRECT }),
      "'onDrift' must be TOLERATE with DesiredState.AS_FOUND, but is CORRECT. Nothing is declared that the service could differ from. "
      + 'Leave the prop out, or declare whether the service runs.'],
    ['a report of drift', () => ({ onDrift: OnDrift.REPORT }), "'onDrift' must be TOLERATE with DesiredState.AS_FOUND, but is REPORT."],
    ['a deployment after a resume', () => ({ deployAfterResume: true }),
      "'deployAfterResume' must not be true with DesiredState.AS_FOUND. The service is resumed only for an update, which deploys the newest version itself. "
      + 'Leave the prop out, or declare when the service runs.'],
    ['updates of a paused service', () => ({ deployThroughPause: false }),
      "'deployThroughPause' must not be false with DesiredState.AS_FOUND, which does nothing else. Leave the prop out, or remove the ServiceState."],
    ['an imported service', stack => ({ service: importedService(stack) }),
      "DesiredState.AS_FOUND needs an AWS::AppRunner::Service of the same stack, but 'Stack/Imported0' is not one. "
      + 'Its updates are in another stack, so there is nothing to resume it for here. Declare its state in the stack of the service.'],
    ['a service of another stack', stack => ({ service: imageService(new Stack(stack.node.scope as App, 'Services'), 'Shop') }),
      "DesiredState.AS_FOUND needs an AWS::AppRunner::Service of the same stack, but 'Services/Shop' is not one."],
  ])('%s', (_, props, message) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => declared(props(stack), stack)).toThrow(`ServiceState 'Stack/State': ${message}`);
  });
});

test('a parameter may be AS_FOUND beside every prop, because it may be something else later, and the ticks get its value', () => {
  const stack = new Stack(new App(), 'Stack');
  const desiredState = DesiredState.of(new CfnParameter(stack, 'Wanted').valueAsString);
  declared({ desiredState, onDrift: OnDrift.CORRECT, deployAfterResume: true }, stack);
  new ServiceState(stack, 'Imported', { service: importedService(stack), desiredState });
  expect(inputOf(synthesized(stack), {}, { Wanted: 'AS_FOUND' }).Declarations).toMatchObject([{ DesiredState: 'AS_FOUND' }]);
});
