import {
  CreateServiceCommand, DeleteServiceCommand, DescribeServiceCommand, ListOperationsCommand, ListServicesCommand, PauseServiceCommand,
  ResumeServiceCommand, StartDeploymentCommand, UpdateServiceCommand,
} from '@aws-sdk/client-apprunner';
import { APP_RUNNER_REGIONS, DELETED_SERVICE_IS_KEPT_SECONDS } from '.';
import { SdkSession } from './sdk-session';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const image = (ImageIdentifier: string) => ({ ImageRepository: { ImageIdentifier, ImageRepositoryType: 'ECR' as const } });

describe('The API of App Runner', () => {
  let aws: SdkSession;
  beforeEach(async () => { aws = await SdkSession.open(); });
  afterEach(async () => aws.close());

  const status = async (ServiceArn: string) => (await aws.client.send(new DescribeServiceCommand({ ServiceArn }))).Service?.Status;
  const operations = async (ServiceArn: string) => (await aws.client.send(new ListOperationsCommand({ ServiceArn }))).OperationSummaryList ?? [];

  test('creates a service in some minutes, with an ARN of the documented form and a URL', async () => {
    const { Service, OperationId } = await aws.client.send(new CreateServiceCommand({ ServiceName: 'shop', SourceConfiguration: image('shop:1') }));
    expect(Service).toMatchObject({ Status: 'OPERATION_IN_PROGRESS', ServiceName: 'shop' });
    expect(Service?.ServiceArn).toMatch(/^arn:aws:apprunner:us-east-1:123456789012:service\/shop\/[0-9a-f]{32}$/);
    expect(Service?.ServiceUrl).toMatch(/^[0-9a-z]{10}\.us-east-1\.awsapprunner\.com$/);
    expect(OperationId).toMatch(UUID);
    aws.clock.advance(180);
    expect(await status(Service?.ServiceArn ?? '')).toBe('RUNNING');
  });

  test('pauses and resumes, each with the Service and the id of an operation', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    const paused = await aws.client.send(new PauseServiceCommand({ ServiceArn }));
    expect(paused).toMatchObject({ OperationId: expect.stringMatching(UUID), Service: { ServiceArn, Status: 'OPERATION_IN_PROGRESS' } });
    aws.clock.advance(60);
    expect(await status(ServiceArn)).toBe('PAUSED');
    const resumed = await aws.client.send(new ResumeServiceCommand({ ServiceArn }));
    expect(resumed).toMatchObject({ OperationId: expect.stringMatching(UUID), Service: { ServiceArn, Status: 'OPERATION_IN_PROGRESS' } });
    aws.clock.advance(90);
    expect(await status(ServiceArn)).toBe('RUNNING');
  });

  test('answers errors by name and HTTP status: unknown service, wrong state, malformed ARN', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop', status: 'CREATE_FAILED' });
    await expect(aws.client.send(new PauseServiceCommand({ ServiceArn: ServiceArn.replace('shop', 'inn') })))
      .rejects.toMatchObject({ name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 400 } });
    await expect(aws.client.send(new ResumeServiceCommand({ ServiceArn })))
      .rejects.toMatchObject({ name: 'InvalidStateException', $metadata: { httpStatusCode: 400 } });
    await expect(aws.client.send(new PauseServiceCommand({ ServiceArn: 'shop' })))
      .rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining("Value 'shop' at 'serviceArn'") });
  });

  test('gives every answer a request id', async () => {
    const { $metadata } = await aws.client.send(new ListServicesCommand({}));
    expect($metadata.requestId).toMatch(UUID);
  });

  test('runs an operation through PENDING and IN_PROGRESS to SUCCEEDED, in whole seconds', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    aws.clock.advance(0.4);
    const startedAt = new Date(aws.clock.now() - 400);
    const { OperationId: Id } = await aws.client.send(new PauseServiceCommand({ ServiceArn }));
    const begun = { Id, Type: 'PAUSE_SERVICE', TargetArn: ServiceArn, StartedAt: startedAt };
    expect(await operations(ServiceArn)).toEqual([{ ...begun, Status: 'PENDING', UpdatedAt: startedAt }]);
    aws.clock.advance(30);
    expect(await operations(ServiceArn)).toEqual([{ ...begun, Status: 'IN_PROGRESS', UpdatedAt: expect.any(Date) }]);
    aws.clock.advance(30);
    const endedAt = new Date(startedAt.getTime() + 60_000);
    expect(await operations(ServiceArn)).toEqual([{ ...begun, Status: 'SUCCEEDED', EndedAt: endedAt, UpdatedAt: endedAt }]);
  });

  test('lists operations newest first, without a reason, in pages of 1 to 20', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    const started = Array.from({ length: 25 }, () => aws.simulator.startForeign(ServiceArn, 'START_DEPLOYMENT', { seconds: 0 }));
    const first = await aws.client.send(new ListOperationsCommand({ ServiceArn }));
    expect(first.OperationSummaryList?.map(({ Id }) => Id)).toEqual(started.slice(5).reverse());
    aws.simulator.startForeign(ServiceArn, 'START_DEPLOYMENT', { seconds: 0 }); // does not shift the next page
    const second = await aws.client.send(new ListOperationsCommand({ ServiceArn, NextToken: first.NextToken }));
    expect(second.OperationSummaryList?.map(({ Id }) => Id)).toEqual(started.slice(0, 5).reverse());
    expect(second.NextToken).toBeUndefined();
    await expect(aws.client.send(new ListOperationsCommand({ ServiceArn, MaxResults: 21 }))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('lists services in pages that may be short or empty while NextToken is set', async () => {
    const arns = ['inn', 'shop', 'till', 'yard'].map((name) => aws.simulator.addService({ name: `${name}-1` }));
    arns.slice(0, 3).forEach((arn) => aws.simulator.removeBehindOurBack(arn));
    const pages: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await aws.client.send(new ListServicesCommand({ MaxResults: 2, NextToken }));
      pages.push(page.ServiceSummaryList?.length ?? -1);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(pages).toEqual([0, 1]);
  });

  test('goes on describing and listing a deleted service as DELETED, and forgets it later', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    await aws.client.send(new DeleteServiceCommand({ ServiceArn }));
    aws.clock.advance(90);
    expect((await aws.client.send(new DescribeServiceCommand({ ServiceArn }))).Service)
      .toMatchObject({ Status: 'DELETED', DeletedAt: new Date(aws.clock.now()) });
    expect((await aws.client.send(new ListServicesCommand({}))).ServiceSummaryList).toMatchObject([{ ServiceArn, Status: 'DELETED' }]);
    aws.clock.advance(DELETED_SERVICE_IS_KEPT_SECONDS);
    await expect(status(ServiceArn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await aws.client.send(new ListServicesCommand({}))).ServiceSummaryList).toEqual([]);
  });

  test.each(['PAUSED', 'CREATE_FAILED'] as const)('refuses StartDeployment on a %s service with InvalidRequest', async (before) => {
    const ServiceArn = aws.simulator.addService({ name: 'shop', status: before });
    await expect(aws.client.send(new StartDeploymentCommand({ ServiceArn }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: "Can't start a deployment on the specified service, because it isn't in RUNNING state.",
    });
  });

  test.each([
    ['PauseService', (ServiceArn: string) => aws.client.send(new PauseServiceCommand({ ServiceArn }))],
    ['ResumeService', (ServiceArn: string) => aws.client.send(new ResumeServiceCommand({ ServiceArn }))],
    ['UpdateService', (ServiceArn: string) => aws.client.send(new UpdateServiceCommand({ ServiceArn }))],
    ['DeleteService', (ServiceArn: string) => aws.client.send(new DeleteServiceCommand({ ServiceArn }))],
  ])('refuses %s with InvalidState while another operation runs', async (_operation, send) => {
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    aws.simulator.startForeign(ServiceArn, 'START_DEPLOYMENT');
    await expect(send(ServiceArn)).rejects.toMatchObject({
      name: 'InvalidStateException',
      message: 'Service cannot be updated in the current state: OPERATION_IN_PROGRESS',
    });
  });

  test('has endpoints in 11 Regions and drops the connection in the others', async () => {
    expect(APP_RUNNER_REGIONS.size).toBe(11);
    await expect(aws.clientIn('eu-west-3').send(new ListServicesCommand({}))).resolves.toBeDefined();
    await expect(aws.clientIn('eu-north-1').send(new ListServicesCommand({}))).rejects.toThrow('socket hang up');
  });

  test('knows nothing in one Region of the services in another', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop', region: 'eu-west-1' });
    await expect(status(ServiceArn)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await aws.clientIn('eu-west-1').send(new DescribeServiceCommand({ ServiceArn }))).Service?.Status).toBe('RUNNING');
  });
});
