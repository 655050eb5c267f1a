import { deployFleet } from '../../bench/fleet-run';
import { meanUsage } from '../../bench/questions/cost';
import { templateSizeOf } from '../../bench/questions/template-size';
import { GOAL_BUNDLE_KILOBYTES, bundleKilobytes } from '../../bench/sizes';
import { us } from '../../bench/us';

/** Ten runs, or one of a fleet, on a busy machine. */
jest.setTimeout(60_000);

/** What `npm run bench` counts must not get worse unnoticed. What it times depends on the machine and is left out. */
describe('Counts of the benchmarks', () => {
  test('a pause of three minutes, with a history of pauses', async () => {
    const usage = await meanUsage(us, 10);
    expect(usage.appRunnerCalls).toBeLessThanOrEqual(40);
    expect(usage.transitions).toBeLessThanOrEqual(37);
    expect(usage.invocations).toBeLessThanOrEqual(76);
    expect(usage.gigabyteSeconds).toBeLessThanOrEqual(0.87);
  });

  test('the first pause ever, of three minutes', async () => {
    const usage = await meanUsage(us, 0);
    expect(usage.appRunnerCalls).toBeLessThanOrEqual(78);
    expect(usage.transitions).toBeLessThanOrEqual(76);
  });

  it.each([
    { others: 150, throughPause: 0, answered: 750, refused: 1700 },
    { others: 0, throughPause: 100, answered: 1750, refused: 2500 },
    { others: 150, throughPause: 100, answered: 2450, refused: 6000 },
  ])('a limited API, with $others services of other stacks and $throughPause through a pause', async ({ others, throughPause, answered, refused }) => {
    const { failures, seconds, leastSeconds, answeredCalls, refusedCalls } = await deployFleet(us, { others, throughPause }, 6);
    expect(failures).toEqual([]);
    expect(seconds / leastSeconds).toBeLessThanOrEqual(1.3);
    expect(answeredCalls).toBeLessThanOrEqual(answered);
    expect(refusedCalls).toBeLessThanOrEqual(refused);
  });

  test('what a template gains', () => {
    const size = templateSizeOf(us);
    expect(size.providerResources).toBeLessThanOrEqual(16);
    expect(size.serviceResources).toBe(1);
    expect(size.throughPauseResources).toBeLessThanOrEqual(4);
    expect(size.longestChain).toBeLessThanOrEqual(7);
    expect(size.serviceBytes).toBeLessThanOrEqual(1000);
  });

  test('the bundle', () => {
    expect(bundleKilobytes()).toBeLessThanOrEqual(GOAL_BUNDLE_KILOBYTES);
  });
});
