import * as fc from 'fast-check';
import { order } from '../../../lambda/reconciler/order';

const INTERVAL = 5 * 60_000;
const fleets = fc.integer({ min: 1, max: 150 }).map(size => Array.from({ length: size }, (_, index) => `service-${index}`));
const instants = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2036, 0) });

/** Those that get their turn in some ticks, if each tick is throttled after so many services. */
function reached(services: readonly string[], now: number, ticks: number, perTick: number): Set<string> {
  return new Set(Array.from({ length: ticks }, (_, tick) => order(services, now + tick * INTERVAL, INTERVAL).slice(0, perTick)).flat());
}

describe('The order of the services in a tick', () => {
  test('leaves none out, and none twice', () => {
    fc.assert(fc.property(fleets, instants, (services, now) => {
      expect([...order(services, now, INTERVAL)].sort()).toEqual([...services].sort());
    }));
  });

  test('is the same at any time of one tick, and does not change its input', () => {
    fc.assert(fc.property(fleets, instants, fc.nat(INTERVAL - 1), (services, now, later) => {
      const given = [...services];
      const tick = Math.floor(now / INTERVAL) * INTERVAL;
      expect(order(services, tick + later, INTERVAL)).toEqual(order(services, tick, INTERVAL));
      expect(services).toEqual(given);
    }));
  });

  test.each([
    [2, 0.62],
    [3, 0.39],
    [5, 0.24],
    [8, 0.15],
  ])('gives all a turn within %i ticks when each is throttled after a share of %f', (ticks, share) => {
    fc.assert(fc.property(fleets, instants, (services, now) => {
      expect(reached(services, now, ticks, Math.ceil(share * services.length) + 1).size).toBe(services.length);
    }));
  });

  test('gives all a turn within twice as many ticks as necessary, and one more, for every limit of a tick', () => {
    fc.assert(fc.property(fleets, instants, fc.integer({ min: 1, max: 150 }), (services, now, perTick) => {
      const ticks = 2 * Math.ceil(services.length / perTick) + 1;
      expect(reached(services, now, ticks, perTick).size).toBe(services.length);
    }));
  });
});
