import { App, Stack } from 'aws-cdk-lib';
import { resolve } from '../../../bench/model/template';
import type { Template } from '../../../bench/model/template';
import { ServiceStateProvider } from '../../../src';

interface Definition { readonly StartAt: string; readonly States: Record<string, object> }

test("The waiter waits as long as onEvent said, and then is the framework's own", () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new ServiceStateProvider(stack, 'Provider');
  const { Resources } = app.synth().getStackArtifact(stack.artifactId).template as Template;
  const [machine] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
  const text = resolve(machine.Properties?.DefinitionString, logicalId => logicalId) as string;
  expect(JSON.parse(text) as Definition).toEqual({
    StartAt: 'wait',
    States: {
      'wait': { Type: 'Wait', SecondsPath: '$.WaitSeconds', Next: 'framework-isComplete-task' },
      'framework-isComplete-task': {
        End: true,
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 1680, BackoffRate: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'framework-onTimeout-task' }],
        Type: 'Task',
        Resource: expect.stringContaining('isComplete') as string,
      },
      'framework-onTimeout-task': { End: true, Type: 'Task', Resource: expect.stringContaining('onTimeout') as string },
    },
  });
});
