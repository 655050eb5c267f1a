import {
  DeleteServiceCommand, DescribeServiceCommand, ListOperationsCommand, ListServicesCommand, ListTagsForResourceCommand, PauseServiceCommand,
  ResumeServiceCommand, StartDeploymentCommand, TagResourceCommand, UntagResourceCommand, UpdateServiceCommand,
} from '@aws-sdk/client-apprunner';
import { SdkSession } from './sdk-session';

describe('While paused', () => {
  let aws: SdkSession;
  let ServiceArn: string;
  beforeEach(async () => {
    aws = await SdkSession.open();
    ServiceArn = aws.simulator.addService({ name: 'shop', status: 'PAUSED', image: 'shop:1' });
  });
  afterEach(async () => aws.close());

  test('List and Describe are allowed', async () => {
    expect((await aws.client.send(new DescribeServiceCommand({ ServiceArn }))).Service?.Status).toBe('PAUSED');
    expect((await aws.client.send(new ListServicesCommand({}))).ServiceSummaryList).toMatchObject([{ ServiceArn, Status: 'PAUSED' }]);
    expect((await aws.client.send(new ListOperationsCommand({ ServiceArn }))).OperationSummaryList).toEqual([]);
  });

  test('tagging is allowed', async () => {
    const ResourceArn = ServiceArn;
    await aws.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'team', Value: 'blue' }, { Key: 'cost', Value: '7' }] }));
    await aws.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['cost'] }));
    expect((await aws.client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
  });

  test('DeleteService is allowed', async () => {
    await aws.client.send(new DeleteServiceCommand({ ServiceArn }));
    aws.clock.advance(90);
    expect(aws.simulator.service(ServiceArn)?.status).toBe('DELETED');
  });

  test('UpdateService is refused', async () => {
    await expect(aws.client.send(new UpdateServiceCommand({ ServiceArn, InstanceConfiguration: { Cpu: '2048' } })))
      .rejects.toMatchObject({ name: 'InvalidStateException' });
  });

  test('StartDeployment is refused', async () => {
    await expect(aws.client.send(new StartDeploymentCommand({ ServiceArn }))).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  test('a resume runs the last deployed version; one pushed while paused is not deployed, even with automatic deployments', async () => {
    expect(aws.simulator.pushVersion(ServiceArn)).toBeUndefined();
    await aws.client.send(new ResumeServiceCommand({ ServiceArn }));
    aws.clock.advance(90);
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'RUNNING', version: 1, image: 'shop:1' });
    expect(aws.simulator.service(ServiceArn)?.operations.map(({ type }) => type)).toEqual(['RESUME_SERVICE']);
  });

  test('a running service does deploy a pushed version', () => {
    const running = aws.simulator.addService({ name: 'till' });
    expect(aws.simulator.pushVersion(running)).toBeDefined();
    aws.clock.advance(180);
    expect(aws.simulator.service(running)).toMatchObject({ status: 'RUNNING', version: 2 });
  });

  test('URL, ARN, id and configuration are kept', async () => {
    const asPaused = (await aws.client.send(new DescribeServiceCommand({ ServiceArn }))).Service;
    await aws.client.send(new ResumeServiceCommand({ ServiceArn }));
    aws.clock.advance(90);
    const asRunning = (await aws.client.send(new DescribeServiceCommand({ ServiceArn }))).Service;
    expect(asRunning).toEqual({ ...asPaused, Status: 'RUNNING', UpdatedAt: new Date(aws.clock.now()) });
  });

  test('a resumed service that fails its health check stays PAUSED, and only the operation shows it', async () => {
    aws.simulator.faults.add({ operation: 'ResumeService', fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    await aws.client.send(new ResumeServiceCommand({ ServiceArn }));
    aws.clock.advance(90);
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'PAUSED', operations: [{ type: 'RESUME_SERVICE', status: 'FAILED' }] });
  });

  test('maintenance makes the service busy for a while, without an operation, and blocks pause and resume', async () => {
    aws.simulator.maintenance(ServiceArn, 240);
    await expect(aws.client.send(new ResumeServiceCommand({ ServiceArn }))).rejects.toMatchObject({ name: 'InvalidStateException' });
    await expect(aws.client.send(new PauseServiceCommand({ ServiceArn }))).rejects.toMatchObject({ name: 'InvalidStateException' });
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'OPERATION_IN_PROGRESS', operations: [] });
    aws.clock.advance(240);
    expect(aws.simulator.service(ServiceArn)?.status).toBe('PAUSED');
  });

  test('a service can be stuck in OPERATION_IN_PROGRESS for ever', async () => {
    aws.simulator.faults.add({ fault: { kind: 'operation-ends', outcome: 'STUCK' } });
    await aws.client.send(new ResumeServiceCommand({ ServiceArn }));
    aws.clock.advance(365 * 24 * 3600);
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'OPERATION_IN_PROGRESS', operations: [{ status: 'IN_PROGRESS' }] });
  });

  test('new operations take the durations that are set', async () => {
    aws.simulator.durations.RESUME_SERVICE = 40;
    await aws.client.send(new ResumeServiceCommand({ ServiceArn }));
    aws.clock.advance(39.9);
    expect(aws.simulator.service(ServiceArn)?.status).toBe('OPERATION_IN_PROGRESS');
    aws.clock.advance(0.1);
    expect(aws.simulator.service(ServiceArn)?.status).toBe('RUNNING');
  });
});
