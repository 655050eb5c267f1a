import { appRunnerOf } from '../../lambda/app-runner';
import { AppRunnerSimulator, DEFAULT_REGION } from '../simulator';
import type { Fault } from '../simulator';

describe('A call that App Runner answers', () => {
  let simulator: AppRunnerSimulator;
  beforeEach(() => { simulator = new AppRunnerSimulator(); });
  afterEach(async () => simulator.close());

  const throttled: Fault = { kind: 'throttle' };

  it.each<{ fault: Fault; attempts: number }>([
    { fault: { kind: 'server-error' }, attempts: 3 },
    { fault: { kind: 'drop-before' }, attempts: 3 },
    { fault: throttled, attempts: 1 },
    { fault: { kind: 'error', name: 'TooManyRequestsException', status: 429, message: 'Too many.' }, attempts: 1 },
    { fault: { kind: 'access-denied' }, attempts: 1 },
  ])('with $fault.kind is tried $attempts times by the SDK', async ({ fault, attempts }) => {
    const serviceArn = simulator.addService({ name: 'shop' });
    simulator.faults.add({ times: Infinity, fault });
    const appRunner = appRunnerOf({
      region: DEFAULT_REGION, endpoint: await simulator.listen(), credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await expect(appRunner.pause(serviceArn)).rejects.toThrow('apprunner:PauseService');
    expect(simulator.calls).toHaveLength(attempts);
    expect(simulator.service(serviceArn)?.operations).toEqual([]);
  });
});
