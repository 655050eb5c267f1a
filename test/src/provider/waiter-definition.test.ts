import { App, Duration, Stack } from 'aws-cdk-lib';
import { resolve } from '../../../bench/model/template';
import type { Template } from '../../../bench/model/template';
import { ServiceStateProvider } from '../../../src';
import type { ServiceStateProviderProps } from '../../../src';

interface Definition { readonly StartAt: string; readonly States: Record<string, object> }

function templateWith(options: ServiceStateProviderProps): Template {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new ServiceStateProvider(stack, 'Provider', options);
  return app.synth().getStackArtifact(stack.artifactId).template as Template;
}

function definitionIn({ Resources }: Template): Definition {
  const [machine] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
  return JSON.parse(resolve(machine.Properties?.DefinitionString, logicalId => logicalId) as string) as Definition;
}

const again = (seconds: number, wait: number): object => ({ ErrorEquals: [`LookIn${seconds}Seconds`], IntervalSeconds: wait, MaxAttempts: 99_999, BackoffRate: 1 });

describe('The state machine, also with the newest CDK,', () => {
  const template = templateWith({});

  test('looks as isComplete says, and leaves the answer, and all that goes wrong, to the states of the framework', () => {
    expect(definitionIn(template)).toEqual({
      StartAt: 'look',
      States: {
        'look': {
          Type: 'Task',
          Resource: expect.stringMatching(/^ProviderIsComplete/) as string,
          Parameters: { 'Look.$': '$', 'Repeated.$': '$$.State.RetryCount' },
          Retry: [
            again(1, 2),
            ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map(seconds => again(seconds, seconds)),
            { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 20, BackoffRate: 1.5, MaxDelaySeconds: 15, JitterStrategy: 'FULL' },
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'framework-isComplete-task' }],
          Next: 'framework-isComplete-task',
        },
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

  test('may call isComplete', () => {
    const [policy] = Object.entries(template.Resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.includes('waiterstatemachine'));
    expect(JSON.stringify(policy)).toMatch(/"Action":"lambda:InvokeFunction","Effect":"Allow","Resource":.{0,400}"ProviderIsComplete\w+","Arn"/);
  });

  test('does not look more often than pollInterval', () => {
    expect(definitionIn(templateWith({ pollInterval: Duration.seconds(10) })).States.look).toMatchObject({
      Retry: [...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(seconds => again(seconds, 10)), ...[11, 12, 13, 14].map(seconds => again(seconds, seconds)), {}],
    });
  });
});
