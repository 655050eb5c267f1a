import { deployFleet } from '../../bench/fleet-run';
import { us } from '../../bench/us';

describe('What `npm run bench` counts of a stack with very many services must not get worse unnoticed', () => {
  it.each([
    { others: 150, throughPause: 0, answered: 700, refused: 1400, cloudFormation: 750, gigabyteSeconds: 1650 },
    { others: 150, throughPause: 100, answered: 2400, refused: 6500, cloudFormation: 3000, gigabyteSeconds: 8000 },
  ])('with $others services of other stacks and $throughPause through a pause', async ({ others, throughPause, answered, refused, cloudFormation, gigabyteSeconds }) => {
    const run = await deployFleet(us, { others, throughPause }, 6);
    expect(run.failures).toEqual([]);
    expect(run.seconds / run.minimumSeconds).toBeLessThanOrEqual(1.3);
    expect(run.answeredCalls).toBeLessThanOrEqual(answered);
    expect(run.refusedCalls).toBeLessThanOrEqual(refused);
    expect(run.cloudFormationCalls).toBeLessThanOrEqual(cloudFormation);
    expect(run.gigabyteSeconds).toBeLessThanOrEqual(gigabyteSeconds);
  });
});
