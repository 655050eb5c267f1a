import { AppRunnerSimulator, VirtualClock } from '.';

describe('Behind the API', () => {
  const region = 'us-east-1';
  let clock: VirtualClock;
  let simulator: AppRunnerSimulator;
  beforeEach(() => {
    clock = new VirtualClock();
    simulator = new AppRunnerSimulator({ clock });
  });

  test('a service added is there at once, in the status asked for, and leaves no trace in the ledger', () => {
    const arn = simulator.addService({ name: 'shop', region: 'eu-west-1', status: 'PAUSED', image: 'shop:7' });
    expect(simulator.service(arn)).toMatchObject({ name: 'shop', region: 'eu-west-1', status: 'PAUSED', image: 'shop:7', version: 1, operations: [] });
    expect(simulator.services('us-east-1')).toEqual([]);
    expect(simulator.services()).toHaveLength(1);
    expect(simulator.calls).toEqual([]);
  });

  test('an operation that is started at the console runs to its end', () => {
    const arn = simulator.addService({ name: 'shop' });
    const id = simulator.startForeign(arn, 'PAUSE_SERVICE', { seconds: 20 });
    const startedAt = clock.now();
    clock.advance(500); // nobody looked when it ended
    expect(simulator.service(arn)).toMatchObject({
      status: 'PAUSED', operations: [{ id, type: 'PAUSE_SERVICE', status: 'SUCCEEDED', startedAt, endedAt: startedAt + 20_000 }],
    });
  });

  test.each([['PAUSED', 'PAUSE_SERVICE'], ['RUNNING', 'RESUME_SERVICE'], ['DELETED', 'UPDATE_SERVICE'], ['RUNNING', 'CREATE_SERVICE']] as const)(
    'nobody can start, on a %s service, %s', (status, type) => {
      const arn = simulator.addService({ name: 'shop', status });
      expect(() => simulator.startForeign(arn, type)).toThrow(`App Runner would not start ${type}`);
    });

  test('no operation and no maintenance can start on a busy service', () => {
    const arn = simulator.addService({ name: 'shop' });
    simulator.maintenance(arn, 60);
    expect(() => simulator.startForeign(arn, 'PAUSE_SERVICE')).toThrow('OPERATION_IN_PROGRESS');
    expect(() => simulator.maintenance(arn, 60)).toThrow('busy already');
  });

  test('a service removed behind our back is not found any more', () => {
    const arn = simulator.addService({ name: 'shop' });
    simulator.removeBehindOurBack(arn);
    expect(simulator.service(arn)).toBeUndefined();
    expect(simulator.answer({ region, operation: 'DescribeService', input: { ServiceArn: arn } }))
      .toMatchObject({ status: 400, body: { __type: expect.stringContaining('ResourceNotFoundException') } });
    expect(() => simulator.removeBehindOurBack(arn)).toThrow('There is no service');
  });

  test('it is remembered whether a service was ever paused', () => {
    const arn = simulator.addService({ name: 'shop' });
    expect(simulator.service(arn)?.pausedEver).toBe(false);
    simulator.startForeign(arn, 'PAUSE_SERVICE', { seconds: 5 });
    clock.advance(5);
    simulator.startForeign(arn, 'RESUME_SERVICE', { seconds: 5 });
    clock.advance(5);
    expect(simulator.service(arn)).toMatchObject({ status: 'RUNNING', pausedEver: true });
  });

  test('two runs of the same calls are the same, ids included', () => {
    const once = () => {
      const run = new AppRunnerSimulator();
      const arn = run.addService({ name: 'shop' });
      run.answer({ region, operation: 'PauseService', input: { ServiceArn: arn } });
      return [run.services(), run.calls];
    };
    expect(once()).toEqual(once());
  });

  test('time does not go back', () => {
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });
});
