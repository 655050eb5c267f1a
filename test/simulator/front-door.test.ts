import {
  AppRunnerClient, CreateServiceCommand, DeleteServiceCommand, DescribeServiceCommand, ListOperationsCommand, PauseServiceCommand,
  ResumeServiceCommand, UpdateServiceCommand,
} from '@aws-sdk/client-apprunner';
import { AppRunnerSimulator, VirtualClock } from '.';

test('smoke', async () => {
  const clock = new VirtualClock();
  const simulator = new AppRunnerSimulator({ clock });
  const endpoint = await simulator.listen();
  const client = new AppRunnerClient({ region: 'us-east-1', endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 });
  const c = await client.send(new CreateServiceCommand({ ServiceName: 'shop', SourceConfiguration: { ImageRepository: { ImageIdentifier: 'x:1', ImageRepositoryType: 'ECR' } } }));
  const ServiceArn = c.Service?.ServiceArn;
  clock.advance(200);
  await client.send(new PauseServiceCommand({ ServiceArn }));
  clock.advance(60);
  expect(await client.send(new DescribeServiceCommand({ ServiceArn }))).toMatchObject({ Service: { Status: 'PAUSED' } });
  await expect(client.send(new UpdateServiceCommand({ ServiceArn }))).rejects.toMatchObject({ name: 'InvalidStateException', message: expect.stringContaining('PAUSED') });
  await client.send(new ResumeServiceCommand({ ServiceArn }));
  clock.advance(90);
  await client.send(new UpdateServiceCommand({ ServiceArn, SourceConfiguration: { ImageRepository: { ImageIdentifier: 'x:2', ImageRepositoryType: 'ECR' } } }));
  clock.advance(180);
  expect((await client.send(new ListOperationsCommand({ ServiceArn }))).OperationSummaryList).toHaveLength(4);
  await client.send(new DeleteServiceCommand({ ServiceArn }));
  clock.advance(90);
  expect(simulator.service(ServiceArn!)).toMatchObject({ status: 'DELETED', image: 'x:2', version: 2 });
  client.destroy();
  await simulator.close();
  const sim = new AppRunnerSimulator();
  const arn = sim.addService({ name: 'shop' });
  const n = 200000; const t = Date.now();
  for (let i = 0; i < n; i++) sim.answer({ region: 'us-east-1', operation: 'DescribeService', input: { ServiceArn: arn } });
  console.log(n / (Date.now() - t) * 1000, 'calls/s');
});
