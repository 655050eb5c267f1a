import { plainProvider } from '../../bench/peers/plain-provider';
import { GOAL_CALLS, GOAL_CALLS_FIRST, GOAL_TRANSITIONS_FIRST, meanUsage } from '../../bench/questions/cost';
import { DURATIONS, GOAL_FAILURE, GOAL_MEAN, GOAL_WORST, GOAL_WORST_FIRST, delaysOf, delaysOfFailures } from '../../bench/questions/delay';
import { templateSizeOf } from '../../bench/questions/template-size';
import { LONG_HISTORY, mean } from '../../bench/samples';
import { bundleKilobytes } from '../../bench/sizes';
import { stackSizeOf } from '../../bench/stack-size';
import { us } from '../../bench/us';

describe('What `npm run bench` counts must not get worse unnoticed:', () => {
  it.each(DURATIONS)('the answer after an operation of %i s, with a history of pauses', async (seconds) => {
    const delays = await delaysOf(us, seconds, LONG_HISTORY, 12);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(mean(delays)).toBeLessThanOrEqual(GOAL_MEAN);
    expect(Math.max(...delays)).toBeLessThanOrEqual(GOAL_WORST);
  });

  it.each(DURATIONS)('the answer after the first pause ever, of %i s', async (seconds) => {
    const delays = await delaysOf(us, seconds, 0, 6);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(GOAL_WORST_FIRST);
  });

  it.each([180, 300])('the answer after an early failure, where pauses take %i s', async (seconds) => {
    const delays = await delaysOfFailures(seconds, [0.3, 20, 0.9 * seconds]);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(GOAL_FAILURE);
  });

  test('what a pause of three minutes uses, with a history of pauses', async () => {
    const usage = await meanUsage(us, LONG_HISTORY);
    const plain = await meanUsage(plainProvider, LONG_HISTORY);
    expect(usage.appRunnerCalls).toBeLessThanOrEqual(GOAL_CALLS);
    expect(usage.cloudFormationCalls).toBeLessThanOrEqual(1);
    expect(usage.transitions).toBeLessThanOrEqual(plain.transitions);
    expect(usage.invocations).toBeLessThanOrEqual(plain.invocations);
    expect(usage.gigabyteSeconds).toBeLessThanOrEqual(plain.gigabyteSeconds);
  });

  test('what the first pause ever uses, of three minutes', async () => {
    const usage = await meanUsage(us, 0);
    expect(usage.appRunnerCalls).toBeLessThanOrEqual(GOAL_CALLS_FIRST);
    expect(usage.transitions).toBeLessThanOrEqual(GOAL_TRANSITIONS_FIRST);
    expect(usage.invocations).toBeLessThanOrEqual(50);
    expect(usage.gigabyteSeconds).toBeLessThanOrEqual(0.7);
  });

  test('what a template gains', () => {
    const size = templateSizeOf(us);
    expect(size.providerResources).toBeLessThanOrEqual(16);
    expect(size.serviceResources).toBe(1);
    expect(size.throughPauseResources).toBeLessThanOrEqual(3);
    expect(size.longestChain).toBeLessThanOrEqual(7);
    expect(size.throughPauseChain).toBeLessThanOrEqual(10);
    expect(size.serviceBytes).toBeLessThanOrEqual(900);
    expect(size.throughPauseBytes).toBeLessThanOrEqual(3100);
  });

  it.each([{ throughPause: 120, imported: 0 }, { throughPause: 100, imported: 50 }])(
    'a stack with $throughPause services through a pause and $imported of other stacks', (services) => {
      const { resources, kilobytes } = stackSizeOf(services);
      expect(resources).toBeLessThanOrEqual(500);
      expect(kilobytes).toBeLessThanOrEqual(430);
    });

  test('the bundle', () => {
    expect(bundleKilobytes()).toBeLessThanOrEqual(420);
  });
});
