import { AppRunnerSimulator, VirtualClock } from '.';

const region = 'us-east-1';

describe('The ledger', () => {
  test('holds every call with what the caller saw, and the operation even if the answer was lost', () => {
    const clock = new VirtualClock();
    const simulator = new AppRunnerSimulator({ clock });
    const serviceArn = simulator.addService({ name: 'shop' });
    simulator.faults.add({ operation: 'PauseService', fault: { kind: 'drop-after' } });
    const send = (operation: string) => simulator.answer({ region, operation, input: { ServiceArn: serviceArn } });
    ['DescribeService', 'PauseService', 'PauseService', 'Nonsense'].forEach(send);
    const at = clock.now();
    const operationId = simulator.service(serviceArn)?.operations[0].id;
    expect(simulator.calls).toEqual([
      { at, region, operation: 'DescribeService', serviceArn, outcome: 'ok' },
      { at, region, operation: 'PauseService', serviceArn, outcome: 'connection-dropped', operationId },
      { at, region, operation: 'PauseService', serviceArn, outcome: 'InvalidStateException' },
      { at, region, operation: 'Nonsense', serviceArn, outcome: 'UnknownOperationException' },
    ]);
  });
});
