import { PauseServiceCommand, ResumeServiceCommand } from '@aws-sdk/client-apprunner';
import { SdkSession } from './sdk-session';

describe('Idempotency', () => {
  let aws: SdkSession;
  const open = async (options = {}) => { aws = await SdkSession.open(options); };
  afterEach(async () => aws.close());

  test('pausing a PAUSED service succeeds without an OperationId', async () => {
    await open();
    const ServiceArn = aws.simulator.addService({ name: 'shop', status: 'PAUSED' });
    const answer = await aws.client.send(new PauseServiceCommand({ ServiceArn }));
    expect(answer.Service?.Status).toBe('PAUSED');
    expect(answer).not.toHaveProperty('OperationId');
    expect(aws.simulator.service(ServiceArn)?.operations).toEqual([]);
  });

  test('resuming a RUNNING service succeeds without an OperationId', async () => {
    await open();
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    const answer = await aws.client.send(new ResumeServiceCommand({ ServiceArn }));
    expect(answer.Service?.Status).toBe('RUNNING');
    expect(answer).not.toHaveProperty('OperationId');
  });

  test('both can be made to answer InvalidState, because the real answer is not known', async () => {
    await open({ idempotentAnswer: 'invalid-state' });
    const running = aws.simulator.addService({ name: 'shop' });
    const paused = aws.simulator.addService({ name: 'till', status: 'PAUSED' });
    await expect(aws.client.send(new PauseServiceCommand({ ServiceArn: paused }))).rejects.toMatchObject({ name: 'InvalidStateException' });
    await expect(aws.client.send(new ResumeServiceCommand({ ServiceArn: running }))).rejects.toMatchObject({ name: 'InvalidStateException' });
  });

  test('the second of two calls that an SDK retry sent meets InvalidState and starts nothing', async () => {
    await open();
    const ServiceArn = aws.simulator.addService({ name: 'shop' });
    aws.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'drop-after' } });
    await expect(aws.client.send(new PauseServiceCommand({ ServiceArn }))).rejects.toThrow('socket hang up');
    await expect(aws.client.send(new PauseServiceCommand({ ServiceArn }))).rejects.toMatchObject({ name: 'InvalidStateException' });
    expect(aws.simulator.service(ServiceArn)?.operations).toHaveLength(1);
  });
});
