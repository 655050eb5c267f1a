/**
 * Where many services of one account wait at once, App Runner's calls are scarce, and a look that finds an operation
 * still running is taken from somebody who could act. Whoever was throttled at first looks less often from then on.
 */

/** A first look that takes this long was throttled: by the time it took, the crowd is judged. */
const CROWDED_MS = 3000;
const MOST_SECONDS_BETWEEN_LOOKS = 30;
const POLL_TAKES_SECONDS = 1;

/** @returns how far apart the looks of a request should be, undefined when every poll may look */
export function secondsBetweenLooks(firstLookTookMs: number): number | undefined {
  return firstLookTookMs < CROWDED_MS ? undefined : Math.min(MOST_SECONDS_BETWEEN_LOOKS, firstLookTookMs / 2000);
}

/** Whether a poll should leave its calls to others: only the first poll of each span looks. */
export function isOthersTurn(elapsedMs: number, lookEverySeconds: number | undefined, pollSeconds: number): boolean {
  return lookEverySeconds !== undefined && elapsedMs / 1000 % lookEverySeconds > pollSeconds + POLL_TAKES_SECONDS;
}
