import { CfnOutput, CfnParameter, CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import * as apprunner from 'aws-cdk-lib/aws-apprunner';
import { Emulator } from '../../emulator/emulator';
import { newApp } from '../e2e/new-app';
import { StackHarness } from '../e2e/stack-harness';
import { AppRunnerSimulator, SystemClock } from '../simulator';

let simulator: AppRunnerSimulator;
let emulator: Emulator;
let stacks: StackHarness;

beforeAll(async () => {
  const durations = { CREATE_SERVICE: 0.1, UPDATE_SERVICE: 0.1, DELETE_SERVICE: 0.1 };
  simulator = new AppRunnerSimulator({ clock: new SystemClock(), accountId: '000000000000', durations });
  emulator = await Emulator.start({ simulatorUrl: await simulator.listen() });
  stacks = new StackHarness(emulator);
});

afterAll(async () => {
  await emulator?.stop();
  await simulator?.close();
});

/** A service in a nested stack, and after it in the parent something that can fail. */
function parent(image: string, options: { fails?: boolean } = {}): Stack {
  const stack = new Stack(newApp(), 'parent');
  const parameter = new CfnParameter(stack, 'Port', { default: '8080' });
  const nested = new NestedStack(stack, 'Nested');
  const service = new apprunner.CfnService(nested, 'Service', {
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: `public.ecr.aws/app/app:${image}`,
        imageRepositoryType: 'ECR_PUBLIC',
        imageConfiguration: { port: parameter.valueAsString },
      },
    },
  });
  new CfnOutput(stack, 'Arn', { value: service.attrServiceArn });
  if (options.fails) {
    const broken = new CfnResource(stack, 'Broken', { type: 'AWS::AppRunner::Service', properties: { ServiceName: '?', SourceConfiguration: {} } });
    broken.node.addDependency(nested);
  }
  return stack;
}

test('a nested stack is created, updated, rolled back with its parent, and deleted', async () => {
  const created = await stacks.deploy(parent('1'));
  expect(created.status).toBe('CREATE_COMPLETE');
  const arn = created.outputs.Arn!;
  expect(simulator.service(arn)?.image).toContain('app:1');

  const updated = await stacks.deploy(parent('2'));
  expect(updated.status).toBe('UPDATE_COMPLETE');
  expect(updated.outputs.Arn).toBe(arn);
  expect(simulator.service(arn)?.image).toContain('app:2');

  const failed = await stacks.deploy(parent('3', { fails: true }));
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(simulator.service(arn)?.image).toContain('app:2');

  simulator.faults.add({
    operation: 'UpdateService', fault: { kind: 'error', name: 'InvalidStateException', status: 400, message: 'It is busy.' },
  });
  const refused = await stacks.deploy(parent('4'));
  expect(refused.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(refused.events.find(({ status }) => status === 'UPDATE_FAILED')?.reason).toMatch(
    /^Embedded stack .* was not successfully updated\. Currently in UPDATE_ROLLBACK_COMPLETE with reason: The following resource\(s\) failed to update: \[Service\]/,
  );

  const destroyed = await stacks.destroy('parent');
  expect(destroyed.status).toBe('DELETE_COMPLETE');
  expect(simulator.service(arn)?.status ?? 'DELETED').toBe('DELETED');
});
