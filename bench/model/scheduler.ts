import { sleep } from './virtual-time';

const MINUTE_MS = 60_000;

export interface Schedule {
  /** @param minute since 1970 */
  isDue(minute: number): boolean;
  /** @param dueAt milliseconds since 1970 */
  run(dueAt: number): Promise<unknown>;
}

/**
 * EventBridge Scheduler: a schedule that is due at 18:00 is invoked at some time from 18:00:00 to 18:00:59. It repeats nothing.
 *
 * @param secondsLate for each invocation
 * @param onInvocation hears of every one
 * @param isOver asked once a minute
 */
export async function runSchedules(
  schedules: readonly Schedule[], { secondsLate, onInvocation, isOver }: { secondsLate(): number; onInvocation(): void; isOver(): boolean },
): Promise<void> {
  while (!isOver()) {
    const dueAt = (Math.floor(Date.now() / MINUTE_MS) + 1) * MINUTE_MS;
    await sleep((dueAt - Date.now()) / 1000);
    for (const schedule of schedules.filter(({ isDue }) => isDue(dueAt / MINUTE_MS))) {
      void sleep(secondsLate()).then(async () => {
        onInvocation();
        await schedule.run(dueAt);
      }).catch(() => undefined); // a call that fails is lost
    }
  }
}
