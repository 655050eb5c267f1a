import { twoSchedules } from '../../bench/hours-keepers/two-schedules';
import { us } from '../../bench/hours-keepers/us';
import { priceOf } from '../../bench/model/cost-model';
import { usageOfAMonth } from '../../bench/questions/hours-cost';
import { GOALS_OF_DRIFT, GOALS_ON_A_TICK, boundaryDelaysOf, driftsOf } from '../../bench/questions/hours-delay';
import { boundaryOfManyServices } from '../../bench/questions/hours-fleet';
import { mean } from '../../bench/samples';

describe('What `npm run bench` counts of running hours must not get worse unnoticed:', () => {
  test('a month of one service', async () => {
    const usage = await usageOfAMonth(us, 1);
    expect(usage.invocations).toBe(8928);
    expect(usage.schedulerInvocations).toBe(8928);
    expect(usage.appRunnerCalls).toBeLessThanOrEqual(9100);
    expect(usage.cloudFormationCalls).toBeLessThanOrEqual(9000);
    expect(usage.gigabyteSeconds).toBeLessThanOrEqual(165);
    expect(priceOf(usage)).toBeLessThanOrEqual(0.06);
  });

  test('two schedules a service invoke nothing but at the boundaries', async () => {
    const usage = await usageOfAMonth(twoSchedules, 1);
    expect([usage.schedulerInvocations, usage.appRunnerCalls, usage.invocations]).toEqual([46, 46, 0]);
  });

  test('the time from a boundary to the call and to the state', async () => {
    const delays = await boundaryDelaysOf(us, 5, 4);
    for (const what of ['act', 'state'] as const) {
      expect(Math.min(...delays.map(delay => delay[what]))).toBeGreaterThan(0);
      expect(Math.max(...delays.map(delay => delay[what]))).toBeLessThanOrEqual(GOALS_ON_A_TICK[what].worst);
    }
  });

  test('the time until drift is put right', async () => {
    const seconds = await driftsOf(us, 16);
    expect(Math.min(...seconds)).toBeGreaterThan(0);
    expect(mean(seconds)).toBeLessThanOrEqual(GOALS_OF_DRIFT.mean);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(GOALS_OF_DRIFT.worst);
  });

  test('a boundary of 150 services, while App Runner answers five calls a second and fails some', async () => {
    const run = await boundaryOfManyServices(us, 6);
    expect(run.wrong).toBe(0);
    expect(run.ticks).toBeLessThanOrEqual(2);
    expect(run.refusedCalls).toBe(0);
    expect(run.secondsOfMost / run.minimumSeconds).toBeLessThanOrEqual(1.5);
  });
});
