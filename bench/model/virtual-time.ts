import * as FakeTimers from '@sinonjs/fake-timers';
import { randomNumbers } from './random';

/** The start of every run: 15 January 2026, noon. */
const START = Date.UTC(2026, 0, 15, 12);

/**
 * Runs code on a clock that jumps from one timer to the next, so that an hour takes as long as what happens in
 * it. `Date` and `setTimeout` are replaced for everybody, the AWS SDK's retry back-off included.
 *
 * @param seed of that back-off
 */
export async function inVirtualTime<T>(run: () => Promise<T>, seed = 42): Promise<T> {
  const letOthersRun = setImmediate;
  const trueRandom = Math.random;
  Math.random = randomNumbers(seed); // the SDK's back-off is the same in every run
  const clock = FakeTimers.install({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  try {
    let over = false;
    const result = run().finally(() => { over = true; });
    result.catch(() => undefined); // the caller gets to see it
    for (;;) {
      await new Promise<void>(resolve => letOthersRun(resolve));
      if (over) return await result;
      if (clock.countTimers() === 0) throw new Error('the code waits for something that no timer ends');
      clock.next();
    }
  } finally {
    clock.uninstall();
    Math.random = trueRandom;
  }
}

export function sleep(seconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
