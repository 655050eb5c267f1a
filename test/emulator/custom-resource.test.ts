import { DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import type { Stack } from 'aws-cdk-lib';
import { CustomResourceStack, type CustomResourceStackProps } from './custom-resource-stack';
import { Emulator } from '../../emulator/emulator';
import { newApp } from '../e2e/new-app';
import { StackHarness, type StackResult } from '../e2e/stack-harness';

let emulator: Emulator;
let stacks: StackHarness;

beforeAll(async () => {
  emulator = await Emulator.start({ simulatorUrl: 'http://127.0.0.1:9' });
  stacks = new StackHarness(emulator);
});

afterAll(async () => emulator?.stop());

function stack(name: string, props: CustomResourceStackProps = {}): Stack {
  return new CustomResourceStack(newApp(), name, props);
}

function eventsOf(result: StackResult, logicalId: string): string[] {
  return result.events.filter((event) => event.logicalId === logicalId).map((event) => event.status);
}

test('a resource is seen in progress, with its metadata resolved, by its own handler, which knows where it logs', async () => {
  const created = await stacks.deploy(stack('seen'));
  expect(created.status).toBe('CREATE_COMPLETE');
  expect(created.outputs).toMatchObject({ StackStatus: 'CREATE_IN_PROGRESS', ResourceStatus: 'CREATE_IN_PROGRESS' });
  expect(JSON.parse(created.outputs.Metadata!)).toMatchObject({ Seen: { Word: 'word', Version: '1' } });
  expect(created.outputs.LogGroup).toContain('/seen/Log');
  expect(created.outputs.LogGroup).toBe(created.outputs.GivenLogGroup);

  const updated = await stacks.deploy(stack('seen', { value: '2', metadata: '2' }));
  expect(updated.status).toBe('UPDATE_COMPLETE');
  expect(updated.outputs).toMatchObject({
    StackStatus: 'UPDATE_IN_PROGRESS', ResourceStatus: 'UPDATE_IN_PROGRESS', PhysicalId: 'First-fixed',
  });
  expect(JSON.parse(updated.outputs.Metadata!)).toMatchObject({ Seen: { Version: '2' } });
  expect(eventsOf(updated, 'First')).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
  expect(updated.events.filter(({ type }) => type === 'AWS::Lambda::Function')).toEqual([]);

  const before = await describe('seen', 'First');
  const untouched = await stacks.deploy(stack('seen', { value: '2', metadata: '3' }));
  expect(untouched.status).toBe('UPDATE_COMPLETE');
  const after = await describe('seen', 'First');
  expect(after.LastUpdatedTimestamp).toEqual(before.LastUpdatedTimestamp);
  expect(JSON.parse(after.Metadata ?? '{}')).toMatchObject({ Seen: { Word: 'word', Version: '3' } });
});

async function describe(stackName: string, logicalId: string) {
  const { StackResourceDetail: detail } = await stacks.cloudFormation.send(
    new DescribeStackResourceCommand({ StackName: stackName, LogicalResourceId: logicalId }),
  );
  return detail!;
}

test('a create that fails in isComplete is followed by a Delete of its id', async () => {
  const failed = await stacks.deploy(stack('failed-create', { fail: 'isCompleteCreate', id: 'x' }));
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  expect(eventsOf(failed, 'First')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
  expect(failed.events.find(({ logicalId, status }) => logicalId === 'First' && status === 'DELETE_COMPLETE')?.physicalId).toBe('First-x');
  const reason = failed.events.find(({ status }) => status === 'CREATE_FAILED')?.reason;
  expect(reason).toContain('isComplete failed on purpose');
  // The handler's own stack, not the framework's.
  expect(reason).not.toContain('invokeUserFunction');
});

test('a failed update is rolled back with the old properties, a replacement deleted', async () => {
  await stacks.deploy(stack('failed-update'));
  const failed = await stacks.deploy(stack('failed-update', { fail: 'isCompleteUpdate', value: '2' }));
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(eventsOf(failed, 'First')).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_FAILED', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
  const replaced = await stacks.deploy(stack('failed-update', { id: 'new' }));
  expect(eventsOf(replaced, 'First')).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
});

test('the metadata in a clean-up is that of the configuration that stays', async () => {
  await stacks.deploy(stack('clean-up', { id: 'a', metadata: '1', fail: 'reportOnDelete' }));

  const replaced = await stacks.deploy(stack('clean-up', { id: 'b', metadata: '2', fail: 'reportOnDelete' }));
  expect(replaced.status).toBe('UPDATE_COMPLETE');
  const inCleanup = reported(replaced);
  expect(inCleanup).toMatchObject({ StackStatus: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', PhysicalId: 'First-b' });
  expect(inCleanup.Metadata).toContain('"Version": "2"');

  const failed = await stacks.deploy(stack('clean-up', { id: 'c', metadata: '3', fail: 'reportOnDelete', breaksAfterwards: true }));
  expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  const inRollback = reported(failed);
  expect(inRollback).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', PhysicalId: 'First-b' });
  expect(inRollback.Metadata).toContain('"Version": "2"');
});

/** What the handler saw when it had to delete, from the reason of its failure. */
function reported(result: StackResult): Record<string, string> {
  const reason = result.events.find(({ status }) => status === 'DELETE_FAILED')?.reason ?? '';
  return JSON.parse(/\{.*\}/.exec(reason)?.[0] ?? '{}') as Record<string, string>;
}

test('a failed delete keeps the functions, so that the next try works', async () => {
  await stacks.deploy(stack('failed-delete', { fail: 'onEventDelete' }));
  const failed = await stacks.destroy('failed-delete');
  expect(failed.status).toBe('DELETE_FAILED');
  expect(eventsOf(failed, 'First')).toEqual(['DELETE_IN_PROGRESS', 'DELETE_FAILED']);
  expect(failed.events.filter(({ type }) => type === 'AWS::Lambda::Function')).toEqual([]);
  const again = await stacks.destroy('failed-delete');
  expect(again.status).toBe('DELETE_FAILED');
  expect(again.events.find(({ status }) => status === 'DELETE_FAILED')?.reason).toContain('onEvent failed on purpose');
});
