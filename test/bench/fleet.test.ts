import { deployFleet } from '../../bench/fleet-run';
import { us } from '../../bench/us';

describe('What `npm run bench` counts of a stack with very many services must not get worse unnoticed', () => {
  it.each([
    { others: 150, throughPause: 0, answered: 650, refused: 1300, cloudFormation: 750, gigabyteSeconds: 1500 },
    { others: 150, throughPause: 100, answered: 2400, refused: 6000, cloudFormation: 3300, gigabyteSeconds: 7500 },
  ])('with $others services of other stacks and $throughPause through a pause', async ({ others, throughPause, answered, refused, cloudFormation, gigabyteSeconds }) => {
    const run = await deployFleet(us, { others, throughPause }, 6);
    expect(run.failures).toEqual([]);
    expect(run.seconds / run.minimumSeconds).toBeLessThanOrEqual(1.3);
    expect(run.answeredCalls).toBeLessThanOrEqual(answered);
    expect(run.refusedCalls).toBeLessThanOrEqual(refused);
    expect(run.cloudFormationCalls).toBeLessThanOrEqual(cloudFormation);
    expect(run.gigabyteSeconds).toBeLessThanOrEqual(gigabyteSeconds);
  });

  test('with 50 services whose pause is cancelled: the waiters that go on leave the calls to the rollback', async () => {
    const run = await deployFleet(us, { others: 50, throughPause: 0, cancelledAfterSeconds: 15 }, 6);
    expect(run.failures).toEqual([]);
    expect(run.refusedCalls).toBeLessThanOrEqual(2000);
  });

  it.each([{ others: 9, throughPause: 0 }, { others: 0, throughPause: 9 }])(
    'with $others services of other stacks and $throughPause through a pause in an account with ten executions', async (fleet) => {
      const run = await deployFleet(us, { ...fleet, mostExecutions: 10 }, 6);
      expect(run.failures).toEqual([]);
      expect(run.executionsAtOnce).toBe(10);
    });
});
