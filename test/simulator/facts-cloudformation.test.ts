import {
  CreateServiceCommand, DeleteServiceCommand, DescribeServiceCommand, ListTagsForResourceCommand, UpdateServiceCommand,
} from '@aws-sdk/client-apprunner';
import { SdkSession } from './sdk-session';

const image = (ImageIdentifier: string) => ({ ImageRepository: { ImageIdentifier, ImageRepositoryType: 'ECR' as const } });

describe("What CloudFormation's AWS::AppRunner::Service sees", () => {
  let aws: SdkSession;
  beforeEach(async () => { aws = await SdkSession.open(); });
  afterEach(async () => aws.close());

  const update = async (ServiceArn: string, to: string) =>
    aws.client.send(new UpdateServiceCommand({ ServiceArn, SourceConfiguration: image(to), InstanceConfiguration: { Cpu: '2048' } }));
  const describe = async (ServiceArn: string) => (await aws.client.send(new DescribeServiceCommand({ ServiceArn }))).Service;

  test('an update settles in RUNNING with the new image; what is not given stays', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop', image: 'shop:1' });
    const { Service } = await update(ServiceArn, 'shop:2');
    expect(Service).toMatchObject({ Status: 'OPERATION_IN_PROGRESS', SourceConfiguration: image('shop:2') }); // as being applied
    expect(aws.simulator.service(ServiceArn)?.image).toBe('shop:1'); // as still serving
    aws.clock.advance(180);
    expect(await describe(ServiceArn)).toMatchObject({
      Status: 'RUNNING',
      SourceConfiguration: { ...image('shop:2'), AutoDeploymentsEnabled: true },
      InstanceConfiguration: { Cpu: '2048', Memory: '2048' },
    });
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ image: 'shop:2', version: 2 });
  });

  test('an update that App Runner rolls back settles in RUNNING too, with the old image and configuration', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop', image: 'shop:1' });
    aws.simulator.faults.add({ operation: 'UpdateService', fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } });
    await update(ServiceArn, 'shop:2');
    aws.clock.advance(100);
    expect(aws.simulator.service(ServiceArn)?.operations).toMatchObject([{ status: 'ROLLBACK_IN_PROGRESS' }]);
    aws.clock.advance(80);
    expect(await describe(ServiceArn)).toMatchObject({
      Status: 'RUNNING', SourceConfiguration: image('shop:1'), InstanceConfiguration: { Cpu: '1024' },
    });
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ version: 1, operations: [{ status: 'ROLLBACK_SUCCEEDED' }] });
  });

  test('a create that fails leaves CREATE_FAILED, which can be updated into life or deleted', async () => {
    aws.simulator.faults.add({ operation: 'CreateService', fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    const { Service } = await aws.client.send(new CreateServiceCommand({ ServiceName: 'shop', SourceConfiguration: image('shop:1') }));
    const ServiceArn = Service?.ServiceArn ?? '';
    aws.clock.advance(180);
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'CREATE_FAILED', version: 0 });
    await update(ServiceArn, 'shop:2');
    aws.clock.advance(180);
    expect(aws.simulator.service(ServiceArn)).toMatchObject({ status: 'RUNNING', version: 1, image: 'shop:2' });
  });

  test('a delete that fails leaves DELETE_FAILED and can be tried again', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    aws.simulator.faults.add({ fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    await aws.client.send(new DeleteServiceCommand({ ServiceArn }));
    aws.clock.advance(90);
    expect((await describe(ServiceArn))?.Status).toBe('DELETE_FAILED');
    await aws.client.send(new DeleteServiceCommand({ ServiceArn }));
    aws.clock.advance(90);
    expect((await describe(ServiceArn))?.Status).toBe('DELETED');
  });

  test('a service name is unique per Region, and free again once deleted; the new service has another ARN and URL', async () => {
    const create = async (region: string) =>
      aws.clientIn(region).send(new CreateServiceCommand({ ServiceName: 'shop', SourceConfiguration: image('shop:1') }));
    const first = await create('us-east-1');
    await expect(create('us-east-1')).rejects.toMatchObject({ name: 'InvalidRequestException', message: expect.stringContaining('shop') });
    await expect(create('eu-west-1')).resolves.toBeDefined();
    aws.clock.advance(180);
    await aws.client.send(new DeleteServiceCommand({ ServiceArn: first.Service?.ServiceArn }));
    aws.clock.advance(90);
    const second = await create('us-east-1');
    expect(second.Service?.ServiceArn).not.toBe(first.Service?.ServiceArn);
    expect(second.Service?.ServiceUrl).not.toBe(first.Service?.ServiceUrl);
  });

  test('a service carries the tags it was created with and no system tags', async () => {
    const { Service } = await aws.client.send(new CreateServiceCommand({
      ServiceName: 'shop', SourceConfiguration: image('shop:1'), Tags: [{ Key: 'team', Value: 'blue' }],
    }));
    const { Tags } = await aws.client.send(new ListTagsForResourceCommand({ ResourceArn: Service?.ServiceArn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
  });

  test('a service cannot be switched from an image to a code repository', async () => {
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    await expect(aws.client.send(new UpdateServiceCommand({
      ServiceArn,
      SourceConfiguration: { CodeRepository: { RepositoryUrl: 'https://code', SourceCodeVersion: { Type: 'BRANCH', Value: 'main' } } },
    }))).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });
});
