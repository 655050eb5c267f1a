import { AppRunnerSimulator, VirtualClock } from '.';

const region = 'us-east-1';

describe('The limits of an account', () => {
  const outcomes = ({ calls }: AppRunnerSimulator) => calls.map(({ outcome }) => outcome);
  const list = (simulator: AppRunnerSimulator, inRegion = region) => simulator.answer({ region: inRegion, operation: 'ListServices', input: {} });

  test('throttle what exceeds the rate, Region by Region, and recover with time', () => {
    const clock = new VirtualClock();
    const simulator = new AppRunnerSimulator({ clock, callsPerSecond: 2 });
    [region, region, region, 'eu-west-1'].forEach((each) => list(simulator, each));
    clock.advance(0.5);
    [region, region].forEach((each) => list(simulator, each));
    expect(outcomes(simulator)).toEqual(['ok', 'ok', 'ThrottlingException', 'ok', 'ok', 'ThrottlingException']);
  });

  test('can change', () => {
    const clock = new VirtualClock();
    const simulator = new AppRunnerSimulator({ clock, callsPerSecond: 2 });
    [1, 2, 3].forEach(() => list(simulator));
    simulator.callsPerSecond = 1;
    clock.advance(1);
    [1, 2].forEach(() => list(simulator));
    simulator.callsPerSecond = undefined;
    [1, 2].forEach(() => list(simulator));
    expect(outcomes(simulator)).toEqual(['ok', 'ok', 'ThrottlingException', 'ok', 'ThrottlingException', 'ok', 'ok']);
  });

  test('random failures hit the given share, and the same calls for the same seed', () => {
    const run = (seed: number) => {
      const simulator = new AppRunnerSimulator({ failureRate: { share: 0.2, seed } });
      Array.from({ length: 1000 }, () => list(simulator));
      return outcomes(simulator);
    };
    const failures = run(7).filter((outcome) => outcome === 'InternalServiceErrorException').length;
    expect(failures).toBeGreaterThan(150);
    expect(failures).toBeLessThan(250);
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });
});
