import { setTimeout as delay } from 'node:timers/promises';
import { Emulator } from '../../emulator/emulator';
import { StackHarness } from '../e2e/stack-harness';
import { AppRunnerSimulator, SystemClock } from '../simulator';

let simulator: AppRunnerSimulator;
let emulator: Emulator;
let stacks: StackHarness;

beforeAll(async () => {
  const seconds = 0.2;
  simulator = new AppRunnerSimulator({
    clock: new SystemClock(),
    accountId: '000000000000',
    durations: { CREATE_SERVICE: seconds, UPDATE_SERVICE: seconds, DELETE_SERVICE: seconds, PAUSE_SERVICE: seconds, RESUME_SERVICE: seconds },
  });
  emulator = await Emulator.start({ simulatorUrl: await simulator.listen() });
  stacks = new StackHarness(emulator);
});

afterAll(async () => {
  await emulator?.stop();
  await simulator?.close();
});

interface ServiceProperties {
  readonly image?: string;
  readonly name?: string;
  readonly tag?: string;
}

function template({ image = '1', name, tag }: ServiceProperties): string {
  return JSON.stringify({
    Resources: {
      Service: {
        Type: 'AWS::AppRunner::Service',
        Properties: {
          ServiceName: name,
          Tags: tag === undefined ? undefined : [{ Key: 'version', Value: tag }],
          SourceConfiguration: {
            ImageRepository: {
              ImageIdentifier: `public.ecr.aws/app/app:${image}`,
              ImageRepositoryType: 'ECR_PUBLIC',
              ImageConfiguration: { Port: '8080', RuntimeEnvironmentVariables: [{ Name: 'MODE', Value: 'test' }] },
            },
          },
          HealthCheckConfiguration: { Protocol: 'HTTP', Interval: 5 },
        },
      },
    },
    Outputs: {
      Ref: { Value: { Ref: 'Service' } },
      Arn: { Value: { 'Fn::GetAtt': ['Service', 'ServiceArn'] } },
      Id: { Value: { 'Fn::GetAtt': ['Service', 'ServiceId'] } },
      Url: { Value: { 'Fn::GetAtt': ['Service', 'ServiceUrl'] } },
      Status: { Value: { 'Fn::GetAtt': ['Service', 'Status'] } },
    },
  });
}

function eventsOf(result: { events: { logicalId: string; status: string }[] }, logicalId: string): string[] {
  return result.events.filter((event) => event.logicalId === logicalId).map((event) => event.status);
}

describe('AWS::AppRunner::Service', () => {
  test('is created, updated in place, and deleted', async () => {
    const created = await stacks.deployTemplate('life', template({}));
    expect(created.status).toBe('CREATE_COMPLETE');
    expect(eventsOf(created, 'Service')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
    const service = simulator.service(created.outputs.Ref!)!;
    expect(created.outputs).toEqual({
      Ref: service.arn, Arn: service.arn, Id: service.arn.split('/').pop(), Url: service.url, Status: 'RUNNING',
    });
    expect(service.name).toMatch(/^Service-[A-Za-z0-9]{12}$/);

    const updated = await stacks.deployTemplate('life', template({ image: '2' }));
    expect(updated.status).toBe('UPDATE_COMPLETE');
    expect(updated.outputs.Ref).toBe(service.arn);
    expect(simulator.service(service.arn)?.image).toContain('app:2');

    const unchanged = await stacks.deployTemplate('life', template({ image: '2' }));
    expect(unchanged).toMatchObject({ status: 'UPDATE_COMPLETE', events: [] });

    const destroyed = await stacks.destroy('life');
    expect(destroyed.status).toBe('DELETE_COMPLETE');
    expect(simulator.service(service.arn)?.status ?? 'DELETED').toBe('DELETED');
  });

  test.each([
    ['a new name', { name: 'first' }, { name: 'second' }],
    ['a new tag', { tag: '1' }, { tag: '2' }],
  ])('is replaced for %s, the old one deleted in the clean-up', async (_what, before, after) => {
    const created = await stacks.deployTemplate('replaced', template(before));
    const replaced = await stacks.deployTemplate('replaced', template(after));
    expect(replaced.status).toBe('UPDATE_COMPLETE');
    expect(replaced.outputs.Ref).not.toBe(created.outputs.Ref);
    expect(simulator.service(created.outputs.Ref!)?.status ?? 'DELETED').toBe('DELETED');
    expect(simulator.service(replaced.outputs.Ref!)?.status).toBe('RUNNING');
    expect(eventsOf(replaced, 'Service')).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
    expect(eventsOf(replaced, 'replaced')).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE']);
    await stacks.destroy('replaced');
  });

  test('cannot be updated while it is paused', async () => {
    const { outputs } = await stacks.deployTemplate('paused', template({}));
    simulator.startForeign(outputs.Ref!, 'PAUSE_SERVICE');
    await delay(300);
    const failed = await stacks.deployTemplate('paused', template({ image: '2' }));
    expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const event = failed.events.find(({ status }) => status === 'UPDATE_FAILED');
    expect(event).toMatchObject({ logicalId: 'Service', reason: expect.stringContaining('PAUSED') });
    expect(event?.reason).toContain('HandlerErrorCode: InvalidRequest');
    await stacks.destroy('paused');
  });

  test('is complete although App Runner rolled the update back', async () => {
    const { outputs } = await stacks.deployTemplate('rolled-back', template({}));
    simulator.faults.add({ operation: 'UpdateService', fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } });
    const updated = await stacks.deployTemplate('rolled-back', template({ image: '2' }));
    expect(updated.status).toBe('UPDATE_COMPLETE');
    expect(simulator.service(outputs.Ref!)?.image).toContain('app:1');
    await stacks.destroy('rolled-back');
  });

  test('that ends in CREATE_FAILED fails the stack and is deleted in the rollback', async () => {
    simulator.faults.add({ operation: 'CreateService', fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    const failed = await stacks.deployTemplate('not-created', template({ name: 'not-created' }));
    expect(failed.status).toBe('ROLLBACK_COMPLETE');
    expect(eventsOf(failed, 'Service')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);
    expect(simulator.services().filter(({ name, status }) => name === 'not-created' && status !== 'DELETED')).toEqual([]);
    // A stack in ROLLBACK_COMPLETE can only be deleted.
    await stacks.destroy('not-created');
  });
});
